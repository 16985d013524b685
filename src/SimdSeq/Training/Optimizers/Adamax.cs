using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary>
/// Adam with the largest gradient in place of the mean of squares (Kingma and Ba 2015, section 7) as in Keras:
/// <code>
/// m ← m + (1 - β1) (g - m)            u ← max(β2 u, |g|)
/// θ ← θ - η m / ((1 - β1^t) (u + ε))
/// </code>
/// </summary>
/// <param name="learningRate">η; 0.001 if null.</param>
/// <param name="beta1">β1, the share of the past in the mean of gradients.</param>
/// <param name="beta2">β2, what the largest gradient keeps of itself a step.</param>
/// <param name="epsilon">ε, above 0 in the model's precision.</param>
public sealed class Adamax(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
    : Optimizer(learningRate ?? 0.001)
{
    /// <summary>β1.</summary>
    public double Beta1 { get; } = Share(beta1, nameof(beta1));

    /// <summary>β2.</summary>
    public double Beta2 { get; } = Share(beta2, nameof(beta2));

    /// <summary>ε.</summary>
    public double Epsilon { get; } = Positive(epsilon, nameof(epsilon));

    internal override OptimizerState<T> Create<T>(int length)
    {
        CheckEpsilon<T>(Epsilon);
        return new State<T>(this, length);
    }

    private sealed class State<T>(Adamax options, int length) : OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _mean = new T[length];
        private readonly T[] _largest = new T[length];
        private T _alpha;

        public override IReadOnlyList<T[]> Memory => [_mean, _largest];

        public override void Begin(double rate, long step)
        {
            base.Begin(rate, step);
            _alpha = T.CreateTruncating(rate / (1 - Math.Pow(options.Beta1, step + 1)));
        }

        protected override void StepPiece(ReadOnlySpan<T> parameters, Span<T> g, int start, Span<T> scratch)
        {
            Span<T> m = _mean.AsSpan(start, g.Length), u = _largest.AsSpan(start, g.Length);
            TensorPrimitives.Subtract(g, m, scratch);
            TensorPrimitives.Multiply(scratch, T.CreateTruncating(1 - options.Beta1), scratch);
            TensorPrimitives.Add(m, scratch, m);

            TensorPrimitives.Multiply(u, T.CreateTruncating(options.Beta2), u);
            TensorPrimitives.Abs(g, g);
            TensorPrimitives.Max(u, g, u);

            TensorPrimitives.Add(u, T.CreateTruncating(options.Epsilon), scratch);
            TensorPrimitives.Multiply(m, _alpha, g);
            TensorPrimitives.Divide(g, scratch, g);
            TensorPrimitives.Subtract(parameters, g, g);
        }
    }
}
