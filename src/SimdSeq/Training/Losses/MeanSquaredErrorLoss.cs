using System.Numerics;

namespace SimdSeq;

/// <summary><c>(y - t)²</c>, with gradient <c>2 (y - t)</c>.</summary>
internal sealed class MeanSquaredErrorLoss : Loss
{
    public override string Name => "mean_squared_error";

    internal override LossFunction<T> In<T>() => new ValueLoss<T, Value<T>>(default, Name);

    private readonly struct Value<T> : IValueLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public double Of(T answer, T target, T scale, out T gradient)
        {
            T difference = answer - target;
            gradient = (T.One + T.One) * scale * difference;
            return double.CreateTruncating(difference * difference);
        }
    }
}
