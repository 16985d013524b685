using System.Numerics;

namespace SimdSeq;

/// <summary><c>|y - t|</c>, with gradient <c>sign(y - t)</c>, 0 where they are equal.</summary>
internal sealed class MeanAbsoluteErrorLoss : Loss
{
    public override string Name => "mean_absolute_error";

    internal override LossFunction<T> In<T>() => new ValueLoss<T, Value<T>>(default, Name);

    private readonly struct Value<T> : IValueLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public double Of(T answer, T target, T scale, out T gradient)
        {
            T difference = answer - target;
            gradient = T.IsZero(difference) ? T.Zero : T.CopySign(scale, difference);
            return double.CreateTruncating(T.Abs(difference));
        }
    }
}
