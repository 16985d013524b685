using System.Diagnostics;
using SimdSeq.Datasets;

namespace SimdSeq.Cli.Tests;

/// <summary>The program as a process: its own exit code, streams and signals.</summary>
public sealed class ProcessTests(SmallRecord record) : IClassFixture<SmallRecord>
{
    [Fact]
    public async Task AnswersWithItsExitCode()
    {
        using Process good = Start("train", "jena-naive", "--data", record.Path, "--quiet");
        Assert.StartsWith("validation MAE ", await good.StandardOutput.ReadToEndAsync());
        await good.WaitForExitAsync();
        Assert.Equal(ExitCode.Success, good.ExitCode);

        using Process bad = Start("train", "jena-gro");
        Assert.Contains("Did you mean 'jena-gru'?", await bad.StandardError.ReadToEndAsync());
        await bad.WaitForExitAsync();
        Assert.Equal(ExitCode.Usage, bad.ExitCode);
    }

    [Fact]
    public async Task AFullErrorStreamIsNoCrash()
    {
        if (!OperatingSystem.IsLinux()) return; // /dev/full is there alone
        using Process process = Process.Start("sh", ["-c", $"'{Host}' '{Program}' train jena-gro 2>/dev/full"]);
        await process.WaitForExitAsync();
        Assert.Equal(ExitCode.Usage, process.ExitCode);
    }

    [Fact]
    public async Task TrainingStepsAllocateNothing()
    {
        // In a process of its own: a garbage collection that another test causes makes the count of this one uncertain.
        using var folder = new TemporaryFolder();
        string json = folder.File("report.json");
        string[] args =
            ["train", "jena-gru", "--data", record.Path, "--epochs", "3", "--steps-per-epoch", "10", "--batch-size", "32", "--threads",
                "2"];
        using Process process = Start([.. args, "--json", json]);
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Contains("\"bytes_allocated_per_step\": 0,", await File.ReadAllTextAsync(json));
    }

    [Fact]
    public async Task TerminationSignalCancels()
    {
        if (OperatingSystem.IsWindows()) return; // a console event cannot be sent to one process there
        using var folder = new TemporaryFolder();
        string json = folder.File("report.json");
        using Process process = Start("train", "jena-gru", "--data", record.Path, "--epochs", "100000", "--json", json);
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.TrimStart().StartsWith("naive", StringComparison.Ordinal))
        {
        }

        // Not SIGINT: a test run in the background of a shell ignores that, and so do its children.
        using (Process signal = Process.Start("kill", ["-TERM", $"{process.Id}"])) await signal.WaitForExitAsync();
        Assert.Contains("cancelled", await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(ExitCode.Cancelled, process.ExitCode);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public async Task AKilledSweepGoesOnToTheSameBits()
    {
        using var folder = new TemporaryFolder();
        string[] Args(string name) =>
        [
            "sweep", "jena-gru", "--set", "units=16", "--set", "rate=0.001,0.003,0.01", "--seeds", "2", "--data", record.Path,
            "--epochs", "3", "--steps-per-epoch", "10", "--threads", "1", "--output", folder.File(name),
        ];
        using Process uninterrupted = Start(Args("whole"));
        await uninterrupted.StandardOutput.ReadToEndAsync();
        await KillAt("2 of 6 ", () => Start(Args("killed")), () => Directory.Delete(folder.File("killed"), recursive: true));
        using Process resumed = Start(Args("killed"));
        string output = await resumed.StandardOutput.ReadToEndAsync();
        Assert.Contains("2 of 6  units 16, rate 0.001, seed 2: ", output);
        Assert.InRange(output.Split("; done before").Length - 1, 2, 5);
        Assert.Equal(Figures("whole"), Figures("killed"));

        string[] Figures(string name) =>
        [
            .. System.Text.Json.JsonDocument.Parse(File.ReadAllText(folder.File($"{name}/results.json"))).RootElement.EnumerateArray()
                .Select(result => $"{result.GetProperty("parameter_sha256")} {result.GetProperty("test")}").Order(),
        ];
    }

    [Fact]
    public async Task AKilledRunGoesOnToTheSameBits()
    {
        using var folder = new TemporaryFolder();
        string backup = folder.File("run.backup"), json = folder.File("report.json"), whole = folder.File("whole.json");
        string[] args = ["train", "jena-dropout-gru", "--data", record.Path, "--epochs", "6", "--steps-per-epoch", "20", "--threads", "1"];
        using Process uninterrupted = Start([.. args, "--json", whole]);
        await uninterrupted.StandardOutput.ReadToEndAsync();

        await KillAt(
            "      2 ", // a row of the table
            () => Start([.. args, "--json", json, "--backup", backup]), () => File.Delete(json));
        Assert.False(File.Exists(json));
        using Process resumed = Start([.. args, "--json", json, "--backup", backup, "--resume"]);
        string output = await resumed.StandardOutput.ReadToEndAsync();
        Assert.Equal("", (await resumed.StandardError.ReadToEndAsync()).Replace(CommandRun.DebugWarning, ""));
        await resumed.WaitForExitAsync();
        Assert.Equal(ExitCode.Success, resumed.ExitCode);
        Assert.Contains($"Resume       {backup}", output);
        Assert.Equal(Figures(whole), Figures(json));
        Assert.False(File.Exists(backup)); // it is done

        static string Figures(string path) => string.Join('\n', File.ReadAllLines(path)
            .Where(line => !line.Contains("\"seconds\"") && !line.Contains("\"bytes_allocated_per_step\"")));
    }

    /// <summary>Two rows of the paper's table, killed in each: the same table and the same SHA-256 as without.</summary>
    [Fact]
    public async Task KilledRowsGoOnToTheSameTable()
    {
        using var folder = new TemporaryFolder();
        string killed = folder.File("killed"), whole = folder.File("whole");
        string output = await Reproduce(whole);
        Assert.Contains("stopped after 3 of", output);
        void Undo() => Directory.Delete(killed, recursive: true);
        await KillAt("jsb-chorales gru, seed 1: epoch 1/", () => Begin(killed), Undo);
        await KillAt("jsb-chorales rnn, seed 1: epoch 2/", () => Begin(killed), Undo);
        string resumed = await Reproduce(killed);
        Assert.Matches("jsb-chorales rnn, seed 1: goes on after epoch [12]", resumed); // killed before or after its state was written

        Assert.Equal(Rows(whole, "results.json"), Rows(killed, "results.json"));
        Assert.Equal(2, Rows(whole, "results.json").Split("parameter_sha256").Length - 1);
        Assert.Equal(Rows(whole, "table.md"), Rows(killed, "table.md"));
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(whole, "jsb-chorales.svg")), File.ReadAllBytes(Path.Combine(killed, "jsb-chorales.svg")));

        // Times differ.
        static string Rows(string results, string file) => string.Join('\n', File.ReadAllLines(Path.Combine(results, file))
            .Where(line => !line.Contains("\"seconds\"") && !line.Contains("\"whole_hours\""))
            .Select(line => System.Text.RegularExpressions.Regex.Replace(line, @"\| [0-9.]+ (s|min|h) \|", "|")));

        Process Begin(string results) => Start(
            "reproduce", "tcn-paper", "--task", "jsb-chorales", "--model", "gru", "--model", "rnn", "--epochs", "3", "--threads", "1",
            "--output", results);

        async Task<string> Reproduce(string results)
        {
            using Process process = Begin(results);
            string said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal(ExitCode.Success, process.ExitCode);
            return said;
        }
    }

    /// <summary>
    /// Kills a process when it says something, wherever it is by then. One that had ended before, as on a busy machine the signal may
    /// come late, is undone and begun again.
    /// </summary>
    private static async Task KillAt(string line, Func<Process> begin, Action undo)
    {
        for (int tries = 0; tries < 10; tries++)
        {
            using Process process = begin();
            string? said;
            do said = await process.StandardOutput.ReadLineAsync();
            while (said?.StartsWith(line, StringComparison.Ordinal) == false);
            Assert.True(said is not null, $"it ended without having said '{line}'");
            process.Kill(); // SIGKILL
            await process.WaitForExitAsync();
            if (process.ExitCode != ExitCode.Success) return;
            undo();
        }

        Assert.Fail($"it ended ten times before it could be killed at '{line}'");
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "SimdSeq.Cli.dll");

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static Process Start(params string[] args) =>
        Process.Start(new ProcessStartInfo(Host, [Program, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                [RunBackup.Variable] = CommandRun.NewRunsFolder(), [DataFolder.Variable] = CommandRun.NewRunsFolder(), // with no data
            },
        })!;
}
