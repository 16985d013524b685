using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>Parameters that the gradient does not move: training moves them by the data, and nothing else touches them.</summary>
public sealed class RunningStatisticsTests
{
    private const int Count = 90;

    private static readonly string[] Statistics =
    [
        "batch_normalization/moving_mean", "batch_normalization/moving_variance", "batch_normalization_1/moving_mean",
        "batch_normalization_1/moving_variance",
    ];

    [Theory]
    [InlineData(32)]
    [InlineData(37)]
    [InlineData(Count)]
    public void ThreadsChangeNoBit(int batch)
    {
        string[] results = [.. new[] { 1, 2, 4 }.Select(threads =>
        {
            var model = new TwiceNormalized(1);
            model.Fit(Data(), new FitOptions { BatchSize = batch, Epochs = 3, Threads = threads, GradientSlots = 3, GlobalClipNorm = 0.1 });
            return model.ParameterSha256();
        })];
        Assert.Single(results.Distinct());
    }

    [Fact]
    public void TheyMoveWhereNothingElseDoes()
    {
        var model = new TwiceNormalized(1);
        float[][] before = Values(model);
        string[] names = Names(model);
        model.Fit(Data(), new FitOptions { BatchSize = 40, Optimizer = new AdamW(new Standing(), weightDecay: 0.1) });
        float[][] after = Values(model);
        for (int i = 0; i < names.Length; i++) Assert.Equal(!Statistics.Contains(names[i]), before[i].SequenceEqual(after[i]));
    }

    [Fact]
    public void AModelOfStatisticsAloneIsTrainedToo()
    {
        var model = new StatisticsAlone();
        float[] inputs = Samples.Values<float>(Count * 12, 1);
        var data = new ArrayDataset<float>(inputs, inputs, 4, 3, 12);
        model.Fit(data, new FitOptions { BatchSize = Count, Epochs = 200 });
        for (int feature = 0; feature < 3; feature++)
        {
            double[] values = [.. inputs.Where((_, i) => i % 3 == feature).Select(value => (double)value)];
            double mean = values.Average(), variance = values.Average(value => (value - mean) * (value - mean));
            Assert.Equal(mean, model.Parameters["batch_normalization/moving_mean"].Values[feature], 1e-6);
            Assert.Equal(variance, model.Parameters["batch_normalization/moving_variance"].Values[feature], 1e-6);
        }
    }

    [Fact]
    public void PenaltiesClippingAndTheOptimizerLeaveThemAlone()
    {
        // What is done to gradients differs, and no parameter moves: so the statistics, all else being equal, are the same.
        string[] hashes = [.. new[]
        {
            new FitOptions(), new FitOptions { GlobalClipNorm = 1e-6 }, new FitOptions { ClipValue = 1e-6 },
            new FitOptions { L2 = [new L2("*", 10)] },
        }.Select(options =>
        {
            var model = new TwiceNormalized(1);
            model.Fit(Data(), options with { BatchSize = 40, Optimizer = new Adam(new Standing()) });
            return model.ParameterSha256();
        })];
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void AWeightOfASampleIsForTheLoss()
    {
        string[] hashes = [.. new[] { 1.0, 0.25 }.Select(weight =>
        {
            var model = new TwiceNormalized(1);
            model.Fit(Data(weight), new FitOptions { BatchSize = 40, Optimizer = new Sgd(new Standing()) });
            return model.ParameterSha256();
        })];
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void APatternNamesTrainedParametersAlone()
    {
        var options = new FitOptions { L2 = [new L2("*/moving_mean", 0.1)] };
        var error = Assert.Throws<ArgumentException>(() => new TwiceNormalized(1).Fit(Data(), options));
        Assert.StartsWith("FitOptions.L2: no trained parameter is named '*/moving_mean'. The model has: batch_normalization/gamma, "
            + "batch_normalization/beta, dense/kernel, dense/bias, batch_normalization_1/gamma,", error.Message);
    }

    [Fact]
    public void MeasuringAndPredictingLeaveThem()
    {
        var model = new TwiceNormalized(1);
        string before = model.ParameterSha256();
        model.Evaluate(Data());
        model.Predict(Data());
        Assert.Equal(before, model.ParameterSha256());
    }

    [Fact]
    public void AStepThatFailsLeavesThem()
    {
        var model = new TwiceNormalized(1);
        var data = Data(scale: 1e30f); // whose square is not finite
        var options = new FitOptions { BatchSize = 40, Optimizer = new Sgd(new Standing()) };
        string before = model.ParameterSha256();
        Assert.Throws<TrainingDivergedException>(() => model.Fit(data, options));
        Assert.Equal(before, model.ParameterSha256());
    }

    [Fact]
    public void ATableOfWhichRowsTakePartGivesTheBitsOfTheWholeTable()
    {
        string[] hashes = [.. new[] { true, false }.Select(all =>
        {
            var random = new Random(2);
            float[] ids = [.. Enumerable.Range(0, Count * 5).Select(_ => (float)random.Next(3000))];
            var model = new NormalizedTable(3);
            var data = new ArrayDataset<float>(ids, Samples.Values<float>(Count, 4), 5, 1);
            var options = new FitOptions { BatchSize = 40, Epochs = 3, Optimizer = new Sgd(0.1), GradientSlots = 2 };
            model.Fit(data, options with { UpdatesAllRows = all });
            return model.ParameterSha256();
        })];
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void TheyAreCountedApart()
    {
        var model = new TwiceNormalized(1);
        Assert.Equal(2 * 3 + 2 * 16, model.ParameterCount - model.TrainableParameterCount);
        Assert.Equal(Statistics, model.Parameters.Where(parameter => !parameter.IsTrainable).Select(parameter => parameter.Name));
        string counts = $"Trainable parameters: {model.TrainableParameterCount}. Non-trainable, running statistics: 38.";
        Assert.Contains(counts, model.Summary(), StringComparison.Ordinal);
        Assert.DoesNotContain("rainable", new SmallGru(1).Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheyAreSavedAndLoaded()
    {
        var model = new TwiceNormalized(1);
        model.Fit(Data(), new FitOptions { BatchSize = 40 });
        var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;
        var loaded = new TwiceNormalized(2);
        loaded.Load(file);
        Assert.Equal(model.ParameterSha256(), loaded.ParameterSha256());
        Assert.Equal(model.Predict(Data()), loaded.Predict(Data()));
        Assert.NotEqual(0, loaded.Parameters[Statistics[2]].Values[0]);
    }

    private static ArrayDataset<float> Data(double weight = 1, float scale = 1)
    {
        int[] lengths = [.. Enumerable.Range(0, Count).Select(sample => sample % 7)];
        float[] inputs = [.. Samples.Values<float>(Count * 18, 1).Select(value => scale * (2 + value))];
        double[] weights = [.. Enumerable.Range(0, Count).Select(sample => sample % 2 == 0 ? weight : 1)];
        return new ArrayDataset<float>(inputs, Samples.Values<float>(Count, 2), 6, 3, lengths: lengths, sampleWeights: weights);
    }

    private static string[] Names(TwiceNormalized model) => [.. model.Parameters.Select(parameter => parameter.Name)];

    private static float[][] Values(TwiceNormalized model) => [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];

    /// <summary>A rate at which the optimizer moves nothing.</summary>
    private sealed class Standing : LearningRate
    {
        public override double At(long step) => 0;
    }
}
