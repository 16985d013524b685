namespace SimdSeq.Cli.Tests;

public sealed class CancellationTests(SmallRecord record) : IClassFixture<SmallRecord>
{
    [Fact]
    public async Task LeavesNothingHalfWritten()
    {
        using var folder = new TemporaryFolder();
        string json = folder.Write("report.json", "old"), save = folder.Write("model.bin", "old");
        using var cancellation = new CancellationTokenSource();
        var output = new TriggeredWriter("naive  ", cancellation.Cancel); // the first line of the table: training begins
        var error = new StringWriter();
        string[] args = ["train", "jena-gru", "--data", record.Path, "--epochs", "1000", "--save", save, "--json", json];
        int code = await Application.RunAsync(args, CommandRun.Nowhere(new Terminal(output, error)), cancellation.Token);

        Assert.Equal(ExitCode.Cancelled, code);
        Assert.Contains("cancelled", error.ToString());
        Assert.Equal(["model.bin", "report.json"], folder.Files);
        Assert.Equal(("old", "old"), (File.ReadAllText(json), File.ReadAllText(save)));
    }

    [Fact]
    public async Task AfterAnEpochTheBestParametersAreSaved()
    {
        using var folder = new TemporaryFolder();
        string save = Path.Combine(folder.Path, "model.bin");
        using var cancellation = new CancellationTokenSource();
        var output = new TriggeredWriter("      1 ", cancellation.Cancel); // the line of the first epoch
        string[] args = ["train", "jena-dense", "--data", record.Path, "--epochs", "1000", "--steps-per-epoch", "2", "--save", save];
        int code = await Application.RunAsync(args, CommandRun.Nowhere(new Terminal(output, new StringWriter())), cancellation.Token);

        Assert.Equal(ExitCode.Cancelled, code);
        Assert.Contains("training was stopped after it", output.ToString());
        Assert.Equal("JenaDense", ModelFile.ReadName(save));
    }

    [Fact]
    public async Task AlreadyCancelledDoesNothing()
    {
        var output = new StringWriter();
        int code = await Application.RunAsync(
            ["train", "jena-gru", "--data", record.Path],
            CommandRun.Nowhere(new Terminal(output, new StringWriter())),
            new CancellationToken(canceled: true));
        Assert.Equal(ExitCode.Cancelled, code);
    }
}
