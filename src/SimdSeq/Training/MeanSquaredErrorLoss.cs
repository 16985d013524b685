using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary><c>(y - t)²</c>, with gradient <c>2 (y - t)</c>.</summary>
internal sealed class MeanSquaredErrorLoss : Loss
{
    public override string Name => "mean_squared_error";

    internal override LossFunction<T> In<T>() => new Function<T>();

    private sealed class Function<T> : LossFunction<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
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
                    sum += double.CreateTruncating(difference * difference);
                    if (!gradient.IsEmpty) gradient[i] = (T.One + T.One) * scale * difference;
                }
            }

            return sum;
        }
    }
}
