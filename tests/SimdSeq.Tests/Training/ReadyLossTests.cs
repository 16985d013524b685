using SimdSeq.Data;
using SimdSeq.Kernels;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>What every ready loss keeps: its gradient, its zeros, its not-a-numbers, its refusals.</summary>
public sealed class ReadyLossTests
{
    private const int Steps = 2, Features = 6;
    private static readonly int Lanes = Tile<double>.Lanes;

    // Loss, targets a step, answers and targets from two numbers in (-1, 1).
    private static readonly Dictionary<string, (Loss Loss, int Targets, Func<double, double> Answer, Func<double, double> Target)> Losses =
        new()
        {
            ["percent"] = (Loss.MeanAbsolutePercentageError, 6, x => 2 * x, x => x + 1.5),
            ["logarithmic"] = (Loss.MeanSquaredLogarithmicError, 6, x => x + 1.2, x => x + 1.5),
            ["logarithmic below zero"] = (Loss.MeanSquaredLogarithmicError, 6, x => x - 0.2, x => x - 0.5),
            ["log cosh"] = (Loss.LogCosh, 6, x => 3 * x, x => x),
            ["poisson"] = (Loss.Poisson, 6, x => x + 1.1, x => Math.Round(3 * x + 3)),
            ["divergence"] = (Loss.KlDivergence, 6, x => (x + 1.1) / 2.2, x => (x + 1) / 2),
            ["cosine"] = (Loss.CosineSimilarity, 6, x => x, x => x),
            ["hinge"] = (Loss.Hinge, 6, x => 3 * x, x => Math.Sign(x)),
            ["squared hinge"] = (Loss.SquaredHinge, 6, x => 3 * x, x => x > 0 ? 1 : 0),
            ["categorical hinge"] = (Loss.CategoricalHinge, 6, x => 3 * x, x => x > 0.6 ? 1 : 0),
            ["one quantile"] = (Loss.Pinball(0.2), 6, x => x, x => x),
            ["three quantiles"] = (Loss.Pinball(0.1, 0.5, 0.9), 2, x => x, x => x),
            ["smooth binary"] = (Loss.BinaryCrossEntropy(labelSmoothing: 0.2), 6, x => 0.5 + 0.45 * x, x => x > 0 ? 1 : 0),
            ["smooth binary logits"] = (Loss.BinaryCrossEntropy(true, 0.2, softTargets: true), 6, x => 3 * x, x => (x + 1) / 2),
            ["focal"] = (Loss.BinaryFocalCrossEntropy(1.7, softTargets: true), 6, x => 0.5 + 0.45 * x, x => (x + 1) / 2),
            ["focal logits"] = (Loss.BinaryFocalCrossEntropy(2, 0.25, true, 0.1), 6, x => 3 * x, x => x > 0 ? 1 : 0),
            ["focal gamma 0"] = (Loss.BinaryFocalCrossEntropy(0, 0.7, true), 6, x => 3 * x, x => x > 0 ? 1 : 0),
            ["categorical focal"] = (Loss.CategoricalFocalCrossEntropy(), 6, x => 0.5 + 0.45 * x, x => (x + 1) / 8),
            ["categorical focal logits"] = (Loss.CategoricalFocalCrossEntropy(0.5, 1.3, true, 0.1), 6, x => 3 * x, x => (x + 1) / 8),
            ["ignore"] = (Loss.SparseCategoricalCrossEntropy(true, 0.1, ignoreClass: 2), 1, x => 3 * x, x => Math.Round(2.5 * x + 2.5)),
        };

    public static TheoryData<string> Names => [.. Losses.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheGradientIsThatOfTheSum(string name)
    {
        const double H = 1e-6, Scale = 0.25;
        double all = 0;
        for (int samples = 1; samples <= Lanes; samples++)
        {
            var tile = new Case(name, samples, seed: samples);
            Array.Fill(tile.Gradient, double.NaN);
            double sum = tile.Sum(Scale, tile.Gradient);
            Assert.Equal(sum, tile.Sum(Scale, null));
            all += sum;
            for (int i = 0; i < tile.Outputs.Length; i++)
            {
                double kept = tile.Outputs[i];
                tile.Outputs[i] = kept + H;
                double above = tile.Sum(Scale, null);
                tile.Outputs[i] = kept - H;
                double below = tile.Sum(Scale, null);
                tile.Outputs[i] = kept;
                double expected = Scale * (above - below) / (2 * H);
                Assert.True(Math.Abs(expected - tile.Gradient[i]) < 1e-7 * Math.Max(1, Math.Abs(expected)),
                    $"{name}, {samples} samples, value {i}: {expected} {tile.Gradient[i]}");
                if (i % Lanes >= samples || !tile.IsThere(i / Lanes / Features, i % Lanes))
                    Assert.Equal(0, BitConverter.DoubleToInt64Bits(tile.Gradient[i]));
            }
        }

        Assert.NotEqual(0, all);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatAnswersAreInASingleTileIsWhatTheyAreInTheSum(string name)
    {
        var all = new Case(name, Lanes, seed: 4);
        var loss = Losses[name].Loss.In<double>();
        double sum = 0;
        for (int lane = 0; lane < Lanes; lane++) sum += all.OfLane(lane, loss);
        Assert.Equal(sum, all.Sum(1, null), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaNInALaneInUseShows(string name)
    {
        var (loss, _, answer, target) = Losses[name];
        int lanes = Tile<float>.Lanes;
        float[] outputs = new float[Features * lanes], targets = new float[outputs.Length], gradient = new float[outputs.Length];
        for (int i = 0; i < outputs.Length; i++) (outputs[i], targets[i]) = ((float)answer(0.4), (float)target(0.7));
        for (int k = 0; k < Features; k++) outputs[k * lanes + 3] = float.NaN;
        var function = loss.In<float>();
        if (loss.IgnoresSteps) Array.Fill(targets, 1);
        Assert.True(double.IsNaN(function.Sum(Of(4, gradient))), "the sum");
        Assert.True(double.IsFinite(function.Sum(Of(3, null))));

        LossTile<float> Of(int samples, float[]? gradients) =>
            new() { Outputs = outputs, Targets = targets, Features = Features, Samples = samples, Scale = 1, Gradient = gradients };
    }

    [Fact]
    public void WhatALossCannotTakeIsNamed()
    {
        Refused(Loss.Poisson, -1, "The target of sample 1 is -1; poisson takes a count, at least 0.");
        Refused(Loss.Hinge, 0.5, "The target of sample 1 is 0.5; hinge takes a class, 1 for yes, 0 or -1 for no.");
        Refused(Loss.KlDivergence, 2, "The target of sample 1 is 2; kl_divergence takes a probability from 0 to 1.");
        Refused(Loss.BinaryFocalCrossEntropy(), 2, "The target of sample 1 is 2; binary_focal_crossentropy takes a class, 0 or 1; "
            + "with softTargets: true a probability between them as well.");

        static void Refused(Loss loss, double target, string message)
        {
            double[] outputs = new double[Lanes], targets = new double[Lanes];
            Array.Fill(outputs, 0.5);
            targets[1] = target;
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => loss.In<double>().Sum(
                new LossTile<double> { Outputs = outputs, Targets = targets, Features = 1, Samples = 2 })).Message);
        }
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.StartsWith("Expected at least one quantile", Assert.Throws<ArgumentException>(() => Loss.Pinball()).Message);
        Assert.StartsWith(
            "A quantile must be above 0 and below 1; got 1.", Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Pinball(1)).Message);
        Assert.StartsWith(
            "gamma must be at least 0", Assert.Throws<ArgumentOutOfRangeException>(() => Loss.BinaryFocalCrossEntropy(-1)).Message);
        Assert.StartsWith(
            "alpha must be in (0, 1]; got 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Loss.CategoricalFocalCrossEntropy(0)).Message);
        Assert.StartsWith(
            "labelSmoothing must be in [0, 1); got 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Loss.BinaryCrossEntropy(labelSmoothing: 1)).Message);
    }

    [Fact]
    public void ModelsThatCannotAnswerItAreRefused()
    {
        Refused(Loss.Poisson, new FourAnswers(1), 4, "poisson of FourAnswers takes the mean of a count, above 0; the answers are those of "
            + "Activation.Linear. End the model with [Dense(4, Activation.Softplus)]");
        Refused(Loss.KlDivergence, new FourAnswers(1), 4, "kl_divergence of FourAnswers takes a distribution");
        Refused(Loss.Hinge, new FourChances(1), 4, "hinge of FourChances takes a score, above 0 for yes");
        Refused(Loss.BinaryFocalCrossEntropy(), new FourAnswers(1), 4,
            "binary_focal_crossentropy of FourAnswers takes probabilities, values "
            + "from 0 to 1; the answers are those of Activation.Linear. End the model with [Dense(4, Activation.Sigmoid)], or take "
            + "Loss.BinaryFocalCrossEntropy(fromLogits: true).");
        Refused(Loss.CategoricalFocalCrossEntropy(fromLogits: true), new FourClasses(1), 4,
            "categorical_focal_crossentropy of FourClasses from "
            + "logits takes any numbers");
        Refused(Loss.Pinball(0.1, 0.5, 0.9), new FourAnswers(1), 1,
            "pinball of FourAnswers takes an answer for each of 3 quantiles of each "
            + "target; 4 answers are no multiple of that. End the model with [Dense(3)] for one target, [Dense(6)] for two.");
        Refused(Loss.Pinball(0.1, 0.9), new FourAnswers(1), 4,
            "pinball takes 2 targets a sample of FourAnswers, which answers with 4 values; "
            + "the data set has 4.");

        static void Refused(Loss loss, SequenceModel<float> model, int targets, string message) => Assert.StartsWith(message,
            Assert.Throws<ArgumentException>(() => model.Fit(Data(targets), new FitOptions { Loss = loss })).Message);
    }

    [Fact]
    public void QuantilesLieWhereTheyShould()
    {
        // Of the uniform numbers from 0 to 1 the quantiles are the numbers themselves.
        var random = new Random(11);
        float[] targets = [.. Enumerable.Range(0, 600).Select(_ => random.NextSingle())];
        var data = new ArrayDataset<float>(new float[600 * 6], targets, 3, 2, 1);
        var model = new FourAnswers(1);
        var loss = Loss.Pinball(0.1, 0.4, 0.6, 0.9);
        model.Fit(data, new FitOptions { Loss = loss, Epochs = 60, Optimizer = new Adam(new CosineDecay(0.02, 60 * 19)) });
        float[] answers = model.Predict(new float[6]);
        Array.Sort(targets);
        foreach (var (share, k) in new[] { 0.1, 0.4, 0.6, 0.9 }.Select((share, k) => (share, k)))
            Assert.Equal(targets[(int)(600 * share)], answers[k], 0.03f);
        Assert.True(double.IsNaN(model.Evaluate(data, loss).MeanAbsoluteError), "four answers have no difference from one target");
    }

    private static ArrayDataset<float> Data(int targets) => new(new float[5 * 6], new float[5 * targets], 3, 2, targets);

    private sealed class Case
    {
        private readonly (Loss Loss, int Targets, Func<double, double> Answer, Func<double, double> Target) _loss;
        private readonly int _samples;
        private readonly double[] _targets;
        private readonly double[] _mask = new double[Steps * Lanes];
        private readonly double[] _weights = [.. Samples.Values<double>(Steps * Lanes, 5).Select(value => value + 1.5)];

        public Case(string name, int samples, int seed)
        {
            _loss = Losses[name];
            _samples = samples;
            Outputs = [.. Samples.Values<double>(Steps * Features * Lanes, seed).Select(_loss.Answer)];
            _targets = [.. Samples.Values<double>(Steps * _loss.Targets * Lanes, seed + 100).Select(_loss.Target)];
            Gradient = new double[Outputs.Length];
            for (int i = 0; i < _mask.Length; i++) _mask[i] = BitConverter.Int64BitsToDouble(i % 5 == 2 ? 0 : -1);
        }

        public double[] Outputs { get; }

        public double[] Gradient { get; }

        public bool IsThere(int step, int lane) => (step * Lanes + lane) % 5 != 2
            && !(_loss.Loss.IgnoresSteps && _targets[step * Lanes + lane] == 2);

        public double Sum(double scale, double[]? gradient) => _loss.Loss.In<double>().Sum(Tile(scale, gradient));

        // The lane alone, as the first of another tile.
        public double OfLane(int lane, LossFunction<double> loss)
        {
            return loss.Sum(Tile(1, null) with
            {
                Outputs = First(Outputs),
                Targets = First(_targets),
                Mask = First(_mask),
                Weights = First(_weights),
                Samples = 1,
            });

            double[] First(double[] tile) => [.. tile.Select((value, i) => tile[i / Lanes * Lanes + (i + lane) % Lanes])];
        }

        private LossTile<double> Tile(double scale, double[]? gradient) => new()
        {
            Outputs = Outputs,
            Targets = _targets,
            Features = Features,
            Samples = _samples,
            Mask = _mask,
            Weights = _weights,
            Scale = scale,
            Gradient = gradient,
        };
    }
}
