using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary><see cref="Adam"/> and <see cref="AdamW"/> at work.</summary>
internal sealed class AdamState<T>(int length, double beta1, double beta2, double epsilon, bool amsgrad)
    : OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _mean = new T[length];
    private readonly T[] _meanSquare = new T[length];
    private readonly T[] _largest = new T[amsgrad ? length : 0];
    private T _alpha;

    public override IReadOnlyList<T[]> Memory => [_mean, _meanSquare, _largest];

    public override double LargestGradient => LargestSquared;

    public override void Begin(double rate, long step)
    {
        base.Begin(rate, step);
        _alpha = T.CreateTruncating(rate * Math.Sqrt(1 - Math.Pow(beta2, step + 1)) / (1 - Math.Pow(beta1, step + 1)));
    }

    protected override void StepPiece(ReadOnlySpan<T> parameters, Span<T> g, int start, Span<T> scratch)
    {
        Span<T> m = _mean.AsSpan(start, g.Length), v = _meanSquare.AsSpan(start, g.Length);
        TensorPrimitives.Subtract(g, m, scratch);
        TensorPrimitives.Multiply(scratch, T.CreateTruncating(1 - beta1), scratch);
        TensorPrimitives.Add(m, scratch, m);

        TensorPrimitives.Multiply(g, g, scratch);
        TensorPrimitives.Subtract(scratch, v, scratch);
        TensorPrimitives.Multiply(scratch, T.CreateTruncating(1 - beta2), scratch);
        TensorPrimitives.Add(v, scratch, v);

        if (amsgrad)
        {
            var largest = _largest.AsSpan(start, g.Length);
            TensorPrimitives.Max(largest, v, largest);
            v = largest;
        }

        TensorPrimitives.Sqrt(v, scratch);
        TensorPrimitives.Add(scratch, T.CreateTruncating(epsilon), scratch);
        TensorPrimitives.Multiply(m, _alpha, g);
        TensorPrimitives.Divide(g, scratch, g);
        TensorPrimitives.Subtract(parameters, g, g);
    }
}
