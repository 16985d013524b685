using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary>
/// Lion (Chen et al. 2023) as in Keras: <c>θ ← θ - η sign(β1 m + (1 - β1) g)</c>, then <c>m ← β2 m + (1 - β2) g</c>. Every parameter moves
/// by η or stays, so the rate is a third to a tenth of Adam's.
/// </summary>
/// <param name="learningRate">η; 0.001 if null.</param>
/// <param name="beta1">β1, the share of the past in the direction, above 0.</param>
/// <param name="beta2">β2, the share of the past in the mean of gradients.</param>
public sealed class Lion(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.99) : Optimizer(learningRate ?? 0.001)
{
    /// <summary>β1.</summary>
    public double Beta1 { get; } = beta1 > 0 ? Share(beta1, nameof(beta1))
        : throw new ArgumentOutOfRangeException(nameof(beta1), FormattableString.Invariant($"beta1 must be in (0, 1); got {beta1}."));

    /// <summary>β2.</summary>
    public double Beta2 { get; } = Share(beta2, nameof(beta2));

    internal override OptimizerState<T> Create<T>(int length) => new State<T>(this, length);

    private sealed class State<T>(Lion options, int length) : OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _mean = new T[length];

        public override IReadOnlyList<T[]> Memory => [_mean];

        protected override void StepPiece(ReadOnlySpan<T> parameters, Span<T> g, int start, Span<T> scratch)
        {
            Span<T> m = _mean.AsSpan(start, g.Length), direction = stackalloc T[g.Length];
            TensorPrimitives.Multiply(m, T.CreateTruncating(options.Beta1), direction);
            TensorPrimitives.Multiply(g, T.CreateTruncating(1 - options.Beta1), scratch);
            TensorPrimitives.Add(direction, scratch, direction);

            TensorPrimitives.Multiply(m, T.CreateTruncating(options.Beta2), m);
            TensorPrimitives.Multiply(g, T.CreateTruncating(1 - options.Beta2), g);
            TensorPrimitives.Add(m, g, m);

            for (int i = 0; i < g.Length; i++) g[i] = T.IsZero(direction[i]) ? T.Zero : T.CopySign(Rate, direction[i]);
            TensorPrimitives.Subtract(parameters, g, g);
        }
    }
}
