using SimdSeq.Kernels;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

public sealed class LossTests
{
    private const int Rows = 3;
    private static readonly int Lanes = Tile<double>.Lanes;

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var loss in (Loss[])[Loss.MeanAbsoluteError, Loss.MeanSquaredError])
            {
                for (int samples = 1; samples <= Lanes; samples++) cases.Add(loss.Name, samples);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheGradientIsThatOfTheSum(string name, int samples)
    {
        var loss = Named(name).In<double>();
        double[] outputs = Samples.Values<double>(Rows * Lanes, 1), targets = Samples.Values<double>(Rows * Lanes, 2), gradient = new double[Rows * Lanes];
        Array.Fill(gradient, double.NaN); // what was there must not matter
        const double Scale = 0.25, H = 1e-6;
        double sum = loss.Sum(outputs, targets, samples, Scale, gradient);
        Assert.Equal(Direct(name, outputs, targets, samples), sum, 1e-12);
        Assert.Equal(sum, loss.Sum(outputs, targets, samples, Scale, default));
        for (int i = 0; i < outputs.Length; i++)
        {
            double kept = outputs[i];
            outputs[i] = kept + H;
            double above = loss.Sum(outputs, targets, samples, Scale, default);
            outputs[i] = kept - H;
            double below = loss.Sum(outputs, targets, samples, Scale, default);
            outputs[i] = kept;
            Assert.Equal(Scale * (above - below) / (2 * H), gradient[i], 1e-8);
            if (i % Lanes >= samples) Assert.Equal(0, BitConverter.DoubleToInt64Bits(gradient[i]));
        }
    }

    [Fact]
    public void AbsoluteErrorHasNoGradientWhereItIsZero()
    {
        var gradient = new float[Tile<float>.Lanes];
        double sum = Loss.MeanAbsoluteError.In<float>().Sum(new float[gradient.Length], new float[gradient.Length], gradient.Length, 1, gradient);
        Assert.Equal(0, sum);
        Assert.All(gradient, value => Assert.Equal(0f, value));
    }

    [Theory]
    [InlineData("mean_absolute_error")]
    [InlineData("mean_squared_error")]
    public void NaNInALaneInUseShows(string name)
    {
        float[] outputs = new float[Tile<float>.Lanes], targets = new float[outputs.Length];
        targets[3] = float.NaN;
        Assert.True(double.IsNaN(Named(name).In<float>().Sum(outputs, targets, 4, 1, default)));
        Assert.Equal(0, Named(name).In<float>().Sum(outputs, targets, 3, 1, default));
    }

    private static Loss Named(string name) => name == Loss.MeanAbsoluteError.Name ? Loss.MeanAbsoluteError : Loss.MeanSquaredError;

    private static double Direct(string name, double[] outputs, double[] targets, int samples)
    {
        var differences = Enumerable.Range(0, outputs.Length).Where(i => i % Lanes < samples).Select(i => outputs[i] - targets[i]);
        return differences.Sum(d => name == Loss.MeanAbsoluteError.Name ? Math.Abs(d) : d * d);
    }
}
