using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>A value of the data that is not finite is named with its place; where there is none, the steps are blamed.</summary>
public sealed class NotFiniteDataTests
{
    private const int Count = 40, Wrong = 37;

    [Theory]
    [InlineData(float.NaN, 1)]
    [InlineData(float.PositiveInfinity, 3)]
    [InlineData(float.NegativeInfinity, 2)]
    public void AnInputIsNamedWithItsFeatureAndStep(float value, int threads)
    {
        var model = new SmallGru(1);
        float[] inputs = Samples.Values<float>(Count * 21, 1);
        inputs[Wrong * 21 + 4 * 3 + 2] = value;
        var options = new FitOptions { BatchSize = 64, Threads = threads, Seed = 5 };
        var stopped = Stopped(model, new ArrayDataset<float>(inputs, new float[Count], 7, 3), options);
        Assert.Contains(FormattableString.Invariant($"not finite: feature 2 of step 4 of sample 37 is {value}. "), stopped.Message);
        Assert.Equal(Wrong, stopped.Sample);
    }

    [Fact]
    public void ATargetIsNamedWithItsStepAndSampleAndNotWhereTheMaskTakesItAway()
    {
        var model = new EveryStepOfAny(1);
        float[] inputs = Samples.Values<float>(Count * 12, 1), targets = new float[Count * 18];
        int[] lengths = [.. Enumerable.Repeat(4, Count)];
        var data = new ArrayDataset<float>(inputs, targets, 6, 2, 18, lengths);
        targets[3 * 18 + 4 * 3] = inputs[3 * 12 + 5 * 2] = float.NaN; // beyond the end
        var options = new FitOptions { BatchSize = 64, Loss = Loss.MeanAbsoluteError };
        Assert.Single(model.Fit(data, options).Epochs);
        targets[Wrong * 18 + 3 * 3 + 1] = float.NaN;
        Assert.Contains("not finite: target 1 of step 3 of sample 37 is NaN. ", Stopped(model, data, options).Message);
        Assert.True(double.IsNaN(model.Evaluate(data).Loss));
    }

    [Fact]
    public void FiniteDataAreNotBlamed()
    {
        var model = new LinearInSingle(1);
        float[] inputs = new float[Count * 2];
        Array.Fill(inputs, 3e38f);
        var stopped = Stopped(model, new ArrayDataset<float>(inputs, new float[Count], 1, 2), new FitOptions());
        Assert.StartsWith("Training diverged in epoch 1, step 1: the ", stopped.Message);
        Assert.Contains("smaller learning rate", stopped.Message);
        Assert.Null(stopped.Sample);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AValueOfTheValidationDataIsNamed(bool inInputs)
    {
        var model = new SmallGru(1);
        float[] inputs = Samples.Values<float>(Count * 21, 1), targets = new float[Count];
        if (inInputs) inputs[Wrong * 21 + 4 * 3 + 2] = float.NaN;
        else targets[Wrong] = float.NaN;
        var options =
            new FitOptions { Epochs = 3, Validation = new ArrayDataset<float>(inputs, targets, 7, 3), Metrics = [Metric.R2Score] };
        var stopped = Assert.Throws<TrainingDivergedException>(() => model.Fit(Samples.For(model, Count), options));
        Assert.Contains("the steps of epoch 1: the validation loss is no number, as the validation data are not finite: "
            + $"{(inInputs ? "feature 2 of step 4" : "target 0")} of sample 37 is NaN. ", stopped.Message);
        Assert.Null(stopped.Sample); // that of a training sample
        Assert.Empty(stopped.History!.Epochs);
    }

    [Fact]
    public void AnInfiniteLossOfFiniteValidationDataIsAFigure()
    {
        var model = new LinearInSingle(1);
        float[] far = new float[Count * 2];
        Array.Fill(far, 3e38f);
        var options = new FitOptions { Validation = new ArrayDataset<float>(far, new float[Count], 1, 2) };
        var epoch = Assert.Single(model.Fit(Samples.For(model, Count), options).Epochs);
        Assert.False(double.IsFinite(epoch.Validation!.Loss));
    }

    private static TrainingDivergedException Stopped(SequenceModel<float> model, Dataset<float> data, FitOptions options)
    {
        string before = model.ParameterSha256();
        var stopped = Assert.Throws<TrainingDivergedException>(() => model.Fit(data, options));
        Assert.Equal(before, model.ParameterSha256());
        return stopped;
    }
}
