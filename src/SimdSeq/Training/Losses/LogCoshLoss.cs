using System.Numerics;

namespace SimdSeq;

/// <summary>With d = y - t: <c>log cosh d = |d| + log(1 + exp(-2 |d|)) - log 2</c>, gradient <c>tanh d</c>.</summary>
internal sealed class LogCoshLoss : Loss
{
    private const double Ln2 = 0.693147180559945309417;

    public override string Name => "log_cosh";

    internal override LossFunction<T> In<T>() => new ValueLoss<T, Value<T>>(default, Name);

    private readonly struct Value<T> : IValueLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public double Of(T answer, T target, T scale, out T gradient)
        {
            double difference = double.CreateTruncating(answer) - double.CreateTruncating(target), size = Math.Abs(difference);
            gradient = T.CreateTruncating(double.CreateTruncating(scale) * LossMath.Tanh(difference));
            return size + LossMath.Log(1 + LossMath.Exp(-2 * size)) - Ln2;
        }
    }
}
