using System.Security.Cryptography;
using System.Text;
using SimdSeq.Datasets;

namespace SimdSeq.Cli.Tests;

public sealed class DataTests : IDisposable
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a line of the file\n", 5000)));

    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackServer _server = new(Body);

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task GetsAndChecksAndKeeps()
    {
        string sha = Convert.ToHexStringLower(SHA256.HashData(Body));
        CommandRun first = await RunAsync("data", "get", "small", "--url", _server.Url, "--sha256", sha);
        Assert.Equal((ExitCode.Success, ""), (first.ExitCode, first.Error));
        Assert.Contains($"SHA-256 {sha}", first.Output);
        Assert.Contains("of 95.0 kB", first.Output);
        Assert.Equal(Body, File.ReadAllBytes(_folder.File("small/small.txt")));

        CommandRun again = await RunAsync("data", "get", "small", "--url", _server.Url);
        Assert.Contains("--force", again.Output);
        Assert.Single(_server.Requests);

        CommandRun forced = await RunAsync("data", "get", "small", "--url", _server.Url, "--force");
        Assert.Equal(ExitCode.Success, forced.ExitCode);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task ASetOfSeveralFilesComesAsAWhole()
    {
        DatasetEntry one = Small with { Name = "several", Urls = [new Uri(_server.Url)] };
        DatasetEntry several = one with { More = [one with { FileName = "second.txt" }] };
        CommandRun run = await CommandRun.StartAsync(
            session => session with { DataFolder = _folder.Path, Datasets = [several] }, "data", "get", "several");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.Equal(Body, File.ReadAllBytes(_folder.File("several/second.txt")));
        Assert.Equal(Body, File.ReadAllBytes(_folder.File("several/small.txt")));
        CommandRun elsewhere = await CommandRun.StartAsync(
            session => session with { DataFolder = _folder.Path, Datasets = [several] }, "data", "get", "several", "--url", _server.Url);
        Assert.Equal(ExitCode.Usage, elsewhere.ExitCode);
        Assert.Contains("expected a data set of one file, got several, which has 2", elsewhere.Error);
    }

    [Fact]
    public async Task ContinuesWhatWasInterrupted()
    {
        WritePart();
        CommandRun run = await RunAsync("data", "get", "small", "--url", _server.Url);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("continuing after 20.0 kB", run.Output);
        Assert.Equal([20_000], _server.Requests);
        Assert.Equal(Body, File.ReadAllBytes(_folder.File("small/small.txt")));
    }

    [Fact]
    public async Task WrongHashFailsAndLeavesNoFile()
    {
        CommandRun run = await RunAsync("data", "get", "small", "--url", _server.Url, "--sha256", new string('0', 64));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("expected SHA-256 000", run.Error);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task AnotherFileIsNotTheRecord()
    {
        CommandRun run = await RunAsync("data", "get", "jena", "--url", _server.Url, "--folder", _folder.Path);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("expected a zip file", run.Error);
        Assert.Contains("download it by hand", run.Error);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task ListSaysWhatIsWhere()
    {
        CommandRun before = await RunAsync("data", "list");
        Assert.Contains("simdseq data get small", before.Output);
        Assert.Contains("public domain", before.Output);

        await RunAsync("data", "get", "small", "--url", _server.Url);
        CommandRun after = await RunAsync("data", "list");
        Assert.Contains($"found: {Path.Combine(_folder.Path, "small", "small.txt")}", after.Output);
        Assert.Contains("95.0 kB", after.Output);
    }

    [Fact]
    public async Task AFolderIsListedToo()
    {
        string unpacked = Directory.CreateDirectory(_folder.File("imdb/aclImdb")).FullName;
        CommandRun run = await RunAsync("data", "list");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.Contains($"found: {unpacked}", run.Output);
        Assert.Contains("a folder", run.Output);
    }

    [Fact]
    public async Task CancelledItSaysWhatIsKept()
    {
        string part = WritePart();
        using var cancellation = new CancellationTokenSource();
        var output = new TriggeredWriter("continuing after", cancellation.Cancel);
        var error = new StringWriter();
        Session session = new(new Terminal(output, error)) { DataFolder = _folder.Path, Datasets = [Small] };
        int code = await Application.RunAsync(["data", "get", "small", "--url", _server.Url], session, cancellation.Token);
        Assert.Equal(ExitCode.Cancelled, code);
        Assert.Contains($"kept in {part} and will be continued", error.ToString());
        Assert.True(File.Exists(part));
    }

    [Theory]
    [InlineData(true, "--folder: expected a folder")]
    [InlineData(false, "SIMDSEQ_DATA: expected a folder")]
    public async Task AFileThatShouldBeAFolderIsNamedAsItWasGiven(bool option, string expected)
    {
        string file = _folder.Write("file", "");
        CommandRun run = await CommandRun.StartAsync(
            session => session with { DataFolder = file }, ["data", "get", "jena", .. option ? (string[])["--folder", file] : []]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    [Theory]
    [InlineData("file/in/the/way")]
    [InlineData("a\0b")]
    public async Task AFolderThatCannotBeUsedIsAFailureWithAWayOut(string name)
    {
        _folder.Write("file", "");
        CommandRun run = await RunAsync("data", "get", "small", "--url", _server.Url, "--folder", _folder.File(name));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains($"Could not use '{_folder.File(name).Replace('\0', '?')}", run.Error);
        Assert.Contains("choose another folder with --folder", run.Error);
        Assert.DoesNotContain("   at ", run.Error); // no stack
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task WhatIsThereIsCheckedAgainstTheHash()
    {
        await RunAsync("data", "get", "small", "--url", _server.Url);
        CommandRun run = await RunAsync("data", "get", "small", "--url", _server.Url, "--sha256", new string('0', 64));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("expected SHA-256 000", run.Error);
    }

    private string WritePart()
    {
        Directory.CreateDirectory(_folder.File("small"));
        string part = _folder.File("small/small.txt.part");
        File.WriteAllBytes(part, Body[..20_000]);
        File.WriteAllLines(part + ".origin", [_server.Url, LoopbackServer.Version, $"{Body.Length}"]);
        return part;
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.StartAsync(
        session => session with { DataFolder = _folder.Path, Datasets = [.. DatasetCatalog.Entries, Small] }, args);

    private static DatasetEntry Small { get; } = new()
    {
        Name = "small",
        Description = "lines",
        Licence = "public domain",
        Urls = [new Uri("http://127.0.0.1:9/never")],
        FileName = "small.txt",
    };
}
