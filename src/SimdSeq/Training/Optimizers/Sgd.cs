using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary>
/// Gradient descent as in Keras, with momentum (Polyak 1964) or Nesterov's (1983):
/// <code>
/// m ← μ m - η g
/// θ ← θ + m                  Nesterov: θ ← θ + μ m - η g
/// </code>
/// </summary>
/// <param name="learningRate">η; 0.01 if null.</param>
/// <param name="momentum">μ; 0 means none.</param>
/// <param name="nesterov">Whether to look ahead by Nesterov's rule.</param>
public sealed class Sgd(LearningRate? learningRate = null, double momentum = 0, bool nesterov = false) : Optimizer(learningRate ?? 0.01)
{
    /// <summary>μ.</summary>
    public double Momentum { get; } = Share(momentum, nameof(momentum));

    /// <summary>Whether it looks ahead by Nesterov's rule.</summary>
    public bool Nesterov { get; } = nesterov;

    internal override OptimizerState<T> Create<T>(int length) =>
        new State<T>(this, length);

    private sealed class State<T>(Sgd options, int length) : OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _velocity = new T[options.Momentum > 0 ? length : 0];

        public override IReadOnlyList<T[]> Memory => [_velocity];

        protected override bool SkipsZeros => options.Momentum == 0;

        protected override void StepPiece(ReadOnlySpan<T> parameters, Span<T> g, int start, Span<T> scratch)
        {
            TensorPrimitives.Multiply(g, Rate, g);
            if (options.Momentum == 0)
            {
                TensorPrimitives.Subtract(parameters, g, g);
                return;
            }

            T momentum = T.CreateChecked(options.Momentum);
            Span<T> m = _velocity.AsSpan(start, g.Length);
            TensorPrimitives.Multiply(m, momentum, m);
            TensorPrimitives.Subtract(m, g, m);
            if (!options.Nesterov)
            {
                TensorPrimitives.Add(parameters, m, g);
                return;
            }

            TensorPrimitives.Multiply(m, momentum, scratch);
            TensorPrimitives.Subtract(scratch, g, scratch);
            TensorPrimitives.Add(parameters, scratch, g);
        }
    }
}
