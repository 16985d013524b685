using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using SimdSeq.Tests;

namespace SimdSeq.Cli.Tests;

public sealed partial class OutputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FailureLeavesTheOldFileAlone()
    {
        string path = _folder.Write("report.json", "old");
        JsonTypeInfo<Unwritable> type = Json.Default.Unwritable;
        Assert.ThrowsAny<ArgumentException>(() => OutputFile.Write(path, new Unwritable(double.NaN), type)); // JSON has no NaN
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["report.json"], _folder.Files);

        OutputFile.Write(path, new Unwritable(1), type);
        Assert.Equal("{\"Value\":1}\n", File.ReadAllText(path));
        Assert.Equal(["report.json"], _folder.Files);
    }

    [Fact]
    public void FailureNamesTheFileAndNotTheTemporaryOne()
    {
        string path = _folder.File("gone/report.json");
        string message = Assert.Throws<FailureException>(() => OutputFile.Write(path, "text")).Message;
        Assert.Contains($"'{path}'", message);
        Assert.DoesNotContain(".tmp", message);
        AssertSaved(message, Path.GetTempPath(), "text");
    }

    [Fact]
    public void WhatCannotTakeItsNameIsSavedBesideIt()
    {
        if (!OperatingSystem.IsLinux()) return; // devices are
        string pipe = _folder.Pipe("pipe");
        string message = Assert.Throws<FailureException>(() => OutputFile.Write(pipe, "text")).Message;
        Assert.Contains($"'{pipe}'", message);
        Assert.Contains("got a pipe", message);
        AssertSaved(message, _folder.Path, "text");
        Assert.Equal(["pipe"], _folder.Files);
    }

    [Fact]
    public void ANameThatIsTooLongIsSavedUnderAShortOne()
    {
        string path = _folder.File(new string('x', 300) + ".json");
        AssertSaved(Assert.Throws<FailureException>(() => OutputFile.Write(path, "text")).Message, _folder.Path, "text");
    }

    [Fact]
    public void OneFileThatCannotBeWrittenDoesNotTakeTheOthersWithIt()
    {
        string path = _folder.File("gone/a"), other = _folder.File("gone/c");
        string message = Assert.Throws<FailureException>(() => OutputFile.WriteAll(
            () => OutputFile.Write(path, "1"), () => OutputFile.Write(_folder.File("b"), "2"), () => OutputFile.Write(other, "3"))).Message;
        Assert.Equal("2", File.ReadAllText(_folder.File("b")));
        string[] lines = message.Split(Environment.NewLine);
        Assert.Equal(2, lines.Length);
        AssertSaved(lines[0], Path.GetTempPath(), "1");
        AssertSaved(lines[1], Path.GetTempPath(), "3");
    }

    [LinuxRootFact(mounts: true)]
    public void AMountedFileIsWrittenOverAndTheUserTold()
    {
        string shown = _folder.Write("shown", "old"), path = _folder.Write("report.json", "");
        using (Mount.Bind(shown, path))
        {
            string? warning = OutputFile.Check("--json", path);
            Assert.Contains($"'{path}' will be written over", warning);
            Assert.Contains("mounted", warning);
            Assert.Equal("old", File.ReadAllText(path));
            OutputFile.Write(path, "n");
        }

        Assert.Equal("n", File.ReadAllText(shown));
        Assert.Equal(["report.json", "shown"], _folder.Files);
    }

    [LinuxRootFact]
    [SupportedOSPlatform("linux")]
    public void AnothersFileInASharedFolderIsRefusedBefore()
    {
        string path = _folder.Write("report.json", "old");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        File.SetUnixFileMode(_folder.Path, UnixFileMode.StickyBit | (UnixFileMode)0x1ff);
        OtherUser.Act(() =>
        {
            string message = Assert.Throws<UsageException>(() => OutputFile.Check("--json", path)).Message;
            Assert.StartsWith($"--json: expected a file that can be written, got '{path}'", message);
            Assert.Contains("its folder does not let", message);
        });
        Assert.Equal(["report.json"], _folder.Files);
    }

    [LinuxRootFact]
    public void AnotherNameOfTheDataIsNoFileOfItsOwn()
    {
        string data = _folder.Write("data.csv", "rows"), name = _folder.File("name");
        using (Process make = Process.Start("ln", [data, name])) make.WaitForExit();
        Assert.Contains("another option", Assert.Throws<UsageException>(() => OutputFile.Check("--json", name, data)).Message);
        Assert.Contains("holds the data", Assert.Throws<UsageException>(() => OutputFile.CheckSpares(data, ("--json", name))).Message);
    }

    private static void AssertSaved(string message, string folder, string content)
    {
        string saved = SavedName().Match(message).Groups[1].Value;
        Assert.Equal(Path.TrimEndingDirectorySeparator(folder), Path.GetDirectoryName(saved));
        Assert.Equal(content, File.ReadAllText(saved));
        File.Delete(saved);
    }

    [GeneratedRegex("is in '([^']+)'")]
    private static partial Regex SavedName();

    [Fact]
    public void ALinkStaysOneAndItsFileIsReplaced()
    {
        string file = _folder.Write("file", "old"), link = File.CreateSymbolicLink(_folder.File("link"), "file").FullName;
        OutputFile.Write(link, "new");
        Assert.Equal(("new", "file"), (File.ReadAllText(file), new FileInfo(link).LinkTarget));
    }

    [Fact]
    public void WhatCanBeWrittenStaysAsItIs()
    {
        string full = _folder.Write("full", "old"), empty = _folder.Write("empty", "");
        File.CreateSymbolicLink(_folder.File("link"), full);
        File.CreateSymbolicLink(_folder.File("link to nothing"), "nothing");
        foreach (string name in (string[])["full", "empty", "link", "new", "link to nothing"])
            Assert.Null(OutputFile.Check("--json", _folder.File(name)));
        Assert.Equal(["empty", "full", "link", "link to nothing"], _folder.Files);
        Assert.Equal(("old", ""), (File.ReadAllText(full), File.ReadAllText(empty)));
    }

    [Fact]
    public void WhatCannotBeWrittenIsFoundOutBefore()
    {
        Refused(_folder.File(new string('x', 300)), "too long");
        if (!OperatingSystem.IsLinux()) return;
        Refused("/proc/report.json", "takes no files");
        Refused("/dev/null", "got a device");
        string pipe = _folder.Pipe("pipe");
        Refused(pipe, "got a pipe");
        File.CreateSymbolicLink(_folder.File("link"), pipe);
        Refused(_folder.File("link"), "got a pipe");
        Assert.Equal(["link", "pipe"], _folder.Files);

        static void Refused(string path, string why)
        {
            string message = Assert.Throws<UsageException>(() => OutputFile.Check("--json", path)).Message;
            Assert.StartsWith("--json: expected", message);
            Assert.Contains(path, message);
            Assert.Contains(why, message);
            Assert.DoesNotContain(".tmp", message);
        }
    }

    [Fact]
    public void LinksAreFollowedBeforeComparing()
    {
        string data = _folder.Write("data.csv", "rows");
        Directory.CreateSymbolicLink(_folder.File("folder"), _folder.Path);
        File.CreateSymbolicLink(_folder.File("first"), Path.Combine("folder", "second"));
        File.CreateSymbolicLink(_folder.File("second"), "data.csv");
        File.CreateSymbolicLink(_folder.File("loop"), "loop");
        foreach (string path in (string[])[_folder.File("first"), _folder.File("folder/data.csv"), _folder.File("folder/folder/first")])
        {
            Assert.Contains("another option", Assert.Throws<UsageException>(() => OutputFile.Check("--json", path, data)).Message);
            Assert.Contains("another option", Assert.Throws<UsageException>(() => OutputFile.Check("--json", data, path)).Message);
            Assert.Contains("holds the data", Assert.Throws<UsageException>(() => OutputFile.CheckSpares(data, ("--json", path))).Message);
        }

        OutputFile.CheckSpares(data, ("--save", null), ("--json", _folder.File("other")));
        Assert.Contains("links", Assert.Throws<UsageException>(() => OutputFile.Check("--json", _folder.File("loop"))).Message);
    }

    internal sealed record Unwritable(double Value);

    [JsonSerializable(typeof(Unwritable))]
    internal sealed partial class Json : JsonSerializerContext;
}
