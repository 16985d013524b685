using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace SimdSeq.Cli.Tests;

/// <summary><c>train --report</c>; what a page looks like is in SimdSeq.Reports.Tests.</summary>
public sealed class ReportPageTests(SmallRecord record) : IClassFixture<SmallRecord>
{
    [Fact]
    public async Task AForecastIsShownBesideWhatCame()
    {
        using var folder = new TemporaryFolder();
        string page = folder.File("run.html");
        JsonElement json = await CommandRun.ReportAsync(
            folder, "train", "jena-dense", "--data", record.Path, "--epochs", "2", "--steps-per-epoch", "3", "--threads", "1", "--report",
            page);
        XElement html = Load(page);
        Assert.StartsWith("jena-dense: ", html.Descendants("h1").Single().Value);
        Assert.Contains(json.GetProperty("parameter_sha256").GetString()!, html.Value);
        foreach (JsonElement epoch in json.GetProperty("epochs").EnumerateArray())
        {
            string loss = epoch.GetProperty("train_loss").GetDouble().ToString("G6", CultureInfo.InvariantCulture);
            Assert.Contains(html.Descendants("td"), cell => cell.Value == loss);
        }

        XElement forecast = html.Descendants("section")
            .Single(section => section.Element("h2")!.Value.EndsWith("T (degC)", StringComparison.Ordinal));
        Assert.Equal(2, forecast.Descendants("polyline").Count());
        Assert.Contains("windows, values of ", forecast.Value);
    }

    [Fact]
    public async Task AClassificationHasAConfusionMatrixOfAllValidationSamples()
    {
        using var folder = new TemporaryFolder();
        string page = folder.File("run.html");
        JsonElement json = await CommandRun.ReportAsync(
            folder, "train", "imdb-simple-rnn-1", "--epochs", "1", "--steps-per-epoch", "2", "--batch-size", "16", "--report", page);
        XElement html = Load(page);
        long[] counts = [.. html.Descendants("td").Where(cell => (string?)cell.Attribute("class") == "count").Select(cell => (long)cell)];
        Assert.Equal(4, counts.Length);
        Assert.Equal(json.GetProperty("best_validation_accuracy").GetDouble(), (counts[0] + counts[3]) / (double)counts.Sum());
        Assert.Contains("SYNTHETIC", html.Descendants("p").Single(p => (string?)p.Attribute("class") == "note").Value);
    }

    [Theory]
    [InlineData("jena-naive")]
    [InlineData("adding-200-gru")]
    public async Task EveryKindOfRecipeHasAPage(string recipe)
    {
        using var folder = new TemporaryFolder();
        string page = folder.File("run.html");
        CommandRun run = await CommandRun.StartAsync(
            "train", recipe, "--epochs", "1", "--steps-per-epoch", "1", "--batch-size", "4", "--report", page);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal(["run.html"], folder.Files);
        Assert.Contains($"Report       {page}", run.Output);
        Load(page);
    }

    [Fact]
    public async Task AFolderThatIsNotThereIsSaidBeforeTraining()
    {
        using var folder = new TemporaryFolder();
        string page = Path.Combine(folder.Path, "missing", "run.html");
        CommandRun run = await CommandRun.StartAsync("train", "jena-gru", "--data", record.Path, "--report", page);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains("--report: expected a file in an existing folder", run.Error);
        CommandRun both = await CommandRun.StartAsync(
            "train", "jena-gru", "--data", record.Path, "--report", folder.File("one"), "--json", folder.File("one"));
        Assert.Contains("which another option names too", both.Error);
    }

    private static XElement Load(string path)
    {
        using XmlReader reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }
}
