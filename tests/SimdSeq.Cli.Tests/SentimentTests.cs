using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace SimdSeq.Cli.Tests;

/// <summary>The recipes on film reviews.</summary>
public sealed class SentimentTests
{
    [Theory]
    [InlineData("imdb-simple-rnn-1")]
    [InlineData("imdb-lstm")]
    [InlineData("imdb-transformer")]
    [InlineData("imdb-han")]
    public async Task WithoutReviewsItSaysSyntheticAndReportsAccuracy(string recipe)
    {
        using var folder = new TemporaryFolder();
        string json = folder.File("report.json"), saved = folder.File("model.bin");
        CommandRun run = await CommandRun.StartAsync(
            "train", recipe, "--epochs", "2", "--steps-per-epoch", "2", "--batch-size", "16", "--threads", "2", "--json", json, "--save",
            saved);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("SYNTHETIC", run.Output[..run.Output.IndexOf("Baseline", StringComparison.Ordinal)]);

        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        var root = report.RootElement;
        Assert.Equal(recipe, root.GetProperty("recipe").GetString());
        double[] epochs =
            [.. root.GetProperty("epochs").EnumerateArray().Select(epoch => epoch.GetProperty("validation_accuracy").GetDouble())];
        Assert.Equal(2, epochs.Length);
        Assert.Equal(epochs.Max(), root.GetProperty("best_validation_accuracy").GetDouble());
        Assert.InRange(root.GetProperty("test_accuracy").GetDouble(), 0.3, 1);
        Assert.True(root.GetProperty("parameters").GetInt32() > 320_000);

        JsonElement evaluated = await CommandRun.ReportAsync(folder, "evaluate", recipe, "--load", saved, "--threads", "1");
        Assert.Equal(root.GetProperty("test_accuracy").GetDouble(), evaluated.GetProperty("test_accuracy").GetDouble());
        Assert.Equal(root.GetProperty("parameter_sha256").GetString(), evaluated.GetProperty("parameter_sha256").GetString());
    }

    [Fact]
    public async Task AFileThatHoldsNoReviewsIsAClearError()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("reviews.tar.gz");
        await File.WriteAllTextAsync(file, "no archive");
        CommandRun run = await CommandRun.StartAsync("train", "imdb-lstm", "--data", file);
        Assert.NotEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("reviews.tar.gz", run.Error);
        Assert.DoesNotContain("unexpected", run.Error);
    }

    [Fact]
    public async Task ARecordOfAnotherKindIsNoReviewArchiveAndNotDamaged()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("ETTh1.csv.gz");
        using (var gzip = new GZipStream(File.Create(file), CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes("date,HUFL,OT\n" + string.Concat(Enumerable.Repeat("2016-07-01 00:00:00,5.8,30.5\n", 500))));
        CommandRun run = await CommandRun.StartAsync("train", "imdb-lstm", "--data", file);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("this is no review archive", run.Error);
        Assert.Contains("got comma-separated text", run.Error);
        Assert.DoesNotMatch("(?i)damaged|truncated|download", run.Error);
    }

    [Fact]
    public void ReadingReviewsCanBeCancelled()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("train/pos"));
        folder.Write("train/pos/0_9.txt", "good");
        var request = new ProblemRequest(folder.Path, "", new CancellationToken(canceled: true));
        Assert.Throws<OperationCanceledException>(() => ImdbSentiment.Open(request));
    }

    [RealDataFact("imdb/imdb_keras_sequences.npz")]
    public async Task TheRealReviewsAreRead()
    {
        using var folder = new TemporaryFolder();
        string data = Path.Combine(Environment.GetEnvironmentVariable("SIMDSEQ_DATA")!, "imdb", "imdb_keras_sequences.npz");
        JsonElement report = await CommandRun.ReportAsync(
            folder, "train", "imdb-simple-rnn-1", "--data", data, "--epochs", "1", "--steps-per-epoch", "30", "--batch-size", "64",
            "--threads", "2");
        Assert.Equal(50_000, report.GetProperty("data").GetProperty("rows").GetInt32());
        Assert.True(report.GetProperty("best_validation_accuracy").GetDouble() > 0.5);
    }
}
