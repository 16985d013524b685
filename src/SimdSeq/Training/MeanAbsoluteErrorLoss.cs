using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary><c>|y - t|</c>, with gradient <c>sign(y - t)</c>, 0 where they are equal.</summary>
internal sealed class MeanAbsoluteErrorLoss : Loss
{
    public override string Name => "mean_absolute_error";

    internal override LossFunction<T> In<T>() => new Function<T>();

    internal sealed class Function<T> : LossFunction<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override double Sum(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int samples, T scale, Span<T> gradient)
        {
            double sum = 0;
            gradient.Clear();
            for (int row = 0; row < outputs.Length; row += Tile<T>.Lanes)
            {
                for (int i = row; i < row + samples; i++)
                {
                    T difference = outputs[i] - targets[i];
                    sum += double.CreateTruncating(T.Abs(difference));
                    if (!gradient.IsEmpty) gradient[i] = T.IsZero(difference) ? T.Zero : T.CopySign(scale, difference);
                }
            }

            return sum;
        }
    }
}
