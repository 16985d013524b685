using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Serialization;

public sealed class AtomicSaveTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("simdseq-");

    private string Model => Path.Combine(_folder.FullName, "model.simdseq");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void SavingReplacesTheFileAndLeavesNothingElse()
    {
        var (first, second) = (new SmallGru(1), new SmallGru(2));
        first.Save(Model);
        second.Save(Model);
        var loaded = new SmallGru(3);
        loaded.Load(Model);
        Assert.Equal(second.ParameterSha256(), loaded.ParameterSha256());
        Assert.Equal([Model], Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void AFailureHalfWayLeavesTheOldFile(int bytesBefore)
    {
        new SmallGru(1).Save(Model);
        byte[] old = File.ReadAllBytes(Model);
        var thrown = Assert.Throws<IOException>(() => AtomicFile.Write(Model, stream =>
        {
            stream.Write(new byte[bytesBefore]);
            throw new IOException("disk full");
        }));
        Assert.Equal("disk full", thrown.Message);
        Assert.Equal(old, File.ReadAllBytes(Model));
        Assert.Equal([Model], Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void ANameThatCannotBeTakenLeavesNoTemporaryFile()
    {
        Directory.CreateDirectory(Path.Combine(Model, "inner"));
        var thrown = Record.Exception(() => new SmallGru(1).Save(Model));
        Assert.True(thrown is IOException or UnauthorizedAccessException, $"{thrown}");
        Assert.Equal([Model], Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void AFolderThatMayNotBeWrittenLeavesTheOldFile()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return; // nothing is forbidden there
        new SmallGru(1).Save(Model);
        byte[] old = File.ReadAllBytes(Model);
        File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Throws<UnauthorizedAccessException>(() => new SmallGru(2).Save(Model));
            Assert.Equal(old, File.ReadAllBytes(Model));
        }
        finally
        {
            File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void AFailingStreamPassesItsFailureOn()
    {
        var model = new SmallGru(1);
        string before = model.ParameterSha256();
        Assert.Throws<NotSupportedException>(() => model.Save(new MemoryStream(new byte[10])));
        Assert.Equal(before, model.ParameterSha256());
    }

    [Fact]
    public void ADamagedFileIsNamed()
    {
        File.WriteAllText(Model, "no model at all");
        var refusal = Assert.Throws<ModelFormatException>(() => new SmallGru(1).Load(Model));
        Assert.Equal(Model, refusal.File);
        Assert.StartsWith(Model + ": expected", refusal.Message);
        Assert.Throws<FileNotFoundException>(() => new SmallGru(1).Load(Model + ".other"));
    }
}
