namespace SimdSeq.Cli.Tests;

/// <summary><c>train --resume</c>; that a killed process goes on is in <see cref="ProcessTests"/>.</summary>
public sealed class ResumeTests(SmallRecord record) : IClassFixture<SmallRecord>
{
    [Fact]
    public async Task AStoppedRunGoesOnWhereItStopped()
    {
        using var folder = new TemporaryFolder();
        string whole = await Sha(await CommandRun.StartAsync([.. Arguments, "--quiet"]));
        CommandRun stopped = await Stop(folder);
        Assert.Equal(ExitCode.Cancelled, stopped.ExitCode);
        Assert.Contains("the same command with --resume goes on from there", stopped.Output);

        CommandRun resumed = await Run(folder, [.. Arguments, "--resume"]);
        Assert.Equal((ExitCode.Success, ""), (resumed.ExitCode, resumed.Error.Replace(CommandRun.DebugWarning, "")));
        Assert.Matches(@"(?m)^Resume +\S+jena-dense-seed42.backup", resumed.Output);
        foreach (int epoch in (int[])[1, 2, 3]) Assert.Matches($"(?m)^      {epoch} +", resumed.Output); // the rows before, too
        Assert.Equal(whole, await Sha(resumed));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public async Task WithOtherOptionsItIsRefused()
    {
        using var folder = new TemporaryFolder();
        await Stop(folder);
        CommandRun refused = await Run(folder, [.. Arguments, "--resume", "--learning-rate", "0.01"]);
        Assert.Equal(ExitCode.Failure, refused.ExitCode);
        Assert.Contains("expected the learning rate of this run, 0.01; got 0.001. It is the state of another run", refused.Error);
        Assert.Equal(["jena-dense-seed42.backup"], folder.Files);
    }

    [Fact]
    public async Task WithoutTheOptionTheBackupIsPutAsideAndTheUserTold()
    {
        using var folder = new TemporaryFolder();
        await Stop(folder);
        CommandRun anew = await Run(folder, Arguments);
        Assert.Equal(ExitCode.Success, anew.ExitCode);
        Assert.Contains("--resume would have gone on with it", anew.Error);
        Assert.Equal(["jena-dense-seed42.backup.old"], folder.Files);
        CommandRun begun = await Run(folder, [.. Arguments, "--resume"]);
        Assert.Contains("the run begins", begun.Output);
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("notes.txt.old")]
    public async Task AFileThatIsNoBackupStays(string name)
    {
        using var folder = new TemporaryFolder();
        if (name.EndsWith(".old", StringComparison.Ordinal))
        {
            await Stop(folder);
            File.Move(folder.File("jena-dense-seed42.backup"), folder.File("notes.txt"));
        }

        string notes = folder.Write(name, "precious");
        string[] files = folder.Files;
        CommandRun refused = await Run(folder, [.. Arguments, "--backup", folder.File("notes.txt")]);
        Assert.Equal(ExitCode.Failure, refused.ExitCode);
        Assert.Contains($"{notes}: expected the backup of a run; got another file.", refused.Error);
        Assert.Equal(files, folder.Files);
        Assert.Equal("precious", File.ReadAllText(notes));
    }

    [Theory]
    [InlineData("--quiet")]
    [InlineData("--resume")]
    public async Task TheBackupOfARunThatGoesOnIsItsOwn(string option)
    {
        using var folder = new TemporaryFolder();
        await Stop(folder);
        string backup = folder.File("jena-dense-seed42.backup");
        byte[] state = File.ReadAllBytes(backup);
        using (new FileStream($"{backup}.lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
        {
            CommandRun second = await Run(folder, [.. Arguments, option]);
            Assert.Equal(ExitCode.Failure, second.ExitCode);
            Assert.Contains("expected a backup that no other run writes", second.Error);
            Assert.Equal(state, File.ReadAllBytes(backup));
        }

        CommandRun after = await Run(folder, [.. Arguments, option]); // the file of a run that was killed locks nobody out
        Assert.Equal(ExitCode.Success, after.ExitCode);
        Assert.DoesNotContain("jena-dense-seed42.backup.lock", folder.Files);
    }

    [Fact]
    public async Task AFolderThatTakesNoFilesIsNoReasonNotToTrain()
    {
        using var folder = new TemporaryFolder();
        string runs = folder.Write("runs", "a file");
        CommandRun run = await CommandRun.StartAsync(session => session with { RunsFolder = runs }, Arguments);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("warning: the run is not backed up", run.Error);
        CommandRun resumed = await CommandRun.StartAsync(session => session with { RunsFolder = runs }, [.. Arguments, "--resume"]);
        Assert.Equal(ExitCode.Usage, resumed.ExitCode);
    }

    private string[] Arguments =>
        ["train", "jena-dense", "--data", record.Path, "--epochs", "3", "--steps-per-epoch", "4", "--threads", "1"];

    private static Task<CommandRun> Run(TemporaryFolder folder, string[] args) =>
        CommandRun.StartAsync(session => session with { RunsFolder = folder.Path }, args);

    private async Task<CommandRun> Stop(TemporaryFolder folder)
    {
        using var cancellation = new CancellationTokenSource();
        var output = new TriggeredWriter("      1 ", cancellation.Cancel); // the row of the first epoch
        var error = new StringWriter();
        Session session = CommandRun.Nowhere(new Terminal(output, error)) with { RunsFolder = folder.Path };
        int code = await Application.RunAsync(Arguments, session, cancellation.Token);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    private static Task<string> Sha(CommandRun run) =>
        Task.FromResult(System.Text.RegularExpressions.Regex.Match(run.Output, "SHA-256 ([0-9a-f]{64})").Groups[1].Value);
}
