using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012) as in Keras:
/// <code>
/// v ← ρ v + (1 - ρ) g²
/// m ← μ m + η g / sqrt(v + ε)          θ ← θ - m
/// </code>
/// </summary>
/// <param name="learningRate">η; 0.001 if null.</param>
/// <param name="rho">ρ, the share of the past in the mean of squares.</param>
/// <param name="momentum">μ; 0 means none.</param>
/// <param name="epsilon">ε, above 0 in the model's precision.</param>
public sealed class RmsProp(LearningRate? learningRate = null, double rho = 0.9, double momentum = 0, double epsilon = 1e-7)
    : Optimizer(learningRate ?? 0.001)
{
    /// <summary>ρ.</summary>
    public double Rho { get; } = Share(rho, nameof(rho));

    /// <summary>μ.</summary>
    public double Momentum { get; } = Share(momentum, nameof(momentum));

    /// <summary>ε.</summary>
    public double Epsilon { get; } = Positive(epsilon, nameof(epsilon));

    internal override OptimizerState<T> Start<T>(int length, ReadOnlySpan<ParameterInfo> parameters = default)
    {
        CheckEpsilon<T>(Epsilon);
        return new State<T>(this, length);
    }

    private sealed class State<T>(RmsProp options, int length) : OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _meanSquare = new T[length];
        private readonly T[] _velocity = new T[options.Momentum > 0 ? length : 0];

        public override IReadOnlyList<T[]> Memory => [_meanSquare, _velocity];

        public override bool CanSkip => options.Momentum == 0;

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

            TensorPrimitives.Add(v, T.CreateChecked(options.Epsilon), scratch);
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
    }
}
