using System.Diagnostics;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

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
    }

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
        foreach (string path in (string[])[full, empty, _folder.File("link"), _folder.File("new")]) OutputFile.Check("--json", path);
        Assert.Equal(["empty", "full", "link"], _folder.Files);
        Assert.Equal(("old", ""), (File.ReadAllText(full), File.ReadAllText(empty)));
    }

    [Fact]
    public void WhatCannotBeWrittenIsFoundOutBefore()
    {
        Refused(_folder.File(new string('x', 300)), "too long");
        if (!OperatingSystem.IsLinux()) return;
        Refused("/proc/report.json", "takes no files");
        Refused("/dev/null", "a device or a pipe");
        string pipe = _folder.File("pipe");
        using (Process make = Process.Start("mkfifo", [pipe])) make.WaitForExit();
        Refused(pipe, "a device or a pipe");
        File.CreateSymbolicLink(_folder.File("link"), pipe);
        Refused(_folder.File("link"), "a device or a pipe");
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
