using System.Numerics;

namespace SimdSeq;

/// <summary>
/// <c>-t log p - (1 - t) log(1 - p)</c> of a probability, with gradient <c>(p - t) / (p (1 - p))</c>; beyond the bounds that of the
/// nearest, with gradient 0.
/// </summary>
internal sealed class BinaryProbabilitiesLoss(double smoothing = 0, bool softTargets = false) : BinaryLoss(softTargets)
{
    private readonly double _smoothing = LabelSmoothing.Checked(smoothing);

    public override string Name => "binary_crossentropy";

    internal override string? Objection(Activation answers, int features) =>
        answers is Activation.Sigmoid or Activation.HardSigmoid or Activation.Softmax ? null
        : $"takes probabilities, values from 0 to 1; the answers are those of Activation.{answers}. End the model with "
            + $"[Dense({features}, Activation.Sigmoid)], or take {nameof(Loss)}.{nameof(BinaryCrossEntropy)}(fromLogits: true).";

    protected override LossFunction<T> Of<T, TTarget>() =>
        new ValueLoss<T, Value<T, TTarget>>(new Value<T, TTarget>(_smoothing), Name);

    private readonly struct Value<T, TTarget>(double smoothing) : IValueLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : IBinaryTarget
    {
        public static string? RangeOfTargets => TTarget.Range;

        public static bool Takes(T target) => TTarget.Takes(target);

        public double Of(T answer, T target, T scale, out T gradient)
        {
            T clipped = ProbabilityBounds<T>.Clip(answer);
            double t = LabelSmoothing.Of(double.CreateTruncating(target), smoothing), p = double.CreateTruncating(clipped);
            double slope = clipped == answer || double.IsNaN(p) ? (p - t) / (p * (1 - p)) : 0;
            gradient = T.CreateTruncating(double.CreateTruncating(scale) * slope);
            return -(t * Math.Log(p) + (1 - t) * Math.Log(1 - p));
        }

        public int ClassOfAnswer(T answer) => double.CreateTruncating(answer) > 0.5 ? 1 : 0;
    }
}
