using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

public sealed class RmsPropTests
{
    private const double Rate = 0.01, Rho = 0.8, Epsilon = 1e-5;
    private const int Steps = 5;

    // Around a piece, which is 1024 values.
    public static TheoryData<int, double> Cases =>
        new() { { 1, 0 }, { 1023, 0 }, { 1024, 0.5 }, { 1025, 0 }, { 1025, 0.5 }, { 5000, 0.9 } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void EqualsTheEquationsInDouble(int length, double momentum)
    {
        double[] parameters = Samples.Values<double>(length, length), expected = [.. parameters], v = new double[length],
            m = new double[length];
        var state = new RmsProp(Rate, Rho, momentum, Epsilon).Start<double>(length);
        for (int step = 0; step < Steps; step++)
        {
            double[] gradient = Samples.Values<double>(length, length + step + 1);
            for (int i = 0; i < length; i++)
            {
                v[i] = Rho * v[i] + (1 - Rho) * Math.Pow(gradient[i], 2);
                m[i] = momentum * m[i] + Rate * gradient[i] / Math.Sqrt(v[i] + Epsilon);
                expected[i] -= m[i];
            }

            state.Begin(Rate, step);
            state.Step(parameters, gradient, 0);
            parameters = gradient;
            for (int i = 0; i < length; i++)
                Assert.True(Math.Abs(expected[i] - parameters[i]) < 1e-12, $"step {step}, value {i}: {expected[i]} {parameters[i]}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RoundsInSingleLikeScalarCode(int length, double momentum)
    {
        float[] parameters = Samples.Values<float>(length, length), expected = [.. parameters], v = new float[length],
            m = new float[length];
        float rho = (float)Rho, rate = (float)Rate, epsilon = (float)Epsilon, mu = (float)momentum;
        var state = new RmsProp(Rate, Rho, momentum, Epsilon).Start<float>(length);
        for (int step = 0; step < Steps; step++)
        {
            float[] gradient = Samples.Values<float>(length, length + step + 1);
            for (int i = 0; i < length; i++)
            {
                float square = gradient[i] * gradient[i], past = v[i] * rho;
                square *= 1 - rho;
                v[i] = past + square;
                float root = MathF.Sqrt(v[i] + epsilon), move = gradient[i] / root;
                move *= rate;
                float kept = m[i] * mu;
                m[i] = kept + move;
                expected[i] -= m[i];
            }

            state.Begin(Rate, step);
            state.Step(parameters, gradient, 0);
            parameters = gradient;
            Samples.Same<float>(expected, parameters, $"step {step}");
        }
    }

    [Fact]
    public void StatesOfTwoRunsAreApart()
    {
        var optimizer = new RmsProp();
        float[] first = Step(optimizer.Start<float>(3)), second = Step(optimizer.Start<float>(3));
        Samples.Same<float>(first, second);

        static float[] Step(OptimizerState<float> state)
        {
            float[] gradient = [1, 2, 3];
            state.Begin(Rate, 0);
            state.Step([0, 0, 0], gradient, 0);
            return gradient;
        }
    }

    [Theory]
    [InlineData(0, 0.9, 0, 1e-7, "The learning rate must be above 0 and finite; got 0.")]
    [InlineData(double.NaN, 0.9, 0, 1e-7, "The learning rate must be above 0 and finite; got NaN.")]
    [InlineData(double.PositiveInfinity, 0.9, 0, 1e-7, "The learning rate must be above 0 and finite; got")]
    [InlineData(0.1, 1, 0, 1e-7, "rho must be in [0, 1); got 1.")]
    [InlineData(0.1, 0.9, -0.1, 1e-7, "momentum must be in [0, 1); got -0.1.")]
    [InlineData(0.1, 0.9, 0, 0, "epsilon must be above 0 and finite; got 0.")]
    public void SettingsOutOfRangeAreRefused(double rate, double rho, double momentum, double epsilon, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp(rate, rho, momentum, epsilon)).Message);
}
