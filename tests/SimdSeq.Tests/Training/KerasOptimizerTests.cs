using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>The numbers of Keras's own unit tests (keras/src/optimizers/*_test.py), to the places that they have there.</summary>
public sealed class KerasOptimizerTests
{
    // Ten ones; a gradient of 0.01, then 0.1, 0.2 ... 1.0 four times.
    private static readonly Dictionary<string, (Func<Optimizer> Make, double[][] Golden)> Goldens = new()
    {
        ["Nadam"] = (() => new Nadam(0.5, 0.5, 0.67, 1e-5),
            [
                [.. Enumerable.Repeat(0.4281, 10)],
                [-0.1738, -0.1731, -0.1726, -0.1723, -0.1721, -0.172, -0.1719, -0.1718, -0.1718, -0.1717],
                [-0.7115, -0.7103, -0.7096, -0.7092, -0.709, -0.7088, -0.7086, -0.7085, -0.7085, -0.7084],
                [-1.2335, -1.2322, -1.2313, -1.2309, -1.2306, -1.2304, -1.2302, -1.2301, -1.23, -1.2299],
                [-1.7492, -1.7478, -1.7469, -1.7464, -1.7461, -1.7459, -1.7457, -1.7456, -1.7455, -1.7454],
            ]),
        ["Adamax"] = (() => new Adamax(0.2, 0.85, 0.95, 1e-6),
            [
                [.. Enumerable.Repeat(0.8, 10)],
                [0.6827, 0.6873, 0.6888, 0.6896, 0.6901, 0.6904, 0.6906, 0.6908, 0.6909, 0.691],
                [0.5333, 0.5407, 0.5431, 0.5444, 0.5451, 0.5456, 0.546, 0.5462, 0.5464, 0.5466],
                [0.368, 0.3773, 0.3804, 0.382, 0.3829, 0.3835, 0.384, 0.3843, 0.3846, 0.3848],
                [0.1933, 0.204, 0.2076, 0.2094, 0.2105, 0.2112, 0.2117, 0.2121, 0.2124, 0.2126],
            ]),
        ["Adagrad"] = (() => new Adagrad(0.2, 0.3, 1e-6),
            [
                [.. Enumerable.Repeat(0.9963, 10)],
                [0.9604, 0.9278, 0.9003, 0.8784, 0.8615, 0.8487, 0.8388, 0.8313, 0.8255, 0.8209],
                [0.9251, 0.8629, 0.8137, 0.7768, 0.7497, 0.7298, 0.7151, 0.704, 0.6956, 0.6891],
                [0.8903, 0.8012, 0.7342, 0.6862, 0.6521, 0.6277, 0.6099, 0.5967, 0.5867, 0.579],
                [0.856, 0.7422, 0.6604, 0.6037, 0.5644, 0.5367, 0.5168, 0.5021, 0.491, 0.4825],
            ]),
        ["Adadelta"] = (() => new Adadelta(1, 0.8, 1e-6), Tiled(0.9978, 0.9947, 0.9915, 0.9882, 0.9849)),
        ["Lion"] = (() => new Lion(), Tiled(0.999, 0.998, 0.997, 0.996, 0.995)),
        ["amsgrad"] = (() => new Adam(amsgrad: true), Tiled(0.999, 0.9982, 0.9974, 0.9965, 0.9955)),
        ["centred RMSprop"] = (() => new RmsProp(centered: true), Tiled(0.9967, 0.9933, 0.9908, 0.9885, 0.9864)),
    };

    private static readonly Dictionary<string, Func<LearningRate, Optimizer>> All = new()
    {
        ["SGD"] = rate => new Sgd(rate),
        ["RMSprop"] = rate => new RmsProp(rate),
        ["RMSprop momentum"] = rate => new RmsProp(rate, momentum: 0.9, centered: true),
        ["Adam"] = rate => new Adam(rate),
        ["amsgrad"] = rate => new Adam(rate, amsgrad: true),
        ["AdamW"] = rate => new AdamW(rate),
        ["Nadam"] = rate => new Nadam(rate),
        ["Adamax"] = rate => new Adamax(rate),
        ["Adagrad"] = rate => new Adagrad(rate),
        ["Adadelta"] = rate => new Adadelta(rate),
        ["Lion"] = rate => new Lion(rate),
    };

    public static TheoryData<string> GoldenNames => [.. Goldens.Keys];

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void GoldenNumbers(string name)
    {
        var (make, golden) = Goldens[name];
        var optimizer = make();
        double[] parameters = [.. Enumerable.Repeat(1.0, 10)];
        var state = optimizer.Start<double>(10);
        for (int step = 0; step < 5; step++)
        {
            double[] gradient = [.. Enumerable.Range(1, 10).Select(i => step == 0 ? 0.01 : 0.1 * i)];
            state.Begin(optimizer.LearningRate.At(step), step);
            state.Step(parameters, gradient, 0);
            parameters = gradient;
            for (int i = 0; i < 10; i++)
                Assert.True(
                    Math.Abs(parameters[i] - golden[step][i]) < 5e-4 * (1 + Math.Abs(golden[step][i])),
                    $"{name}, step {step}: {parameters[i]}");
        }
    }

    [Fact]
    public void SingleSteps()
    {
        Near(new Nadam(0.5), 0.4686, 1.4686, 2.4686, 3.4686);
        Near(new Adamax(0.5), 0.5, 1.5, 2.5, 3.5);
        Near(new Adagrad(0.5), 0.5233, 1.5007, 2.5005, 3.5061);
        Near(new Adadelta(0.5), 0.9993, 1.9993, 2.9993, 3.9993);
        Near(new Lion(0.5), 0.5, 1.5, 2.5, 3.5);
        Near(new RmsProp(0.5), -0.5811, 0.4189, 1.4189, 2.4189);
        Near(new Adam(0.5), 0.5, 1.5, 2.5, 3.5);

        static void Near(Optimizer optimizer, params double[] expected)
        {
            var state = optimizer.Start<double>(4);
            double[] gradient = [1, 6, 7, 2];
            state.Begin(optimizer.LearningRate.At(0), 0);
            state.Step([1, 2, 3, 4], gradient, 0);
            for (int i = 0; i < 4; i++) Assert.Equal(expected[i], gradient[i], 1e-4 * (1 + Math.Abs(expected[i])));
        }
    }

    /// <summary>Keras's test of weight decay: three steps without a gradient, each by 0.4%, from 2 to 1.9760959.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void WeightDecayIsTheSameOfAll(string name)
    {
        var optimizer = All[name](1.0);
        var decaying = Decaying(name);
        double[] parameters = [2.0];
        var state = decaying.Start<double>(1);
        for (int step = 0; step < 3; step++)
        {
            double[] gradient = [0.0];
            state.Begin(1, step);
            state.Step(parameters, gradient, 0);
            parameters = gradient;
        }

        Assert.Equal(1.9760959, parameters[0], 1e-6);
        Assert.False(state.CanSkip);
        Assert.Equal(name == "AdamW" ? 0.004 : 0, optimizer.WeightDecay);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WithDecayAStepIsThatFromTheSmallerParameters(string name)
    {
        double[] parameters = Samples.Values<double>(3000, 1), smaller = [.. parameters.Select(value => value - value * (0.1 * 0.004))];
        Samples.Same<double>(Step(All[name](0.1), smaller, name == "AdamW" ? 0 : null), Step(Decaying(name), parameters, null));

        double[] Step(Optimizer optimizer, double[] from, double? decay)
        {
            double[] gradient = Samples.Values<double>(3000, 2);
            var state = optimizer.Start<double>(3000);
            if (decay is { } set) state.DecayBy(set, []);
            state.Begin(0.1, 0);
            state.Step(from, gradient, 0);
            return gradient;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RangesChangeNoBitAndMemoryIsAllThereIs(string name)
    {
        const int Length = 3000;
        float[] whole = Train(Length, resumeAt: -1);
        Samples.Same<float>(whole, Train(1, resumeAt: -1), name);
        Samples.Same<float>(whole, Train(Length, resumeAt: 3), name);

        float[] Train(int range, int resumeAt)
        {
            float[] parameters = Samples.Values<float>(Length, 1);
            var state = All[name](0.01).Start<float>(Length);
            for (int step = 0; step < 6; step++)
            {
                if (step == resumeAt)
                {
                    var other = All[name](0.01).Start<float>(Length);
                    foreach (var (from, to) in state.Memory.Zip(other.Memory)) from.CopyTo(to, 0);
                    state = other;
                }

                float[] gradient = Samples.Values<float>(Length, step);
                state.Begin(0.01, step);
                for (int at = 0; at < Length; at += range) state.Step(parameters.AsSpan(at, range), gradient.AsSpan(at, range), at);
                parameters = gradient;
            }

            return parameters;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AllOfThemLearn(string name)
    {
        var model = new LinearInDouble(1);
        var data = Samples.For(model, 40);
        double rate = name is "Adadelta" ? 5 : name is "Adagrad" or "SGD" ? 0.1 : 0.02;
        var history = model.Fit(data, new FitOptions { Epochs = 60, Optimizer = All[name](rate) });
        Assert.True(
            history.Epochs[^1].TrainLoss < 0.8 * history.Epochs[0].TrainLoss,
            $"{name}: {history.Epochs[0].TrainLoss} {history.Epochs[^1].TrainLoss}");
    }

    [Fact]
    public void DefaultsAreThoseOfKeras()
    {
        Assert.Equal((0.9, 0.999, 1e-7), (new Nadam().Beta1, new Nadam().Beta2, new Nadam().Epsilon));
        Assert.Equal((0.9, 0.999, 1e-7), (new Adamax().Beta1, new Adamax().Beta2, new Adamax().Epsilon));
        Assert.Equal((0.1, 1e-7), (new Adagrad().InitialAccumulatorValue, new Adagrad().Epsilon));
        Assert.Equal((0.95, 1e-7), (new Adadelta().Rho, new Adadelta().Epsilon));
        Assert.Equal((0.9, 0.99), (new Lion().Beta1, new Lion().Beta2));
        Assert.All(
            (Optimizer[])[new Nadam(), new Adamax(), new Adagrad(), new Adadelta(), new Lion()],
            optimizer => Assert.Equal(0.001, optimizer.LearningRate.At(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lion(beta1: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad(initialAccumulatorValue: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd { WeightDecay = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd { EmaMomentum = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd { EmaOverwriteFrequency = 0 });
    }

    private static Optimizer Decaying(string name) => name switch
    {
        "SGD" => new Sgd(0.1) { WeightDecay = 0.004 },
        "RMSprop" => new RmsProp(0.1) { WeightDecay = 0.004 },
        "RMSprop momentum" => new RmsProp(0.1, momentum: 0.9, centered: true) { WeightDecay = 0.004 },
        "Adam" => new Adam(0.1) { WeightDecay = 0.004 },
        "amsgrad" => new Adam(0.1, amsgrad: true) { WeightDecay = 0.004 },
        "AdamW" => new AdamW(0.1),
        "Nadam" => new Nadam(0.1) { WeightDecay = 0.004 },
        "Adamax" => new Adamax(0.1) { WeightDecay = 0.004 },
        "Adagrad" => new Adagrad(0.1) { WeightDecay = 0.004 },
        "Adadelta" => new Adadelta(0.1) { WeightDecay = 0.004 },
        _ => new Lion(0.1) { WeightDecay = 0.004 },
    };

    private static double[][] Tiled(params double[] rows) => [.. rows.Select(value => Enumerable.Repeat(value, 10).ToArray())];
}
