using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012) as in Keras:
/// <code>
/// v ← ρ v + (1 - ρ) g²
/// m ← μ m + η g / sqrt(v + ε)          θ ← θ - m
/// </code>
/// Centred (Graves 2013), with <c>a ← ρ a + (1 - ρ) g</c>, the root is that of the variance: <c>sqrt(max(v - a², 0) + ε)</c>.
/// </summary>
/// <param name="learningRate">η; 0.001 if null.</param>
/// <param name="rho">ρ, the share of the past in the mean of squares.</param>
/// <param name="momentum">μ; 0 means none.</param>
/// <param name="epsilon">ε, above 0 in the model's precision.</param>
/// <param name="centered">Whether the gradient's variance takes the place of its mean square.</param>
public sealed class RmsProp(
    LearningRate? learningRate = null, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false)
    : Optimizer(learningRate ?? 0.001)
{
    /// <summary>ρ.</summary>
    public double Rho { get; } = Share(rho, nameof(rho));

    /// <summary>μ.</summary>
    public double Momentum { get; } = Share(momentum, nameof(momentum));

    /// <summary>ε.</summary>
    public double Epsilon { get; } = Positive(epsilon, nameof(epsilon));

    /// <summary>Whether the gradient's variance takes the place of its mean square.</summary>
    public bool Centered { get; } = centered;

    internal override OptimizerState<T> Create<T>(int length)
    {
        CheckEpsilon<T>(Epsilon);
        return new State<T>(this, length);
    }

    private sealed class State<T>(RmsProp options, int length) : OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _meanSquare = new T[length];
        private readonly T[] _mean = new T[options.Centered ? length : 0];
        private readonly T[] _velocity = new T[options.Momentum > 0 ? length : 0];

        public override IReadOnlyList<T[]> Memory => [_meanSquare, _velocity, _mean];

        protected override bool SkipsZeros => options.Momentum == 0 && !options.Centered;

        public override double LargestGradient => LargestSquared;

        // A gradient of zero leaves v ← ρ v, which ends where rounding keeps it.
        public override void CatchUp(int start, int length, long steps)
        {
            T rho = T.CreateChecked(options.Rho);
            Span<T> v = _meanSquare.AsSpan(start, length);
            for (long step = 0; step < steps && !HasEnded(v, rho); step++) TensorPrimitives.Multiply(v, rho, v);
        }

        private static bool HasEnded(Span<T> v, T rho)
        {
            foreach (T value in v)
            {
                if (value * rho != value) return false;
            }

            return true;
        }

        protected override void StepPiece(ReadOnlySpan<T> parameters, Span<T> g, int start, Span<T> scratch)
        {
            T rho = T.CreateChecked(options.Rho);
            Span<T> v = _meanSquare.AsSpan(start, g.Length);

            TensorPrimitives.Multiply(g, g, scratch);
            TensorPrimitives.Multiply(scratch, T.One - rho, scratch);
            TensorPrimitives.Multiply(v, rho, v);
            TensorPrimitives.Add(v, scratch, v);

            if (options.Centered) WriteVariance(v, g, _mean.AsSpan(start, g.Length), scratch);
            TensorPrimitives.Add(options.Centered ? scratch : v, T.CreateChecked(options.Epsilon), scratch);
            TensorPrimitives.Sqrt(scratch, scratch);
            TensorPrimitives.Divide(g, scratch, scratch);
            TensorPrimitives.Multiply(scratch, Rate, scratch);
            if (options.Momentum > 0)
            {
                Span<T> m = _velocity.AsSpan(start, g.Length);
                TensorPrimitives.Multiply(m, T.CreateChecked(options.Momentum), m);
                TensorPrimitives.Add(m, scratch, m);
                TensorPrimitives.Subtract(parameters, m, g);
            }
            else
            {
                TensorPrimitives.Subtract(parameters, scratch, g);
            }
        }

        // Rounding may put the square of the mean above the mean of squares.
        private void WriteVariance(ReadOnlySpan<T> v, ReadOnlySpan<T> g, Span<T> mean, Span<T> variance)
        {
            T rho = T.CreateChecked(options.Rho);
            TensorPrimitives.Multiply(g, T.One - rho, variance);
            TensorPrimitives.Multiply(mean, rho, mean);
            TensorPrimitives.Add(mean, variance, mean);
            TensorPrimitives.Multiply(mean, mean, variance);
            TensorPrimitives.Subtract(v, variance, variance);
            TensorPrimitives.Max(variance, T.Zero, variance);
        }
    }
}
