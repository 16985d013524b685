using System.Runtime.Versioning;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Serialization;

/// <summary>The temporary files of writers that were killed.</summary>
public sealed class LeftoverTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("simdseq-");

    private string Model => Path.Combine(_folder.FullName, "model");

    private string[] Files =>
        [.. Directory.GetFileSystemEntries(_folder.FullName).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void TheNextSaveRemovesThem()
    {
        Leave();
        Leave();
        new SmallGru(1).Save(Model);
        Assert.Equal(["model"], Files);
        Leave();
        AtomicFile.Check(Model);
        Assert.Equal(["model"], Files);
    }

    [Fact]
    public void TheFileOfALivingWriterStays()
    {
        AtomicFile.Write(Model, outer =>
        {
            AtomicFile.Write(Model, inner => inner.WriteByte(1));
            AtomicFile.Write(Model + ".other", inner => inner.WriteByte(2));
            outer.WriteByte(3);
        });
        Assert.Equal([3], File.ReadAllBytes(Model));
        Assert.Equal(["model", "model.other"], Files);
    }

    [Fact]
    public async Task ManyWritersOfOneFolderDoNotMeet()
    {
        for (int i = 0; i < 100; i++) Leave();
        Task[] writers = [.. Enumerable.Range(0, 64).Select(writer => Task.Factory.StartNew(
            () =>
            {
                for (int i = writer; i < 2000; i += 64) AtomicFile.Write($"{Model}{i}", stream => stream.WriteByte((byte)i));
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        await Task.WhenAll(writers);
        new SmallGru(1).Save(Model);
        Assert.Equal(["model", .. Enumerable.Range(0, 2000).Select(i => $"model{i}").Order(StringComparer.Ordinal)], Files);
        Assert.All(Enumerable.Range(0, 2000), i => Assert.Equal([(byte)i], File.ReadAllBytes($"{Model}{i}")));
    }

    [Fact]
    public void WhatIsNoneStays()
    {
        string[] others = [".simdseq-", ".simdseq-notes.txt", "a.tmp", "simdseq-0.tmp"];
        foreach (string name in others) File.WriteAllText(Path.Combine(_folder.FullName, name), "");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, ".simdseq-folder.tmp"));
        new SmallGru(1).Save(Model);
        Assert.Equal([".simdseq-", ".simdseq-folder.tmp", ".simdseq-notes.txt", "a.tmp", "model", "simdseq-0.tmp"], Files);
    }

    [LinuxRootFact]
    [SupportedOSPlatform("linux")]
    public void ThatOfAnotherUserIsNoHindrance()
    {
        string left = Leave();
        File.SetUnixFileMode(left, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0x1ff);
        OtherUser.Act(() => new SmallGru(1).Save(Model));
        Assert.Equal([Path.GetFileName(left), "model"], Files);
    }

    private string Leave()
    {
        string path = Path.Combine(_folder.FullName, $".simdseq-{Guid.NewGuid():N}.tmp");
        File.WriteAllText(path, "half a mod");
        return path;
    }
}
