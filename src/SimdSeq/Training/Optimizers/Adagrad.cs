using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary>
/// Adagrad (Duchi, Hazan and Singer 2011) as in Keras: <c>s ← s + g²</c>, <c>θ ← θ - η g / sqrt(s + ε)</c>, s from its first value on.
/// </summary>
/// <param name="learningRate">η; 0.001 if null.</param>
/// <param name="initialAccumulatorValue">The first value of s, at least 0.</param>
/// <param name="epsilon">ε, above 0 in the model's precision.</param>
public sealed class Adagrad(LearningRate? learningRate = null, double initialAccumulatorValue = 0.1, double epsilon = 1e-7)
    : Optimizer(learningRate ?? 0.001)
{
    /// <summary>The first value of s.</summary>
    public double InitialAccumulatorValue { get; } = initialAccumulatorValue is >= 0 and < double.PositiveInfinity
        ? initialAccumulatorValue
        : throw new ArgumentOutOfRangeException(nameof(initialAccumulatorValue),
            FormattableString.Invariant($"initialAccumulatorValue must be at least 0 and finite; got {initialAccumulatorValue}."));

    /// <summary>ε.</summary>
    public double Epsilon { get; } = Positive(epsilon, nameof(epsilon));

    internal override OptimizerState<T> Create<T>(int length)
    {
        CheckEpsilon<T>(Epsilon);
        return new State<T>(this, length);
    }

    private sealed class State<T> : OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _sum;
        private readonly T _epsilon;

        public State(Adagrad options, int length)
        {
            _sum = new T[length];
            _sum.AsSpan().Fill(T.CreateTruncating(options.InitialAccumulatorValue));
            _epsilon = T.CreateTruncating(options.Epsilon);
        }

        public override IReadOnlyList<T[]> Memory => [_sum];

        public override double LargestGradient => LargestSquared;

        // A gradient of zero changes nothing, so there is nothing to make up for.
        protected override bool SkipsZeros => true;

        protected override void StepPiece(ReadOnlySpan<T> parameters, Span<T> g, int start, Span<T> scratch)
        {
            Span<T> s = _sum.AsSpan(start, g.Length);
            TensorPrimitives.Multiply(g, g, scratch);
            TensorPrimitives.Add(s, scratch, s);
            TensorPrimitives.Add(s, _epsilon, scratch);
            TensorPrimitives.Sqrt(scratch, scratch);
            TensorPrimitives.Multiply(g, Rate, g);
            TensorPrimitives.Divide(g, scratch, g);
            TensorPrimitives.Subtract(parameters, g, g);
        }
    }
}
