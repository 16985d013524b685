using SimdSeq.Data;

namespace SimdSeq.Tests.Models;

public class StepGradientTests
{
    private const int Count = 19; // two tiles of float and three of double, the last of each with lanes to spare

    public static TheoryData<Loss> Losses => [Loss.MeanSquaredError, Loss.MeanAbsoluteError];

    [Theory]
    [MemberData(nameof(Losses))]
    public void AreThoseOfCentralDifferences(Loss loss)
    {
        var model = new ExplainedInDouble(seed: 3);
        double[] inputs = Samples.Values<double>(Count * 7 * 3, seed: 5), targets = Samples.Values<double>(Count * 2, seed: 6);
        double[] norms = model.StepGradientNorms(Data(inputs, targets), loss, samples: Count);

        for (int step = 0; step < 7; step++)
        {
            double expected = Enumerable.Range(0, Count).Average(sample => Math.Sqrt(Enumerable.Range(0, 3).Sum(feature =>
                Math.Pow(Difference(model, inputs, targets, loss, sample, (sample * 7 + step) * 3 + feature), 2))));
            Assert.InRange(norms[step] / expected, 1 - 1e-7, 1 + 1e-7);
        }
    }

    [Fact]
    public void AMaskedSampleCountsTheStepsThatAreThere()
    {
        var model = new ExplainedOfAny(seed: 3);
        double[] inputs = Samples.Values<double>(10 * 12, seed: 5), targets = Samples.Values<double>(10 * 18, seed: 6);
        int[] lengths = [6, 1, 0, 3, 5, 2, 6, 4, 0, 1];
        double[] norms = model.StepGradientNorms(Of(inputs, targets, lengths), Loss.MeanSquaredError, samples: 10);
        for (int step = 0; step < 6; step++)
        {
            double expected = Enumerable.Range(0, 10).Average(
                sample => Math.Sqrt(Math.Pow(Slope(sample, 2 * step), 2) + Math.Pow(Slope(sample, 2 * step + 1), 2)));
            Assert.InRange(norms[step] / expected, 1 - 1e-7, 1 + 1e-7);
        }

        double Slope(int sample, int changed)
        {
            return (LossOf(1e-5) - LossOf(-1e-5)) / 2e-5;

            double LossOf(double change)
            {
                double[] one = inputs[(sample * 12)..(sample * 12 + 12)];
                one[changed] += change;
                var alone = Of(one, targets[(sample * 18)..(sample * 18 + 18)], [lengths[sample]]);
                return model.Evaluate(alone, Loss.MeanSquaredError, threads: 1).Loss;
            }
        }

        static ArrayDataset<double> Of(double[] inputs, double[] targets, int[] lengths) =>
            new(inputs, targets, steps: 6, features: 2, targetCount: 18, lengths);
    }

    [Fact]
    public void DoNotDependOnTheOrderOfSamples()
    {
        var model = new ExplainedInSingle(seed: 3);
        float[] inputs = Samples.Values<float>(Count * 7 * 3, seed: 5), targets = Samples.Values<float>(Count * 2, seed: 6);
        int[] order = [.. Enumerable.Range(0, Count)];
        new Random(1).Shuffle(order);
        float[] shuffledInputs = [.. order.SelectMany(s => inputs.AsSpan(s * 21, 21).ToArray())];
        float[] shuffledTargets = [.. order.SelectMany(s => targets.AsSpan(s * 2, 2).ToArray())];

        double[] norms = model.StepGradientNorms(Data(inputs, targets), Loss.MeanAbsoluteError, samples: Count);
        double[] shuffled = model.StepGradientNorms(Data(shuffledInputs, shuffledTargets), Loss.MeanAbsoluteError, samples: 1000);
        Samples.Same<double>(norms, shuffled);
    }

    [Fact]
    public void FewerSamplesAreSpreadOverTheData()
    {
        var model = new ExplainedInDouble(seed: 3);
        double[] inputs = Samples.Values<double>(6 * 21, seed: 5), targets = Samples.Values<double>(6 * 2, seed: 6);
        double[] evenInputs = [.. inputs[..21], .. inputs[42..63], .. inputs[84..105]];
        double[] evenTargets = [.. targets[..2], .. targets[4..6], .. targets[8..10]];
        Samples.Same<double>(
            model.StepGradientNorms(Data(evenInputs, evenTargets), Loss.MeanSquaredError, samples: 3),
            model.StepGradientNorms(Data(inputs, targets), Loss.MeanSquaredError, samples: 3));
    }

    [Fact]
    public void LeaveDropoutOutAndParametersAlone()
    {
        var dropping = new ExplainedDropping(seed: 3);
        var plain = new ExplainedInSingle(seed: 3);
        string before = dropping.ParameterSha256();
        var data = Samples.For(plain, Count);
        double[] expected = plain.StepGradientNorms(data, Loss.MeanSquaredError, Count);
        double[] norms = dropping.StepGradientNorms(data, Loss.MeanSquaredError, Count);
        for (int step = 0; step < 7; step++) Assert.InRange(norms[step] / expected[step], 1 - 1e-5, 1 + 1e-5); // sums in another order
        Assert.Equal(before, dropping.ParameterSha256());
    }

    [Fact]
    public void NeedAModelThatComputesThem()
    {
        var model = new SmallGru(seed: 3);
        var mistake = Assert.Throws<InvalidOperationException>(
            () => model.StepGradientNorms(Samples.For(model, 3), Loss.MeanSquaredError, samples: 3));
        Assert.Contains("SmallGru", mistake.Message);
        Assert.Contains("inputGradient: true", mistake.Message);
    }

    [Fact]
    public void RefuseArgumentsThatDoNotFit()
    {
        var model = new ExplainedInSingle(seed: 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.StepGradientNorms(Samples.For(model, 3), Loss.MeanSquaredError, samples: 0));
        var others = Samples.For(new MoreFeatures(), 3);
        Assert.Throws<ArgumentException>(() => model.StepGradientNorms(others, Loss.MeanSquaredError, samples: 3));
        Assert.Throws<OperationCanceledException>(() => model.StepGradientNorms(
            Samples.For(model, 3), Loss.MeanSquaredError, samples: 3, new CancellationToken(canceled: true)));
    }

    private static ArrayDataset<T> Data<T>(T[] inputs, T[] targets) where T : unmanaged =>
        new(inputs, targets, steps: 7, features: 3, targetCount: 2);

    private static double Difference(
        SequenceModel<double> model, double[] inputs, double[] targets, Loss loss, int sample, int changed)
    {
        const double Step = 1e-5;
        return (LossOf(Step) - LossOf(-Step)) / (2 * Step);

        double LossOf(double change)
        {
            double[] one = inputs[(sample * 21)..(sample * 21 + 21)];
            one[changed - sample * 21] += change;
            return model.Evaluate(Data(one, targets[(sample * 2)..(sample * 2 + 2)]), loss, threads: 1).Loss;
        }
    }
}
