using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>Optimizers against Keras's equations, one value at a time in double, over several steps with a rate that changes.</summary>
public sealed class OptimizerTests
{
    private const int Steps = 6;

    private static readonly Dictionary<string, (Func<LearningRate, Optimizer> Make, Func<IReference> Reference)> All = new()
    {
        ["SGD"] = (rate => new Sgd(rate), () => new Momentum(0, false)),
        ["SGD Nesterov without momentum"] = (rate => new Sgd(rate, nesterov: true), () => new Momentum(0, true)),
        ["SGD momentum"] = (rate => new Sgd(rate, 0.8), () => new Momentum(0.8, false)),
        ["SGD Nesterov"] = (rate => new Sgd(rate, 0.8, nesterov: true), () => new Momentum(0.8, true)),
        ["RMSprop"] = (rate => new RmsProp(rate, 0.8), () => new MeanSquare(0.8, 0, 1e-7)),
        ["RMSprop momentum"] = (rate => new RmsProp(rate, 0.8, 0.5, 1e-4), () => new MeanSquare(0.8, 0.5, 1e-4)),
        ["Adam"] = (rate => new Adam(rate), () => new Moments(0.9, 0.999, 1e-7, 0)),
        ["Adam with other settings"] = (rate => new Adam(rate, 0.5, 0.9, 1e-3), () => new Moments(0.5, 0.9, 1e-3, 0)),
        ["AdamW"] = (rate => new AdamW(rate), () => new Moments(0.9, 0.999, 1e-7, 0.004)),
        ["AdamW with other settings"] = (rate => new AdamW(rate, 0.1, 0.5, 0.9, 1e-3), () => new Moments(0.5, 0.9, 1e-3, 0.1)),
        ["AdamW without decay"] = (rate => new AdamW(rate, weightDecay: 0), () => new Moments(0.9, 0.999, 1e-7, 0)),
    };

    private interface IReference
    {
        double Step(double parameter, double gradient, double rate, int t);
    }

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string name in All.Keys)
            {
                foreach (int length in (int[])[1, 1023, 1025]) cases.Add(name, length);
            }

            return cases;
        }
    }

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void EqualsKerasEquations(string name, int length)
    {
        var schedule = new StepDecay(0.1, 0.5, 2);
        var references = Enumerable.Range(0, length).Select(_ => All[name].Reference()).ToArray();
        double[] parameters = Samples.Values<double>(length, length), expected = [.. parameters];
        var state = All[name].Make(schedule).Start<double>(length);
        for (int step = 0; step < Steps; step++)
        {
            double[] gradient = Samples.Values<double>(length, length + step + 1);
            for (int i = 0; i < length; i++) expected[i] = references[i].Step(expected[i], gradient[i], schedule.At(step), step + 1);
            state.Begin(schedule.At(step), step);
            state.Step(parameters, gradient, 0);
            parameters = gradient;
            for (int i = 0; i < length; i++)
                Assert.True(Math.Abs(expected[i] - parameters[i]) < 1e-12, $"step {step}, value {i}: {expected[i]} {parameters[i]}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RangesChangeNoBit(string name)
    {
        const int Length = 5000;
        Samples.Same<float>(Train(Length), Train(1), name);

        float[] Train(int range)
        {
            float[] parameters = Samples.Values<float>(Length, 1);
            var state = All[name].Make(0.01).Start<float>(Length);
            for (int step = 0; step < Steps; step++)
            {
                float[] gradient = Samples.Values<float>(Length, step);
                state.Begin(0.01, step);
                for (int at = 0; at < Length; at += range) state.Step(parameters.AsSpan(at, range), gradient.AsSpan(at, range), at);
                parameters = gradient;
            }

            return parameters;
        }
    }

    [Fact]
    public void DefaultsAreThoseOfKeras()
    {
        Assert.Equal(
            [0.01, 0.001, 0.001, 0.001],
            ((Optimizer[])[new Sgd(), new RmsProp(), new Adam(), new AdamW()]).Select(optimizer => optimizer.LearningRate.At(0)));
        var adam = new AdamW();
        Assert.Equal((0.9, 0.999, 1e-7, 0.004), (adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay));
        Assert.Equal((0.9, 0.999, 1e-7), (new Adam().Beta1, new Adam().Beta2, new Adam().Epsilon));
        Assert.Equal((0.0, false), (new Sgd().Momentum, new Sgd().Nesterov));
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Refused(() => new Sgd(-1), "The learning rate must be above 0 and finite; got -1.");
        Refused(() => new Sgd(0.1, 1), "momentum must be in [0, 1); got 1.");
        Refused(() => new Adam(beta1: 1), "beta1 must be in [0, 1); got 1.");
        Refused(() => new Adam(beta2: -1), "beta2 must be in [0, 1); got -1.");
        Refused(() => new Adam(epsilon: 0), "epsilon must be above 0 and finite; got 0.");
        Refused(() => new AdamW(epsilon: double.PositiveInfinity), "epsilon must be above 0 and finite; got Infinity.");
        Refused(() => new AdamW(weightDecay: -1), "weightDecay must be at least 0 and finite; got -1.");
    }

    [Theory]
    [InlineData(1e-50, "0")]
    [InlineData(1e50, "Infinity")]
    public void AnEpsilonThatThePrecisionCannotHoldIsRefused(double epsilon, string rounded)
    {
        foreach (var optimizer in (Optimizer[])[new Adam(epsilon: epsilon), new AdamW(epsilon: epsilon), new RmsProp(epsilon: epsilon)])
        {
            optimizer.Start<double>(1);
            Assert.Equal(
                FormattableString.Invariant($"An epsilon of {epsilon} is {rounded} in Single; expected one from 1E-45 to 3.4028235E+38."),
                Assert.Throws<ArgumentException>(() => optimizer.Start<float>(1)).Message);
        }

        new Adam(epsilon: 1e-45).Start<float>(1);
    }

    private static void Refused(Func<Optimizer> make, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(make).Message);

    private sealed class Momentum(double momentum, bool nesterov) : IReference
    {
        private double _m;

        public double Step(double parameter, double gradient, double rate, int t)
        {
            _m = momentum * _m - rate * gradient;
            return nesterov ? parameter + momentum * _m - rate * gradient : parameter + _m;
        }
    }

    private sealed class MeanSquare(double rho, double momentum, double epsilon) : IReference
    {
        private double _m, _v;

        public double Step(double parameter, double gradient, double rate, int t)
        {
            _v = rho * _v + (1 - rho) * gradient * gradient;
            _m = momentum * _m + rate * gradient / Math.Sqrt(_v + epsilon);
            return parameter - _m;
        }
    }

    // In the form of the paper's "efficient" variant, which is Keras's.
    private sealed class Moments(double beta1, double beta2, double epsilon, double decay) : IReference
    {
        private double _m, _v;

        public double Step(double parameter, double gradient, double rate, int t)
        {
            _m = beta1 * _m + (1 - beta1) * gradient;
            _v = beta2 * _v + (1 - beta2) * gradient * gradient;
            double alpha = rate * Math.Sqrt(1 - Math.Pow(beta2, t)) / (1 - Math.Pow(beta1, t));
            return parameter * (1 - rate * decay) - alpha * _m / (Math.Sqrt(_v) + epsilon);
        }
    }

    [Fact]
    public void ExcludedParametersDoNotDecay()
    {
        // Two parameters around the end of a piece of 1024 values; with a gradient of zero, decay is all there is.
        ParameterInfo[] parameters = [new("dense/kernel", [1000], 0, Initializer.Zeros), new("dense/bias", [100], 1000, Initializer.Zeros)];
        double[] before = Samples.Values<double>(1100, 1), after = new double[1100];
        var state = new AdamW(weightDecay: 0.5, exclude: ["*/bias"]).Start<double>(1100, parameters);
        state.Begin(0.1, 0);
        state.Step(before, after, 0);
        for (int i = 0; i < 1100; i++) Assert.Equal(i < 1000 ? before[i] * 0.95 : before[i], after[i], 1e-15);

        var thrown = Assert.Throws<ArgumentException>(() => new AdamW(exclude: ["gru/*"]).Start<double>(1100, parameters));
        Assert.Equal("AdamW.Exclude: no trained parameter is named 'gru/*'. The model has: dense/kernel, dense/bias.", thrown.Message);
    }
}
