using SimdSeq.Data;
using SimdSeq.Kernels;
using SimdSeq.Tests.Models;
using static SimdSeq.LossValue;

namespace SimdSeq.Tests.Training;

/// <summary>
/// Losses whose equations are written here and derived by the generator, against those of the library and central differences.
/// </summary>
public sealed partial class OwnLossTests
{
    private static readonly Dictionary<string, (Loss Own, Loss Ready)> Pairs = new()
    {
        ["squared"] = (SquaredLoss(), Loss.MeanSquaredError),
        ["absolute"] = (AbsoluteLoss(), Loss.MeanAbsoluteError),
        ["Huber 1"] = (SmoothLoss(1), Loss.Huber()),
        ["Huber 0.3"] = (SmoothLoss(0.3), Loss.Huber(0.3)),
    };

    public static TheoryData<string> Names => [.. Pairs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheBitsAreThoseOfTheReadyLossOfTheSameEquation(string name)
    {
        var (own, ready) = Pairs[name];
        Same<float>();
        Same<double>();
        Assert.Equal(Trained(ready), Trained(own));

        void Same<T>() where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            T[] outputs = Samples.Values<T>(4 * Tile<T>.Lanes, 1), targets = Samples.Values<T>(4 * Tile<T>.Lanes, 2);
            targets[3] = outputs[3]; // no difference at all
            T[] first = new T[outputs.Length], second = new T[outputs.Length];
            double expected = ready.In<T>().Sum(Tile(first)), got = own.In<T>().Sum(Tile(second));
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(got));
            Assert.Equal(first, second);

            LossTile<T> Tile(T[] gradient) => new()
            {
                Outputs = outputs,
                Targets = targets,
                Features = 4,
                Samples = Tile<T>.Lanes,
                Scale = 0.37,
                Gradient = gradient,
            };
        }

        static string Trained(Loss loss)
        {
            var model = new FourAnswers(1);
            var data = new ArrayDataset<float>(Samples.Values<float>(60 * 6, 1), Samples.Values<float>(60 * 4, 2), 3, 2, 4);
            model.Fit(data, new FitOptions { Loss = loss, Epochs = 4 });
            return model.ParameterSha256();
        }
    }

    [Fact]
    public void TheDerivativeIsThatOfTheEquation()
    {
        const double H = 1e-6;
        var loss = EverythingLoss(0.7, 2).In<double>();
        double[] outputs = [.. Samples.Values<double>(40 * Tile<double>.Lanes, 1).Select(value => 2 * value)];
        double[] targets = Samples.Values<double>(outputs.Length, 2), gradient = new double[outputs.Length];
        loss.Sum(Tile(gradient));
        for (int i = 0; i < outputs.Length; i++)
        {
            double kept = outputs[i];
            outputs[i] = kept + H;
            double above = loss.Sum(Tile(null));
            outputs[i] = kept - H;
            double below = loss.Sum(Tile(null));
            outputs[i] = kept;
            double expected = (above - below) / (2 * H);
            Assert.True(Math.Abs(expected - gradient[i]) < 1e-6 * Math.Max(1, Math.Abs(expected)), $"value {i}: {expected} {gradient[i]}");
        }

        LossTile<double> Tile(double[]? slopes) => new()
        {
            Outputs = outputs,
            Targets = targets,
            Features = 40,
            Samples = Tile<double>.Lanes,
            Scale = 1,
            Gradient = slopes,
        };
    }

    [Fact]
    public void ItHasItsNameAndItsEquationNeverRuns()
    {
        Assert.Equal("smooth", SmoothLoss(1).Name);
        Assert.Throws<InvalidOperationException>(() => Squared(default, default));
    }

    [Loss]
    internal static LossValue Squared(LossValue answer, LossValue target) => Square(answer - target);

    [Loss]
    private static LossValue Absolute(LossValue answer, LossValue target) => Abs(answer - target);

    [Loss]
    private static LossValue Smooth(LossValue answer, LossValue target, double delta)
    {
        var difference = answer - target;
        var size = Abs(difference);
        return size > delta ? delta * (size - 0.5 * delta) : 0.5 * difference * difference;
    }

    [Loss]
    private static LossValue Everything(LossValue y, LossValue t, double share, double @base)
    {
        const double Least = 0.25;
        LossValue d = t - y, e = Exp(-(d * d)) / (@base + Square(y));
        var large = Max(share * d, (share - 1) * d) + Min(Sqrt(1 + y * y), 1.3);
        return Tanh(e) * Log(@base + Abs(y)) + large - (y >= t ? -y / 3 : Least * y);
    }
}
