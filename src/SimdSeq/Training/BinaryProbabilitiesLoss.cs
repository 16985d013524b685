using System.Numerics;

namespace SimdSeq;

/// <summary>
/// <c>-t log p - (1 - t) log(1 - p)</c> of a probability, with gradient <c>(p - t) / (p (1 - p))</c>; beyond [ε, 1 - ε] that of the border, with
/// gradient 0.
/// </summary>
internal sealed class BinaryProbabilitiesLoss : Loss
{
    /// <summary>Keras's ε.</summary>
    internal const double Epsilon = 1e-7;

    public override string Name => "binary_crossentropy";

    internal override int ClassesFor(int outputFeatures) => 2;

    internal override string? Objection(Activation answers, int features) =>
        answers is Activation.Sigmoid or Activation.HardSigmoid or Activation.Softmax ? null
        : $"takes probabilities, values from 0 to 1; the answers are those of Activation.{answers}. End the model with "
            + $"[Dense({features}, Activation.Sigmoid)], or take {nameof(Loss)}.{nameof(BinaryCrossEntropy)}(fromLogits: true).";

    internal override LossFunction<T> In<T>() => new ValueLoss<T, Value<T>>(default);

    private readonly struct Value<T> : IValueLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public double Of(T answer, T target, T scale, out T gradient)
        {
            double given = double.CreateTruncating(answer), t = double.CreateTruncating(target), p = Math.Clamp(given, Epsilon, 1 - Epsilon);
            double slope = p == given || double.IsNaN(given) ? (p - t) / (p * (1 - p)) : 0;
            gradient = T.CreateTruncating(double.CreateTruncating(scale) * slope);
            return -(t * Math.Log(p) + (1 - t) * Math.Log(1 - p));
        }

        public int ClassOfAnswer(T answer) => double.CreateTruncating(answer) > 0.5 ? 1 : 0;
    }
}
