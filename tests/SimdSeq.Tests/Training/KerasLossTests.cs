using SimdSeq.Kernels;

namespace SimdSeq.Tests.Training;

/// <summary>The numbers of Keras's own unit tests (keras/src/losses/losses_test.py), to the places that they have there.</summary>
public sealed class KerasLossTests
{
    private static readonly double[] Far = [4, 8, 12, 8, 1, 3], FarTargets = [1, 9, 2, -5, -2, 6];
    private static readonly double[] PerSample = [1.2, 3.4], PerStep = [3, 6, 5, 0, 4, 2];
    private static readonly double[] Counts = [1, 9, 2, 5, 2, 6], CountTargets = [4, 8, 12, 8, 1, 3];
    private static readonly double[] Scores = [0.6, 0.4, 0.4, 0.6], ScoreTargets = [0, 1, 0, 0];
    private static readonly double[] Shares = [0.9, 0.05, 0.05, 0.5, 0.89, 0.6, 0.05, 0.01, 0.94];
    private static readonly double[] Identity = [1, 0, 0, 0, 1, 0, 0, 0, 1], Logits = [8, 1, 1, 0, 9, 1, 2, 3, 5];
    private static readonly double[] ThreeWeights = [1.2, 3.4, 5.6];

    [Fact]
    public void Percentages()
    {
        var loss = Loss.MeanAbsolutePercentageError;
        Near(211.8518, 3, loss, 3, Far, FarTargets);
        Near(422.8888, 3, loss, 3, Far, FarTargets, PerSample);
        Near(694.4444, 3, loss, 1, Far, FarTargets, PerStep, steps: 3);
        Near(0, 12, loss, 3, Far, Far);
    }

    [Fact]
    public void Logarithms()
    {
        var loss = Loss.MeanSquaredLogarithmicError;
        Near(1.4370, 3, loss, 3, Far, FarTargets);
        Near(3.7856, 3, loss, 3, Far, FarTargets, PerSample);
        Near(2.647374, 6, loss, 1, Far, FarTargets, PerStep, steps: 3);
    }

    [Fact]
    public void StepsWithWeightsOfTheirOwn()
    {
        Near(97.833336, 5, Loss.MeanSquaredError, 1, Far, FarTargets, PerStep, steps: 3);
        Near(13.833333, 6, Loss.MeanAbsoluteError, 1, Far, FarTargets, PerStep, steps: 3);
    }

    [Fact]
    public void LogCosh()
    {
        double[] each = [.. Far.Zip(FarTargets, (y, t) => Math.Log(Math.Cosh(y - t)))];
        Near(each.Average(), 12, Loss.LogCosh, 3, Far, FarTargets);
        Near(each.Select((value, i) => value * PerStep[i]).Average(), 12, Loss.LogCosh, 1, Far, FarTargets, PerStep, steps: 3);
    }

    [Fact]
    public void Poisson()
    {
        double[] each = [.. Counts.Zip(CountTargets, (y, t) => y - t * Math.Log(y))];
        Near(each.Average(), 6, Loss.Poisson, 3, Counts, CountTargets);
        Near(each.Select((value, i) => value * PerSample[i / 3]).Average(), 6, Loss.Poisson, 3, Counts, CountTargets, PerSample);
    }

    [Fact]
    public void Divergence()
    {
        double[] y = [0.4, 0.9, 0.12, 0.36, 0.3, 0.4], t = [0.5, 0.8, 0.12, 0.7, 0.43, 0.8];
        double[] each = [.. y.Zip(t, (answer, target) => target * Math.Log(target / answer))];
        Near(each.Sum() / 2, 12, Loss.KlDivergence, 3, y, t);
        Near(each.Select((value, i) => value * PerStep[i]).Sum() / 6, 12, Loss.KlDivergence, 1, y, t, PerStep, steps: 3);
    }

    [Fact]
    public void Hinges()
    {
        Near(1.3, 12, Loss.Hinge, 2, Scores, ScoreTargets);
        Near(0.55, 12, Loss.Hinge, 2, Scores, ScoreTargets, [1, 0]);
        Near(1.86, 12, Loss.SquaredHinge, 2, Scores, ScoreTargets);
        Near(0.73, 12, Loss.SquaredHinge, 2, Scores, ScoreTargets, [1, 0]);
        Near(1.4, 12, Loss.CategoricalHinge, 2, Scores, ScoreTargets);
        Near(0.6, 12, Loss.CategoricalHinge, 2, Scores, ScoreTargets, [1, 0]);
        double[] signs = [.. ScoreTargets.Select(target => 2 * target - 1)];
        Near(1.3, 12, Loss.Hinge, 2, Scores, signs); // 0 and -1 mean the same
    }

    [Fact]
    public void Cosines()
    {
        double first = Cosine(Far[..3], FarTargets[..3]), second = Cosine(Far[3..], FarTargets[3..]);
        Near(-(first + second) / 2, 12, Loss.CosineSimilarity, 3, Far, FarTargets);
        Near(-(1.2 * first + 3.4 * second) / 2, 12, Loss.CosineSimilarity, 3, Far, FarTargets, PerSample);

        static double Cosine(double[] y, double[] t) =>
            y.Zip(t, (a, b) => a * b).Sum() / Math.Sqrt(y.Sum(a => a * a) * t.Sum(a => a * a));
    }

    [Fact]
    public void BinaryCrossEntropyAndSmoothing()
    {
        double[] answers = [0.9, 0.1, 0.2, 0.3, 0.8, 0.1, 0.1, 0.2, 0.7];
        Near(0.20046903, 6, Loss.BinaryCrossEntropy(), 3, answers, Identity);
        double[] logits = [10, -10, 10, 10, 10, -10], targets = [1, 0, 1, 0, 1, 1];
        Near(3.3333, 3, Loss.BinaryCrossEntropy(fromLogits: true), 3, logits, targets);
        Near(10, 3, Loss.BinaryCrossEntropy(fromLogits: true), 3, logits, targets, [4, 3]);
        Near((10.0 + 5.0 * 0.1) / 3, 3, Loss.BinaryCrossEntropy(fromLogits: true, labelSmoothing: 0.1), 3, [10, -10, -10], [1, 0, 1]);
    }

    [Fact]
    public void ClassesAndSmoothing()
    {
        Near(0.3239, 4, Loss.CategoricalCrossEntropy(), 3, Shares, Identity);
        Near(0.0573, 4, Loss.CategoricalCrossEntropy(fromLogits: true), 3, Logits, Identity);
        Near(0.31829, 4, Loss.CategoricalCrossEntropy(fromLogits: true), 3, Logits, Identity, ThreeWeights);
        Near(1.0696, 4, Loss.SparseCategoricalCrossEntropy(), 3, Shares, [0, 1, 2], ThreeWeights);
        var smooth = Loss.CategoricalCrossEntropy(fromLogits: true, labelSmoothing: 0.1);
        Near(400 * 0.1 / 3, 6, smooth, 3, [100, -100, -100], [1, 0, 0]);
    }

    [Fact]
    public void AStepOfAnIgnoredClassCountsForNothing()
    {
        double[] logits = [0.854, 0.698, 0.598, 0.088, 0.86, 0.018];
        var loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true, ignoreClass: -1);
        Near(1.480129, 6, loss, 3, logits, [-1, 2], steps: 2); // Keras: [0, 1.480129], a mean of one
        var tile = Tile(3, logits, [-1, 2], [], steps: 2);
        Assert.Equal(1, loss.In<double>().CountSteps(tile));
        double[] gradient = new double[6 * Tile<double>.Lanes];
        loss.In<double>().Sum(Tile(3, logits, [-1, 2], [], 2, gradient));
        for (int i = 0; i < 6; i++) Assert.Equal(i >= 3, gradient[i * Tile<double>.Lanes] != 0);
    }

    [Fact]
    public void FocalOfTwo()
    {
        double[] y = [0.9, 0.8, 0.7, 0.2], t = [1, 0, 1, 0], z = [1.5, -2.7, 2.9, -3.8, 1.2, -4.5], ofLogits = [1, 1, 0, 0, 1, 0];
        Near(0.268, 3, Loss.BinaryFocalCrossEntropy(), 2, y, t);
        Near(0.34415, 3, Loss.BinaryFocalCrossEntropy(), 2, y, t, PerSample);
        Near(0.515547, 6, Loss.BinaryFocalCrossEntropy(), 2, y[..2], t[..2]);
        Near(0.020513, 6, Loss.BinaryFocalCrossEntropy(), 2, y[2..], t[2..]);
        Near(0.799, 3, Loss.BinaryFocalCrossEntropy(gamma: 3, fromLogits: true), 3, z, ofLogits);
        Near(0.95977, 3, Loss.BinaryFocalCrossEntropy(gamma: 3, fromLogits: true), 3, z, ofLogits, PerSample);
    }

    [Fact]
    public void FocalOfSeveral()
    {
        Near(0.02059, 4, Loss.CategoricalFocalCrossEntropy(), 3, Shares, Identity);
        Near(0.06987, 4, Loss.CategoricalFocalCrossEntropy(), 3, Shares, Identity, ThreeWeights);
        var logits = Loss.CategoricalFocalCrossEntropy(fromLogits: true);
        Near(0.000345, 6, logits, 3, Logits, Identity);
        Near(0.001933, 5, logits, 3, Logits, Identity, ThreeWeights);
        Assert.Equal(1.5096224e-09, Mean(logits, 3, Logits[..3], Identity[..3], [], 1), 1e-14);
        Near(1.0360638e-03, 9, logits, 3, Logits[6..], Identity[6..]);
        Near(0.06685, 3, Loss.CategoricalFocalCrossEntropy(fromLogits: true, labelSmoothing: 0.1), 3, [4.9, -0.5, 2.05], [1, 0, 0]);
    }

    [Fact]
    public void SeveralQuantilesOfSeveralTargets()
    {
        var loss = Loss.Pinball(0.1, 0.5, 0.9);
        double[] answers = [1, 2, 3, 7, 8, 9], targets = [2.5, 6];
        double expected = (0.1 * 1.5 + 0.5 * 0.5 + 0.1 * 0.5 + 0.9 * 1 + 0.5 * 2 + 0.1 * 3) / 6;
        Near(expected, 12, loss, 6, answers, targets);
        Near(2.25, 12, Loss.Pinball(0.5), 1, [1, 2], [3, 9]); // the median: half the absolute error
    }

    private static void Near(
        double expected, int places, Loss loss, int features, double[] answers, double[] targets, double[]? weights = null, int steps = 1)
        => Assert.Equal(expected, Mean(loss, features, answers, targets, weights ?? [], steps), Math.Pow(10, -places));

    // Samples one behind the other, as Keras reshapes them.
    private static double Mean(Loss loss, int features, double[] answers, double[] targets, double[] weights, int steps)
    {
        var tile = Tile(features, answers, targets, weights, steps);
        var function = loss.In<double>();
        return function.Sum(tile) / (function.CountSteps(tile) * loss.LossesOfStep(features));
    }

    private static LossTile<double> Tile(
        int features, double[] answers, double[] targets, double[] weights, int steps, double[]? gradient = null)
    {
        int samples = answers.Length / (features * steps);
        return new LossTile<double>
        {
            Outputs = Lanes(answers, samples),
            Targets = Lanes(targets, samples),
            Features = features,
            Samples = samples,
            Weights = weights.Length == 0 ? default : Lanes(weights, samples),
            Gradient = gradient,
            Scale = 1,
        };
    }

    private static double[] Lanes(double[] values, int samples)
    {
        int width = values.Length / samples;
        var tile = new double[width * Tile<double>.Lanes];
        for (int i = 0; i < values.Length; i++) tile[i % width * Tile<double>.Lanes + i / width] = values[i];
        return tile;
    }
}
