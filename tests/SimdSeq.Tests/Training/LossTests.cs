using SimdSeq.Kernels;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

public sealed class LossTests
{
    private const int Steps = 2, Features = 3;
    private static readonly int Lanes = Tile<double>.Lanes;

    private static readonly Dictionary<string, Loss> Losses = new()
    {
        ["absolute"] = Loss.MeanAbsoluteError,
        ["squared"] = Loss.MeanSquaredError,
        ["Huber 1"] = Loss.Huber(),
        ["Huber 0.3"] = Loss.Huber(0.3),
        ["binary"] = Loss.BinaryCrossEntropy(),
        ["binary logits"] = Loss.BinaryCrossEntropy(fromLogits: true),
        ["binary soft"] = Loss.BinaryCrossEntropy(softTargets: true),
        ["binary soft logits"] = Loss.BinaryCrossEntropy(fromLogits: true, softTargets: true),
        ["categorical"] = Loss.CategoricalCrossEntropy(),
        ["categorical logits"] = Loss.CategoricalCrossEntropy(fromLogits: true),
        ["sparse"] = Loss.SparseCategoricalCrossEntropy(),
        ["sparse logits"] = Loss.SparseCategoricalCrossEntropy(fromLogits: true),
        ["smooth categorical"] = Loss.CategoricalCrossEntropy(labelSmoothing: 0.2),
        ["smooth categorical logits"] = Loss.CategoricalCrossEntropy(fromLogits: true, labelSmoothing: 0.2),
        ["smooth sparse"] = Loss.SparseCategoricalCrossEntropy(labelSmoothing: 0.2),
        ["smooth sparse logits"] = Loss.SparseCategoricalCrossEntropy(fromLogits: true, labelSmoothing: 0.2),
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string loss in Losses.Keys)
            {
                for (int samples = 1; samples <= Lanes; samples++) cases.Add(loss, samples);
            }

            return cases;
        }
    }

    public static TheoryData<string> Names => [.. Losses.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheSumIsTheFormulaAndTheGradientIsThatOfTheSum(string name, int samples)
    {
        var tile = new Case(name, samples, seed: samples);
        const double Scale = 0.25, H = 1e-6;
        Array.Fill(tile.Gradient, double.NaN); // what was there must not matter
        double sum = tile.Sum(Scale, tile.Gradient);
        Assert.Equal(tile.Direct(), sum, 1e-12);
        Assert.Equal(sum, tile.Sum(Scale, null));
        for (int i = 0; i < tile.Outputs.Length; i++)
        {
            double kept = tile.Outputs[i];
            tile.Outputs[i] = kept + H;
            double above = tile.Sum(Scale, null);
            tile.Outputs[i] = kept - H;
            double below = tile.Sum(Scale, null);
            tile.Outputs[i] = kept;
            double expected = Scale * (above - below) / (2 * H);
            Assert.True(
                Math.Abs(expected - tile.Gradient[i]) < 1e-7 * Math.Max(1, Math.Abs(expected)),
                $"{name}, value {i}: {expected} {tile.Gradient[i]}");
            bool counts = i % Lanes < samples && tile.IsThere(i / Lanes / Features, i % Lanes);
            Assert.Equal(counts, BitConverter.DoubleToInt64Bits(tile.Gradient[i]) != 0);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaNInALaneInUseShows(string name)
    {
        var loss = Losses[name].In<float>();
        float[] outputs = new float[Features * Tile<float>.Lanes], targets = new float[outputs.Length];
        Array.Fill(outputs, 0.25f);
        targets.AsSpan(0, name.Contains("categorical") ? Tile<float>.Lanes : targets.Length).Fill(1);
        outputs[3] = float.NaN;
        Assert.True(double.IsNaN(loss.Sum(Of(4))));
        Assert.True(double.IsFinite(loss.Sum(Of(3))));

        LossTile<float> Of(int samples) => new() { Outputs = outputs, Targets = targets, Features = Features, Samples = samples };
    }

    [Fact]
    public void AbsoluteErrorHasNoGradientWhereItIsZero()
    {
        var gradient = new float[Tile<float>.Lanes];
        var tile = new LossTile<float>
        {
            Outputs = new float[gradient.Length],
            Targets = new float[gradient.Length],
            Features = 1,
            Samples = gradient.Length,
            Scale = 1,
            Gradient = gradient,
        };
        Assert.Equal(0, Loss.MeanAbsoluteError.In<float>().Sum(tile));
        Assert.All(gradient, value => Assert.Equal(0f, value));
    }

    [Theory]
    [InlineData("binary", 0.0, 1.0, 16.118095650958317)] // -log 1e-7
    [InlineData("binary", 1.0, 1.0, 1.0000000494736474e-07)]
    [InlineData("binary logits", -1000.0, 1.0, 1000.0)]
    [InlineData("binary logits", 1000.0, 1.0, 0.0)]
    [InlineData("binary logits", 0.0, 0.0, 0.6931471805599453)]
    [InlineData("Huber 1", 3.0, 0.5, 2.0)]
    [InlineData("Huber 1", 1.0, 0.5, 0.125)]
    public void ValuesByHand(string name, double output, double target, double expected)
    {
        double[] outputs = new double[Lanes], targets = new double[Lanes];
        (outputs[0], targets[0]) = (output, target);
        double sum = Losses[name].In<double>()
            .Sum(new LossTile<double> { Outputs = outputs, Targets = targets, Features = 1, Samples = 1 });
        Assert.Equal(expected, sum, 1e-12);
    }

    [Theory]
    [InlineData("sparse logits", new[] { 1000.0, 0, -1000 }, 1, 1000.0)]
    [InlineData("sparse logits", new[] { -1000.0, -1000, -1000 }, 2, 1.0986122886681098)]
    [InlineData("sparse", new[] { 2.0, 1, 1 }, 0, 0.6931471805599453)] // rescaled to a half
    [InlineData("sparse", new[] { 0.0, 1, 0 }, 0, 16.118095650958317)]
    public void ClassesByHand(string name, double[] answers, int target, double expected)
    {
        double[] outputs = new double[Features * Lanes], targets = new double[Lanes];
        for (int k = 0; k < Features; k++) outputs[k * Lanes] = answers[k];
        targets[0] = target;
        double sum = Losses[name].In<double>()
            .Sum(new LossTile<double> { Outputs = outputs, Targets = targets, Features = Features, Samples = 1 });
        Assert.Equal(expected, sum, 1e-12);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void ATargetThatIsNoClassIsNamed(double target)
    {
        double[] outputs = new double[Features * Lanes], targets = new double[Lanes];
        targets[1] = target;
        var loss = Losses["sparse logits"].In<double>();
        var thrown = Assert.Throws<ArgumentException>(
            () => loss.Sum(new LossTile<double> { Outputs = outputs, Targets = targets, Features = Features, Samples = 2 }));
        Assert.Equal(
            $"The target of sample 1 is {target}; sparse_categorical_crossentropy takes the index of a class, a whole number from 0 to 2.",
            thrown.Message);
    }

    /// <summary>
    /// Keras clips to [1e-7, 1 - 1e-7] in the model's precision: in float the upper bound is 1 - 2^-23 (the multiples of 2^-24 nearest to
    /// 0.9999999 are 0.99999988 and 0.99999994), so a wrong answer of 1 costs -log 2^-23 = 23 log 2, a wrong answer of 0 -log
    /// 1.00000001e-7.
    /// </summary>
    [Theory]
    [InlineData("binary", 1f, 0, 15.942385152878742)]
    [InlineData("binary", 1f, 1, 1.1920929665620834e-07)]
    [InlineData("binary", 0f, 1, 16.118095639272223)]
    [InlineData("binary", 0f, 0, 1.0000000616847e-07)]
    [InlineData("categorical", 0f, 1, 16.118095639272223)]
    [InlineData("categorical", 1f, 1, 1.1920929665620834e-07)]
    [InlineData("sparse", 0f, 1, 16.118095639272223)]
    [InlineData("sparse", 1f, 1, 1.1920929665620834e-07)]
    public void SaturatedAnswersInSingleCostWhatTheyDoInKeras(string name, float answer, int target, double expected)
    {
        int lanes = Tile<float>.Lanes, classes = name == "binary" ? 1 : 2;
        float[] outputs = new float[2 * lanes], targets = new float[2 * lanes], gradient = new float[classes * lanes];
        outputs[0] = name == "binary" ? answer : 1 - answer;
        outputs[lanes] = answer;
        if (name == "categorical") targets[lanes] = target;
        else targets[0] = target;
        var tile = new LossTile<float>
        {
            Outputs = outputs.AsSpan(0, classes * lanes),
            Targets = targets,
            Features = classes,
            Samples = 1,
            Scale = 1,
            Gradient = gradient,
        };
        Assert.Equal(expected, Losses[name].In<float>().Sum(tile), 1e-14);
        Assert.All(gradient, value => Assert.Equal(0f, value));
    }

    [Theory]
    [InlineData("binary", 2, "binary_crossentropy takes a class, 0 or 1; with softTargets: true a probability between them as well")]
    [InlineData("binary", -1, "binary_crossentropy takes a class, 0 or 1; with softTargets: true a probability between them as well")]
    [InlineData("binary", 0.5, "binary_crossentropy takes a class, 0 or 1; with softTargets: true a probability between them as well")]
    [InlineData("binary soft", 1.5, "binary_crossentropy takes a probability from 0 to 1")]
    [InlineData("binary soft logits", -0.5, "binary_crossentropy takes a probability from 0 to 1")]
    [InlineData(
        "binary logits", 1.5, "binary_crossentropy takes a class, 0 or 1; with softTargets: true a probability between them as well")]
    [InlineData(
        "binary logits", double.NaN,
        "binary_crossentropy takes a class, 0 or 1; with softTargets: true a probability between them as well")]
    [InlineData("categorical", 2, "categorical_crossentropy takes a probability from 0 to 1 for each class")]
    [InlineData("categorical", -0.5, "categorical_crossentropy takes a probability from 0 to 1 for each class")]
    [InlineData("categorical logits", double.NaN, "categorical_crossentropy takes a probability from 0 to 1 for each class")]
    public void ATargetThatIsNoProbabilityIsNamed(string name, double target, string expected)
    {
        double[] outputs = new double[2 * Features * Lanes], targets = new double[outputs.Length], mask = new double[2 * Lanes];
        Array.Fill(outputs, 0.25);
        Array.Fill(mask, BitConverter.Int64BitsToDouble(-1));
        for (int i = 0; i < Lanes; i++) targets[i] = targets[Features * Lanes + i] = 1;
        targets[(Features + 1) * Lanes + 2] = target;
        var loss = Losses[name].In<double>();
        string message = Assert.Throws<ArgumentException>(() => loss.Sum(Tile())).Message;
        Assert.StartsWith(FormattableString.Invariant($"Target 1 of step 1 of sample 2 is {target}; {expected}"), message);
        mask[Lanes + 2] = 0;
        Assert.True(double.IsFinite(loss.Sum(Tile())), "a masked step is not looked at");

        LossTile<double> Tile() => new() { Outputs = outputs, Targets = targets, Features = Features, Samples = 3, Mask = mask };
    }

    [Theory]
    [InlineData(0.3, 0.3, 0.4, true)]
    [InlineData(0.3, 0.3, 0.4005, true)] // rounded in a file
    [InlineData(1, 1, 0, false)]
    [InlineData(0, 0, 0, false)]
    [InlineData(0.2, 0.2, 0.2, false)]
    public void TheTargetsOfAllClassesSumToOne(double first, double second, double third, bool holds)
    {
        foreach (string name in new[] { "categorical", "categorical logits" })
        {
            double[] outputs = new double[Features * Lanes], targets = new double[outputs.Length];
            Array.Fill(outputs, 0.25);
            for (int lane = 0; lane < 2; lane++)
                (targets[lane], targets[Lanes + lane], targets[2 * Lanes + lane]) = lane == 0 ? (0, 1, 0) : (first, second, third);
            var loss = Losses[name].In<double>();
            var thrown = Record.Exception(() => loss.Sum(
                new LossTile<double> { Outputs = outputs, Targets = targets, Features = Features, Samples = 2 }));
            Assert.Equal(holds, thrown is null);
            if (thrown is not null) Assert.StartsWith("The targets of sample 1 sum to ", thrown.Message);
        }
    }

    [Theory]
    [InlineData("binary", new[] { 0.6, 0.4, 0.5, 0.9 }, new[] { 1.0, 0, 1, 0 }, 2)] // exactly at the border means class 0
    [InlineData("binary logits", new[] { 0.1, -0.1, 0, 0.4 }, new[] { 1.0, 0, 0, 0 }, 3)]
    public void BinaryAnswersAreRightOnTheTargetsSide(string name, double[] answers, double[] classes, int expected)
    {
        double[] outputs = new double[Lanes], targets = new double[Lanes];
        answers.CopyTo(outputs, 0);
        classes.CopyTo(targets, 0);
        Assert.Equal(
            expected,
            Losses[name].In<double>().Correct(new LossTile<double> { Outputs = outputs, Targets = targets, Features = 1, Samples = 4 }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnswersAreRightWhereTheLargestIsTheTarget(string name)
    {
        var tile = new Case(name, Lanes, seed: 3);
        if (name.Contains("categorical") || name.Contains("sparse"))
            Assert.Equal(tile.DirectCorrect(), Losses[name].In<double>().Correct(tile.Tile(1, null)));
        Assert.Equal(tile.StepsThere(), Losses[name].In<double>().CountSteps(tile.Tile(1, null)));
    }

    [Fact]
    public void DeltaOutOfRangeIsRefused()
    {
        Assert.StartsWith(
            "delta must be above 0 and finite; got 0.", Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Huber(0)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Huber(double.NaN));
    }

    /// <summary>A random tile with weights, class weights and a mask.</summary>
    private sealed class Case
    {
        private readonly string _name;
        private readonly int _samples;
        private readonly bool _isSparse;
        private readonly double[] _targets;
        private readonly double[] _mask = new double[Steps * Lanes];
        private readonly double[] _weights = [.. Samples.Values<double>(Lanes, 5).Select(value => value + 1.5)];
        private readonly double[] _classWeights = [];

        public Case(string name, int samples, int seed)
        {
            (_name, _samples, _isSparse) = (name, samples, name.Contains("sparse"));
            bool isLogits = name.Contains("logits"), isRegression = name is "absolute" or "squared" || name.Contains("Huber");
            Outputs =
                [.. Samples.Values<double>(Steps * Features * Lanes, seed)
                    .Select(value => isLogits || isRegression ? 2 * value : 0.5 + 0.45 * value)];
            Gradient = new double[Outputs.Length];
            var random = new Random(seed);
            _targets = [.. Samples.Values<double>(Outputs.Length, seed + 100).Select(value => isRegression ? value : (value + 1) / 2)];
            if (name is "binary" or "binary logits") _targets = [.. _targets.Select(t => Math.Round(t))];
            if (name.Contains("categorical")) SumToOne(_targets);
            if (_isSparse) _targets = [.. Enumerable.Range(0, Steps * Lanes).Select(_ => (double)random.Next(Features))];
            if (name.Contains("binary")) _classWeights = [0.5, 3];
            else if (!isRegression) _classWeights = [0.5, 3, 2];
            for (int i = 0; i < _mask.Length; i++) _mask[i] = BitConverter.Int64BitsToDouble(i % 5 == 2 ? 0 : -1);
        }

        public double[] Outputs { get; }

        public double[] Gradient { get; }

        public bool IsThere(int step, int lane) => (step * Lanes + lane) % 5 != 2;

        public int StepsThere() => Enumerable.Range(0, Steps * Lanes).Count(i => i % Lanes < _samples && i % 5 != 2);

        public double Sum(double scale, double[]? gradient) => Losses[_name].In<double>().Sum(Tile(scale, gradient));

        public LossTile<double> Tile(double scale, double[]? gradient) => new()
        {
            Outputs = Outputs,
            Targets = _targets,
            Features = Features,
            Samples = _samples,
            Mask = _mask,
            Weights = _weights,
            ClassWeights = _classWeights,
            Scale = scale,
            Gradient = gradient,
        };

        public double Direct()
        {
            double sum = 0;
            for (int lane = 0; lane < _samples; lane++)
            {
                for (int step = 0; step < Steps; step++)
                {
                    if (!IsThere(step, lane)) continue;
                    double[] y = Row(Outputs, step, lane), t = Targets(step, lane);
                    sum += _weights[lane]
                        * (_classWeights.Length == Features
                            ? _classWeights[Array.IndexOf(t, t.Max())] * Classes(y, t)
                            : y.Zip(t, Value).Sum());
                }
            }

            return sum;
        }

        public int DirectCorrect() => Enumerable.Range(0, Steps * _samples)
            .Select(i => (Step: i / _samples, Lane: i % _samples))
            .Count(at => IsThere(at.Step, at.Lane) && Largest(Row(Outputs, at.Step, at.Lane)) == Largest(Targets(at.Step, at.Lane)));

        private static int Largest(double[] values) => Array.IndexOf(values, values.Max());

        private double[] Targets(int step, int lane) =>
            _isSparse
            ? [.. Enumerable.Range(0, Features).Select(k => k == _targets[step * Lanes + lane] ? 1.0 : 0)]
            : Row(_targets, step, lane);

        private static double[] Row(double[] values, int step, int lane) =>
            [.. Enumerable.Range(0, Features).Select(k => values[(step * Features + k) * Lanes + lane])];

        private static void SumToOne(double[] targets)
        {
            for (int i = 0; i < Steps * Lanes; i++)
            {
                int first = i / Lanes * Features * Lanes + i % Lanes;
                double sum = targets[first] + targets[first + Lanes] + targets[first + 2 * Lanes];
                for (int k = 0; k < Features; k++) targets[first + k * Lanes] /= sum;
            }
        }

        private double Classes(double[] y, double[] t)
        {
            double[] p = _name.Contains("logits") ? [.. y.Select(Math.Exp)] : y;
            if (_name.StartsWith("smooth")) t = [.. t.Select(target => 0.8 * target + 0.2 / Features)];
            return -t.Zip(p, (target, value) => target * Math.Log(value / p.Sum())).Sum();
        }

        private double Value(double y, double t)
        {
            double difference = Math.Abs(y - t), p = _name.Contains("logits") ? 1 / (1 + Math.Exp(-y)) : y;
            return _name switch
            {
                "absolute" => difference,
                "squared" => difference * difference,
                "Huber 1" => difference <= 1 ? difference * difference / 2 : difference - 0.5,
                "Huber 0.3" => difference <= 0.3 ? difference * difference / 2 : 0.3 * (difference - 0.15),
                _ => (t > 0.5 ? 3 : 0.5) * -(t * Math.Log(p) + (1 - t) * Math.Log(1 - p)),
            };
        }
    }
}
