using System.Numerics;

namespace SimdSeq;

/// <summary><c>100 |y - t| / max(|t|, 1e-7)</c>, gradient <c>100 sign(y - t) / max(|t|, 1e-7)</c>.</summary>
internal sealed class MeanAbsolutePercentageErrorLoss : Loss
{
    internal const double Epsilon = 1e-7;

    public override string Name => "mean_absolute_percentage_error";

    internal override LossFunction<T> In<T>() => new ValueLoss<T, Value<T>>(default, Name);

    private readonly struct Value<T> : IValueLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public double Of(T answer, T target, T scale, out T gradient)
        {
            double t = double.CreateTruncating(target), difference = double.CreateTruncating(answer) - t;
            double percent = 100 / Math.Max(Math.Abs(t), Epsilon);
            double slope = double.IsNaN(difference) ? difference : Math.Sign(difference) * percent;
            gradient = T.CreateTruncating(double.CreateTruncating(scale) * slope);
            return Math.Abs(difference) * percent;
        }
    }
}
