using System.Numerics;

namespace SimdSeq;

/// <summary>
/// With <c>a = log(max(y, 1e-7) + 1)</c> and b the same of t: <c>(a - b)²</c>, gradient <c>2 (a - b) / (y + 1)</c> where y is above 1e-7,
/// else 0.
/// </summary>
internal sealed class MeanSquaredLogarithmicErrorLoss : Loss
{
    private const double Epsilon = 1e-7;

    public override string Name => "mean_squared_logarithmic_error";

    internal override LossFunction<T> In<T>() => new ValueLoss<T, Value<T>>(default, Name);

    private readonly struct Value<T> : IValueLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public double Of(T answer, T target, T scale, out T gradient)
        {
            double y = double.CreateTruncating(answer), t = double.CreateTruncating(target);
            double difference = LossMath.Log(Math.Max(y, Epsilon) + 1) - LossMath.Log(Math.Max(t, Epsilon) + 1);
            double slope = y <= Epsilon ? 0 : 2 * difference / (y + 1);
            gradient = T.CreateTruncating(double.CreateTruncating(scale) * slope);
            return difference * difference;
        }
    }
}
