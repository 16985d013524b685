using SimdSeq.Datasets;

namespace SimdSeq.Cli.Tests;

public sealed class PaperTableTests
{
    [Fact]
    public void ModelsOfATaskHaveAboutAsManyParameters()
    {
        Assert.Equal(60, PaperCatalog.Rows.Count);
        Assert.Equal(60, PaperCatalog.Rows.Select(row => row.Recipe.Name).Distinct().Count());
        foreach (PaperTask task in PaperCatalog.Tasks)
        {
            int[] parameters =
                [.. PaperCatalog.Rows.Where(row => row.Task == task).Select(row => row.Recipe.CreateModel!(1).ParameterCount)];
            Assert.Equal(4, parameters.Length);
            Assert.All(parameters, count => Assert.InRange((double)count / parameters[0], 0.85, 1.25)); // the TCN's
        }
    }

    [Fact]
    public void TheBestSeedIsTheSmallestLossAndTheLargestAccuracy()
    {
        RowResult[] results = [Result("adding-600", 2, 0.5), Result("adding-600", 1, 3e-5), Result("seq-mnist", 1, 0.99),
            Result("seq-mnist", 2, 0.985)];
        string table = PaperTable.Markdown(results);
        Assert.Contains("| adding problem, T = 600 | loss | TCN | 7 | 3.00E-5 | 3.00E-5, 0.5000 | 5.80E-5 | - | 10 | 60 s | generated |",
            table);
        Assert.Contains("| sequential MNIST | accuracy, % | TCN | 7 | 99.00 | 99.00, 98.50 | 99.0 | - | 10 | 60 s | generated |", table);
        Assert.DoesNotContain("first look", table);
        string stopped = PaperTable.Markdown([Result("adding-600", 1, 0.2) with { Epochs = 4, Remark = "stopped after 2 hours" }]);
        Assert.Contains("| 4 of 10 |", stopped);
        Assert.Contains("- adding-600 tcn, seed 1: stopped after 2 hours", stopped);
        Assert.Contains("| diverged | diverged |", PaperTable.Markdown([Result("adding-600", 1, null)]));
    }

    [Fact]
    public void ThePictureHasALineForEachSeed()
    {
        PaperTask task = PaperCatalog.Tasks.Single(task => task.Name == "adding-600");
        string picture = LossPlot.Draw(task, [Result("adding-600", 1, 0.1), Result("adding-600", 2, 0.1)]);
        Assert.Equal(2, picture.Split("<polyline").Length - 1);
        Assert.Contains("TCN (7)", picture);
        Assert.DoesNotContain("NaN", LossPlot.Draw(task, [Result("adding-600", 1, null) with { Curve = [new CurvePoint(1, double.NaN)] }]));
    }

    /// <summary>Whole pieces, a stream each, have the loss of the same pieces as samples.</summary>
    [Fact]
    public void StreamsMeasureWhatSamplesDo()
    {
        PianoRollSet rolls = SyntheticRolls.Generate(9, 60).Test;
        var model = new ChoraleTcn(3);
        double samples = model.Evaluate(new PianoRollDataset(rolls, 64), Loss.BinaryCrossEntropy(fromLogits: true)).Loss;
        double one = RollStreams.Loss(model, rolls, 1, CancellationToken.None);
        Assert.Equal(samples, one, 1e-6 * samples);
        Assert.Equal(one, RollStreams.Loss(model, rolls, 3, CancellationToken.None));
    }

    private static RowResult Result(string task, long seed, double? result) => new()
    {
        Task = task,
        Model = "tcn",
        Seed = seed,
        Quick = false,
        Data = DataReport.Generated,
        Measure = "loss",
        Result = result,
        Counted = "last epoch",
        Parameters = 7,
        Epochs = 10,
        WholeEpochs = 10,
        Iterations = 100,
        Seconds = 60,
        WholeHours = 60.0 / 3600,
        ParameterSha256 = "",
        Recipe = "",
        Command = "",
        Threads = 1,
        Simd = 512,
        Version = "",
        Runtime = "",
        Figures = [],
        Curve = [new CurvePoint(50, 0.5), new CurvePoint(100, 0.01)],
    };
}
