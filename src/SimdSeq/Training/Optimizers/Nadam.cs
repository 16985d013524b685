using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary>
/// Adam with Nesterov's momentum (Dozat 2016) as in Keras, t being the number of the step from 1:
/// <code>
/// u(t) = β1 (1 - 0.96^t / 2)          p ← p u(t), from 1 on
/// m ← m + (1 - β1) (g - m)            v ← v + (1 - β2) (g² - v)
/// θ ← θ - η (u(t+1) m / (1 - p u(t+1)) + (1 - u(t)) g / (1 - p)) / (sqrt(v / (1 - β2^t)) + ε)
/// </code>
/// </summary>
/// <param name="learningRate">η; 0.001 if null.</param>
/// <param name="beta1">β1, the share of the past in the mean of gradients.</param>
/// <param name="beta2">β2, the share of the past in the mean of squares.</param>
/// <param name="epsilon">ε, above 0 in the model's precision.</param>
public sealed class Nadam(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
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

    private sealed class State<T>(Nadam options, int length) : OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _mean = new T[length];
        private readonly T[] _meanSquare = new T[length];
        private readonly T[] _product = [T.One];
        private T _ofMean;
        private T _ofGradient;
        private T _ofSquare;

        public override IReadOnlyList<T[]> Memory => [_mean, _meanSquare, _product];

        public override double LargestGradient => LargestSquared;

        public override void Begin(double rate, long step)
        {
            base.Begin(rate, step);
            double now = options.Beta1 * (1 - 0.5 * Math.Pow(0.96, step + 1)), next = options.Beta1 * (1 - 0.5 * Math.Pow(0.96, step + 2));
            _product[0] *= T.CreateTruncating(now);
            double product = double.CreateTruncating(_product[0]);
            _ofMean = T.CreateTruncating(rate * next / (1 - product * next));
            _ofGradient = T.CreateTruncating(rate * (1 - now) / (1 - product));
            _ofSquare = T.CreateTruncating(1 / (1 - Math.Pow(options.Beta2, step + 1)));
        }

        protected override void StepPiece(ReadOnlySpan<T> parameters, Span<T> g, int start, Span<T> scratch)
        {
            Span<T> m = _mean.AsSpan(start, g.Length), v = _meanSquare.AsSpan(start, g.Length);
            TensorPrimitives.Subtract(g, m, scratch);
            TensorPrimitives.Multiply(scratch, T.CreateTruncating(1 - options.Beta1), scratch);
            TensorPrimitives.Add(m, scratch, m);

            TensorPrimitives.Multiply(g, g, scratch);
            TensorPrimitives.Subtract(scratch, v, scratch);
            TensorPrimitives.Multiply(scratch, T.CreateTruncating(1 - options.Beta2), scratch);
            TensorPrimitives.Add(v, scratch, v);

            TensorPrimitives.Multiply(g, _ofGradient, g);
            TensorPrimitives.Multiply(m, _ofMean, scratch);
            TensorPrimitives.Add(g, scratch, g);
            TensorPrimitives.Multiply(v, _ofSquare, scratch);
            TensorPrimitives.Sqrt(scratch, scratch);
            TensorPrimitives.Add(scratch, T.CreateTruncating(options.Epsilon), scratch);
            TensorPrimitives.Divide(g, scratch, g);
            TensorPrimitives.Subtract(parameters, g, g);
        }
    }
}
