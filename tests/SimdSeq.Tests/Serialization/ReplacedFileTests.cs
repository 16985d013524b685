using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Serialization;

/// <summary>What a saved file replaces keeps what it is, or is left alone.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class ReplacedFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfGroup = Private | UnixFileMode.GroupRead;
    private const UnixFileMode OfAll = Private | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const UnixFileMode Everybodys = (UnixFileMode)0x1ff;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("simdseq-");
    private readonly SmallGru _model = new(1);

    private string Model => At("model");

    public void Dispose() => _folder.Delete(recursive: true);

    [LinuxRootFact(mounts: true)]
    public void AMountedFileIsWrittenOver()
    {
        string shown = Write("shown", 100_000);
        Write("model", 0);
        using (Mount.Bind(shown, Model))
        {
            Assert.Contains("mounted", AtomicFile.Check(Model));
            Assert.Equal(100_000, new FileInfo(Model).Length);
            _model.Save(Model);
            AssertHolds(Model);
        }

        AssertHolds(shown);
        AssertFiles("model", "shown");
    }

    [LinuxRootFact]
    public void AFileOfAnotherInASharedFolderIsWrittenOverOrRefused()
    {
        Write("model", 10, OfAll);
        File.SetUnixFileMode(_folder.FullName, Everybodys | UnixFileMode.StickyBit);
        OtherUser.Act(() => Assert.Contains("its folder", AtomicFile.Check(Model)));
        OtherUser.Act(() => _model.Save(Model));
        AssertHolds(Model);
        Assert.Equal((0u, 0u), UnixFile.FactsOf(Model)!.Value.Owner);

        File.SetUnixFileMode(Model, Private | UnixFileMode.OtherRead);
        OtherUser.Act(() => AssertRefused<UnauthorizedAccessException>("its folder"));
    }

    [LinuxRootFact]
    public void OwnerGroupAndModeStay()
    {
        Write("model", 10, OfGroup, OtherUser.Stranger, OtherUser.Strangers);
        AtomicFile.Write(Model, stream =>
        {
            AssertRights(((FileStream)stream).Name);
            stream.WriteByte(1);
        });
        AssertRights(Model);
        Assert.Equal([1], File.ReadAllBytes(Model));
        Assert.Null(AtomicFile.Check(Model));

        static void AssertRights(string path)
        {
            Assert.Equal((OtherUser.Stranger, OtherUser.Strangers), UnixFile.FactsOf(path)!.Value.Owner);
            Assert.Equal(OfGroup, File.GetUnixFileMode(path));
        }
    }

    [LinuxRootFact]
    public void WhoCannotGiveAFileAwayWritesItOver()
    {
        File.SetUnixFileMode(_folder.FullName, Everybodys);
        Write("model", 10, OfAll, OtherUser.Stranger, OtherUser.Id);
        OtherUser.Act(() => AtomicFile.Write(Model, stream =>
        {
            Assert.Equal(Private, File.GetUnixFileMode(((FileStream)stream).Name)); // nobody else's who may not read it
            _model.Save(stream);
        }));
        AssertHolds(Model);
        Assert.Equal((OtherUser.Stranger, OtherUser.Id), UnixFile.FactsOf(Model)!.Value.Owner);

        File.SetUnixFileMode(Model, OfGroup);
        OtherUser.Act(() => AssertRefused<UnauthorizedAccessException>("owner and group"));
    }

    [LinuxRootFact]
    public void ItsOwnFileOfAnotherGroupKeepsThatToo()
    {
        File.SetUnixFileMode(_folder.FullName, Everybodys);
        Write("model", 10, OfGroup, OtherUser.Id, OtherUser.Strangers);
        OtherUser.Act(() => _model.Save(Model));
        AssertHolds(Model);
        Assert.Equal((OtherUser.Id, OtherUser.Strangers), UnixFile.FactsOf(Model)!.Value.Owner);
    }

    [LinuxRootFact]
    public void AllNamesOfAFileLeadToTheNewContent()
    {
        Write("model", 100_000);
        Assert.Equal(0, Link(Model, At("second")));
        _model.Save(Model);
        AssertHolds(At("second"));
        Assert.Equal(2u, UnixFile.FactsOf(Model)!.Value.Links);
        AssertFiles("model", "second");
    }

    [LinuxRootFact]
    public void AnAccessListStays()
    {
        Write("model", 10);
        byte[] list =
        [
            2, 0, 0, 0, .. Entry(1, 6, uint.MaxValue), .. Entry(2, 6, OtherUser.Stranger), .. Entry(4, 0, uint.MaxValue),
            .. Entry(16, 6, uint.MaxValue), .. Entry(32, 0, uint.MaxValue),
        ];
        Assert.Equal(0, SetAttribute(Model, "system.posix_acl_access", list, (nuint)list.Length, 0));
        _model.Save(Model);
        AssertHolds(Model);
        byte[] now = new byte[list.Length];
        Assert.Equal(list.Length, GetAttribute(Model, "system.posix_acl_access", now, (nuint)now.Length));
        Assert.Equal(list, now);

        static byte[] Entry(byte whose, byte rights, uint id) => [whose, 0, rights, 0, .. BitConverter.GetBytes(id)];
    }

    [LinuxRootFact]
    public void DevicesPipesAndSocketsAreRefused()
    {
        Run("mknod", At("device"), "c", "1", "3");
        Run("mkfifo", At("pipe"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(At("socket")));
        foreach (string kind in (string[])["device", "pipe", "socket"])
        {
            foreach (string path in (string[])[At(kind), File.CreateSymbolicLink(At($"link to a {kind}"), kind).FullName])
            {
                foreach (Action save in (Action[])[() => _model.Save(path), () => AtomicFile.Check(path)])
                {
                    string message = Assert.Throws<IOException>(save).Message;
                    Assert.StartsWith($"{path}: expected", message);
                    Assert.Contains($"got a {kind}", message);
                }
            }

            Assert.Equal($"a {kind}", UnixFile.FactsOf(At(kind))!.Value.Kind);
        }

        AssertFiles("device", "link to a device", "link to a pipe", "link to a socket", "pipe", "socket");
    }

    [LinuxRootFact]
    public void AFolderThatTakesNoFilesIsNamedAndNotTheTemporaryFile()
    {
        File.SetUnixFileMode(_folder.FullName, Everybodys & ~UnixFileMode.OtherWrite);
        Write("model", 10, OfAll);
        OtherUser.Act(() => AssertRefused<UnauthorizedAccessException>(_folder.FullName));
    }

    [LinuxRootFact(mounts: true)]
    public void AFullDiskLeavesTheOldFileAndNamesTheNewOne()
    {
        using (Mount.Small(_folder.FullName, 64))
        {
            byte[] old = File.ReadAllBytes(Write("model", 10));
            string message = Assert.Throws<IOException>(() => AtomicFile.Write(Model, stream => stream.Write(new byte[100_000]))).Message;
            Assert.StartsWith($"{Model}: ", message);
            Assert.DoesNotContain(".tmp", message);
            Assert.Equal(old, File.ReadAllBytes(Model));
            AssertFiles("model");
        }
    }

    [LinuxRootFact(mounts: true)]
    public void WritingOverThatStopsHalfWayLeavesTheWholeContentBesideIt()
    {
        using (Mount.Small(_folder.FullName, 1024))
        {
            Write("model", 262_144);
            Assert.Equal(0, Link(Model, At("second")));
            byte[] content = new byte[614_400]; // 600 + 256 of 1,024 kB; 600 + 600 are too many
            Array.Fill(content, (byte)7);
            string message = Assert.Throws<IOException>(() => AtomicFile.Write(Model, stream => stream.Write(content))).Message;
            string saved = Directory.GetFiles(_folder.FullName, "simdseq-*.saved").Single();
            Assert.StartsWith($"{Model}: ", message);
            Assert.Contains(saved, message);
            Assert.DoesNotContain(".tmp", message);
            Assert.Equal(content, File.ReadAllBytes(saved));

            foreach (string name in (string[])[Model, At("second")]) File.Delete(name); // they have filled the disk
            AtomicFile.Write(Model, stream => stream.WriteByte(1)); // takes nothing away that was told of
            Assert.Equal(content, File.ReadAllBytes(saved));
        }
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private string Write(string name, int bytes, UnixFileMode mode = Private, uint user = 0, uint group = 0)
    {
        File.WriteAllBytes(At(name), new byte[bytes]);
        if (user != 0) OtherUser.Give(At(name), user, group);
        File.SetUnixFileMode(At(name), mode);
        return At(name);
    }

    private void AssertHolds(string path)
    {
        var loaded = new SmallGru(3);
        loaded.Load(path);
        Assert.Equal(_model.ParameterSha256(), loaded.ParameterSha256());
    }

    private void AssertFiles(params string[] names) =>
        Assert.Equal(names, Directory.GetFileSystemEntries(_folder.FullName).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private void AssertRefused<TException>(string why)
        where TException : Exception
    {
        byte[] old = File.ReadAllBytes(Model);
        foreach (Action save in (Action[])[() => _model.Save(Model), () => AtomicFile.Check(Model)])
        {
            string message = Assert.Throws<TException>(save).Message;
            Assert.StartsWith($"{Model}: expected", message);
            Assert.Contains(why, message);
            Assert.DoesNotContain(".tmp", message);
            Assert.Equal(old, File.ReadAllBytes(Model));
            AssertFiles("model");
        }
    }

    private static void Run(string program, params string[] args)
    {
        using var process = Process.Start(program, args);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string name);

    [LibraryImport("libc", EntryPoint = "setxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttribute(string path, string name, byte[] value, nuint size, int flags);

    [LibraryImport("libc", EntryPoint = "getxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(string path, string name, [Out] byte[] value, nuint size);
}
