using System.Numerics;

namespace SimdSeq;

/// <summary>
/// With d = y - t: <c>d² / 2</c>, gradient <c>d</c>, where |d| ≤ δ; <c>δ (|d| - δ / 2)</c>, gradient <c>δ sign(d)</c>, elsewhere.
/// </summary>
internal sealed class HuberLoss(double delta) : Loss
{
    private readonly double _delta = delta is > 0 and < double.PositiveInfinity
        ? delta
        : throw new ArgumentOutOfRangeException(nameof(delta), $"delta must be above 0 and finite; got {delta}.");

    public override string Name => "huber";

    internal override LossFunction<T> In<T>() => new ValueLoss<T, Value<T>>(new Value<T>(T.CreateTruncating(_delta)), Name);

    private readonly struct Value<T>(T delta) : IValueLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public double Of(T answer, T target, T scale, out T gradient)
        {
            T difference = answer - target, size = T.Abs(difference), half = T.One / (T.One + T.One);
            if (size > delta)
            {
                gradient = T.CopySign(scale * delta, difference);
                return double.CreateTruncating(delta * (size - half * delta));
            }

            gradient = scale * difference;
            return double.CreateTruncating(half * difference * difference);
        }
    }
}
