using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using SimdSeq.Data;

namespace SimdSeq.Reports.Tests;

/// <summary>A page is XML, needs no other file, and shows the run's own values.</summary>
public sealed class ReportTests : IDisposable
{
    private const string Hostile = "<script>alert('1')</script> & \"quoted\" \u0001 \ud800 ]]> </title></svg>";

    private readonly string _folder = Directory.CreateTempSubdirectory("simdseq-report-").FullName;

    [Fact]
    public void ARunIsAPageWithItsValues()
    {
        var (model, history, options) = Train();
        string path = Path.Combine(_folder, "run.html");
        history.SaveReport(path, new ReportOptions { Title = "Seven epochs", Model = model.Summary(), Training = options });
        Assert.Equal([path], Directory.GetFiles(_folder));
        string text = File.ReadAllText(path);
        var page = Parse(text);
        Assert.Equal("Seven epochs", page.Descendants("h1").Single().Value);
        Assert.Equal(model.Summary(), page.Descendants("pre").Single().Value, ignoreLineEndingDifferences: true);
        var rows = page.Descendants("section").Single(section => section.Element("h2")?.Value == "Epochs").Descendants("tr").ToArray();
        Assert.Equal(["epoch", .. history.Columns, "gradient_norm"], rows[0].Elements().Select(cell => cell.Value));
        Assert.Equal(history.Epochs.Count, rows.Length - 1);
        foreach (var (epoch, row) in history.Epochs.Zip(rows[1..]))
        {
            double[] figures = [epoch.Epoch, .. history.Columns.Select(column => epoch[column]), epoch.GradientNorm];
            Assert.Equal(
                figures.Select(figure => figure.ToString("G6", CultureInfo.InvariantCulture)), row.Elements().Select(cell => cell.Value));
            Assert.Equal(ReferenceEquals(epoch, history.Best), (string?)row.Attribute("class") == "best");
        }

        // A curve of training and one of validation, a point an epoch.
        var loss = page.Descendants("figure").First(figure => figure.Element("figcaption")!.Value == "loss");
        string[] curves = [.. loss.Descendants("polyline").Select(curve => (string)curve.Attribute("points")!)];
        Assert.Equal(2, curves.Length);
        Assert.All(curves, points => Assert.Equal(history.Epochs.Count, points.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length));
        foreach (string name in (string[])["norm of the gradient", "learning rate", "confusion_matrix"])
            Assert.Single(page.Descendants("figcaption"), caption => caption.Value == name);

        // The matrix of the best epoch is shown unasked.
        var counts = history.Best.Validation!["confusion_matrix"].Confusion!;
        Assert.Equal(
            counts.Cast<long>(),
            page.Descendants("td").Where(cell => (string?)cell.Attribute("class") == "count").Select(cell => (long)cell));
    }

    [Fact]
    public void APageNeedsNoOtherFileAndNoScript()
    {
        var (model, history, options) = Train();
        string text = history.ToReport(new ReportOptions { Title = Hostile, Model = model.Summary(), Training = options });
        var page = Parse(text);
        Assert.DoesNotContain("http", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("@import|url\\(", text);
        Assert.DoesNotContain(
            page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe" or "object");
        Assert.DoesNotContain(
            page.Descendants().Attributes(),
            attribute => attribute.Name.LocalName is "src" or "href"
                || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Matches(@"prefers-color-scheme: dark", text);
        Assert.Equal("width=device-width, initial-scale=1", (string)page.Descendants("meta").Last().Attribute("content")!);
    }

    [Fact]
    public void EveryTextIsShownAsItIs()
    {
        string shown = Hostile.Replace('\u0001', '\uFFFD').Replace('\ud800', '\uFFFD');
        var options = new ReportOptions
        {
            Title = Hostile,
            Notice = Hostile,
            Model = Hostile,
            Results = [(Hostile, Hostile)],
            Settings = [(Hostile, Hostile)],
            Confusion = new long[,] { { 3, 1 }, { 0, 2 } },
            ClassNames = [Hostile, "other"],
            Forecasts = [new ReportForecast(Hostile, [1, 2], [1, 3]) { Caption = Hostile }],
            ShowsMachine = false,
        };
        var page = Parse(new History([Epoch(1, 0.5)]) { StoppedBecause = Hostile }.ToReport(options));
        Assert.Equal(shown, page.Descendants("title").First().Value);
        Assert.Equal(shown, page.Descendants("h1").Single().Value);
        Assert.Equal(shown, page.Descendants("pre").Single().Value);
        Assert.Equal(shown, page.Descendants("p").Single(p => (string?)p.Attribute("class") == "note").Value);
        Assert.Contains(page.Descendants("p"), p => p.Value == $"Stopped: {shown}");
        Assert.Equal(2, page.Descendants("td").Count(cell => cell.Value == shown));
        Assert.Contains(page.Descendants("h2"), heading => heading.Value == $"Forecast beside what came: {shown}");
        Assert.Contains(page.Descendants("figcaption"), caption => caption.Value == $"Mean absolute error of these: 0.5; {shown}.");
    }

    [Fact]
    public void AForecastIsInUnits()
    {
        float[] values = [.. Enumerable.Range(0, 400).Select(hour => 500 + 100 * MathF.Sin(hour / 4f))];
        var series = new TimeSeries(values, ["load"], new DateTime(2026, 1, 1), TimeSpan.FromHours(1));
        var window = new WindowOptions { Lookback = TimeSpan.FromHours(8), Ahead = TimeSpan.FromHours(3), Targets = ["load"] };
        var preparation = Preparation.Fit(series, new RowRange(0, 299), window);
        var windows = preparation.Windows(series, new RowRange(300, 399));
        var model = new Load(seed: 3) { Preparation = preparation };
        var forecast = Assert.Single(ReportForecast.Of(model, windows, most: 20));
        Assert.Equal(("load", 20), (forecast.Name, forecast.Truth.Count));
        for (int i = 0; i < 20; i++)
        {
            int sample = windows.Count - 20 + i, row = windows.TargetRow(sample);
            Assert.Equal(values[row], forecast.Truth[i]);
            Assert.Equal(model.Forecast(values.AsSpan(windows.InputRow(sample, 0), 8))[0], forecast.Forecast[i]);
        }

        string text = new History([]).ToReport(new ReportOptions { Forecasts = [forecast] });
        Assert.Equal(2, Parse(text).Descendants("polyline").Count());
        Assert.Contains($"the last 20 of {windows.Count} windows", text);
    }

    [Fact]
    public void ValuesThatAreNoNumbersAreGaps()
    {
        double[] losses = [1, double.NaN, 0.5, 0.4, double.PositiveInfinity, 0];
        var history = new History([.. losses.Select((loss, i) => Epoch(i + 1, loss))]);
        var loss = Parse(history.ToReport()).Descendants("figure").First();
        Assert.DoesNotContain("NaN", loss.ToString());
        Assert.Equal((1, 2), (loss.Descendants("polyline").Count(), loss.Descendants("circle").Count()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3.5)]
    [InlineData(1e300)]
    [InlineData(5e-324)]
    [InlineData(double.MaxValue)]
    [InlineData(double.NaN)]
    public void AnyValuesHaveAnAxis(double value)
    {
        double[][] all = [[value], [value, value], [value, -value], [value, value / 3, value / 1e5]];
        foreach (double[] values in all)
        {
            var history = new History([.. values.Select((loss, i) => Epoch(i + 1, loss))]);
            foreach (var attribute in Parse(history.ToReport()).Descendants("svg").Descendants().Attributes())
            {
                Assert.DoesNotMatch("NaN|Infinity|∞", attribute.Value);
                if (attribute.Name.LocalName is not ("y" or "cy" or "y1" or "y2")) continue;
                Assert.InRange(double.Parse(attribute.Value, CultureInfo.InvariantCulture), -1, 301);
            }
        }
    }

    [Fact]
    public void AnEmptyRunIsAPage() => Assert.Contains("No epoch was finished", Parse(new History([]).ToReport()).Value);

    [Fact]
    public void AFileThatCannotBeWrittenIsAClearErrorAndLeavesNothing()
    {
        var history = new History([Epoch(1, 0.5)]);
        string missing = Path.Combine(_folder, "missing", "run.html"), folder = Path.Combine(_folder, "folder");
        Directory.CreateDirectory(folder);
        Assert.Contains("Create it first", Assert.Throws<DirectoryNotFoundException>(() => history.SaveReport(missing)).Message);
        Assert.True(Record.Exception(() => history.SaveReport(folder)) is IOException or UnauthorizedAccessException);
        Assert.Throws<ArgumentException>(() => history.SaveReport(""));
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));

        string kept = Path.Combine(_folder, "kept.html");
        File.WriteAllText(kept, "old");
        var wrong = new ReportOptions { Confusion = new long[2, 3] };
        Assert.Contains("got 2 rows and 3 columns", Assert.Throws<ArgumentException>(() => history.SaveReport(kept, wrong)).Message);
        Assert.Equal("old", File.ReadAllText(kept));
        history.SaveReport(kept);
        Parse(File.ReadAllText(kept));
        Assert.Equal([kept], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void OfManyClassesTheMostConfusedAreListed()
    {
        var counts = new long[60, 60];
        for (int i = 0; i < 60; i++) counts[i, (i + 1) % 60] = i + 1;
        var page = Parse(new History([]).ToReport(new ReportOptions { Confusion = counts, ShowsMachine = false }));
        Assert.Equal(["59", "0", "60"], page.Descendants("td").Take(3).Select(cell => cell.Value));
        Assert.Equal(41, page.Descendants("tr").Count());
    }

    [Fact]
    public void WhatUsersSeeIsWhatWasApproved() => SimdSeq.Tests.ApiList.AssertIsApproved(typeof(HistoryReport).Assembly);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static EpochSummary Epoch(int number, double loss) => new(number, loss, null, 1, 0) { LearningRate = 0.1, GradientNorm = 2 };

    private static XElement Parse(string text)
    {
        Assert.StartsWith("<!DOCTYPE html>\n", text);
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }

    private static (Kind Model, History History, FitOptions Options) Train()
    {
        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, 120 * 6).Select(_ => random.NextSingle() - 0.5f)];
        float[] classes = [.. Enumerable.Range(0, 120).Select(i => (float)(i % 3))];
        var data = new ArrayDataset<float>(inputs, classes, steps: 6, features: 1);
        var model = new Kind(seed: 1);
        var options = new FitOptions
        {
            Epochs = 7,
            Loss = Loss.SparseCategoricalCrossEntropy(),
            Optimizer = new Adam(0.01),
            Validation = data,
            Threads = 1,
            Metrics = [Metric.ConfusionMatrix(), Metric.F1Score()],
        };
        return (model, model.Fit(data, options), options);
    }
}

[SequenceModel(steps: 6, features: 1)]
[Gru(4)]
[Dense(3, activation: Activation.Softmax)]
internal sealed partial class Kind;

[SequenceModel(steps: 8, features: 1)]
[Gru(4)]
[Dense(1)]
internal sealed partial class Load;
