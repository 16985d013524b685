using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary>
/// Adadelta (Zeiler 2012) as in Keras:
/// <code>
/// v ← ρ v + (1 - ρ) g²                d = -g sqrt(w + ε) / sqrt(v + ε)
/// w ← ρ w + (1 - ρ) d²                θ ← θ + η d
/// </code>
/// </summary>
/// <param name="learningRate">η; 0.001 if null. The paper's is 1.</param>
/// <param name="rho">ρ, the share of the past in the means.</param>
/// <param name="epsilon">ε, above 0 in the model's precision.</param>
public sealed class Adadelta(LearningRate? learningRate = null, double rho = 0.95, double epsilon = 1e-7)
    : Optimizer(learningRate ?? 0.001)
{
    /// <summary>ρ.</summary>
    public double Rho { get; } = Share(rho, nameof(rho));

    /// <summary>ε.</summary>
    public double Epsilon { get; } = Positive(epsilon, nameof(epsilon));

    internal override OptimizerState<T> Create<T>(int length)
    {
        CheckEpsilon<T>(Epsilon);
        return new State<T>(this, length);
    }

    private sealed class State<T>(Adadelta options, int length) : OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _gradients = new T[length];
        private readonly T[] _steps = new T[length];

        public override IReadOnlyList<T[]> Memory => [_gradients, _steps];

        public override double LargestGradient => LargestSquared;

        protected override void StepPiece(ReadOnlySpan<T> parameters, Span<T> g, int start, Span<T> scratch)
        {
            Span<T> v = _gradients.AsSpan(start, g.Length), w = _steps.AsSpan(start, g.Length), root = stackalloc T[g.Length];
            T epsilon = T.CreateTruncating(options.Epsilon);
            AddSquare(v, g, scratch);

            TensorPrimitives.Add(w, epsilon, root);
            TensorPrimitives.Sqrt(root, root);
            TensorPrimitives.Multiply(g, root, g);
            TensorPrimitives.Add(v, epsilon, root);
            TensorPrimitives.Sqrt(root, root);
            TensorPrimitives.Divide(g, root, g);
            AddSquare(w, g, scratch);

            TensorPrimitives.Multiply(g, Rate, g);
            TensorPrimitives.Subtract(parameters, g, g);
        }

        private void AddSquare(Span<T> mean, ReadOnlySpan<T> values, Span<T> scratch)
        {
            TensorPrimitives.Multiply(mean, T.CreateTruncating(options.Rho), mean);
            TensorPrimitives.Multiply(values, values, scratch);
            TensorPrimitives.Multiply(scratch, T.CreateTruncating(1 - options.Rho), scratch);
            TensorPrimitives.Add(mean, scratch, mean);
        }
    }
}
