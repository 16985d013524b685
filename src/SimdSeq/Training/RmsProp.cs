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
/// <param name="learningRate">η.</param>
/// <param name="rho">ρ, the share of the past in the mean of squares.</param>
/// <param name="momentum">μ; 0 means none.</param>
/// <param name="epsilon">ε.</param>
public sealed class RmsProp(double learningRate = 0.001, double rho = 0.9, double momentum = 0, double epsilon = 1e-7) : Optimizer(learningRate)
{
    /// <summary>ρ.</summary>
    public double Rho { get; } = rho is >= 0 and < 1 ? rho : throw new ArgumentOutOfRangeException(nameof(rho), $"rho must be in [0, 1); got {rho}.");

    /// <summary>μ.</summary>
    public double Momentum { get; } = momentum is >= 0 and < 1
        ? momentum
        : throw new ArgumentOutOfRangeException(nameof(momentum), $"momentum must be in [0, 1); got {momentum}.");

    /// <summary>ε.</summary>
    public double Epsilon { get; } = epsilon > 0 ? epsilon : throw new ArgumentOutOfRangeException(nameof(epsilon), $"epsilon must be above 0; got {epsilon}.");

    internal override OptimizerState<T> Start<T>(int length) => new State<T>(this, length);

    private sealed class State<T>(RmsProp options, int length) : OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Whole passes over a piece that stays in the first cache cost less than one pass over everything per operation.
        private const int Piece = 1024;

        private readonly T[] _meanSquare = new T[length];
        private readonly T[] _velocity = new T[options.Momentum > 0 ? length : 0];
        private readonly T[] _scratch = new T[Piece];

        public override void Step(ReadOnlySpan<T> parameters, Span<T> gradient)
        {
            for (int start = 0; start < parameters.Length; start += Piece)
            {
                int count = Math.Min(Piece, parameters.Length - start);
                StepPiece(parameters.Slice(start, count), gradient.Slice(start, count), start);
            }
        }

        private void StepPiece(ReadOnlySpan<T> parameters, Span<T> g, int start)
        {
            T rho = T.CreateChecked(options.Rho);
            Span<T> v = _meanSquare.AsSpan(start, g.Length), scratch = _scratch.AsSpan(0, g.Length);

            TensorPrimitives.Multiply(g, g, scratch);
            TensorPrimitives.Multiply(scratch, T.One - rho, scratch);
            TensorPrimitives.Multiply(v, rho, v);
            TensorPrimitives.Add(v, scratch, v);

            TensorPrimitives.Add(v, T.CreateChecked(options.Epsilon), scratch);
            TensorPrimitives.Sqrt(scratch, scratch);
            TensorPrimitives.Divide(g, scratch, scratch);
            TensorPrimitives.Multiply(scratch, T.CreateChecked(options.LearningRate), scratch);
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
