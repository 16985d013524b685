using System.Numerics;

namespace SimdSeq;

/// <summary>
/// <c>max(z, 0) - z t + log(1 + exp(-|z|))</c> of a logit, which is the loss of <see cref="BinaryProbabilitiesLoss"/> of p = sigmoid(z) and
/// never overflows; gradient <c>sigmoid(z) - t</c>.
/// </summary>
internal sealed class BinaryLogitsLoss(double smoothing = 0, bool softTargets = false) : BinaryLoss(softTargets)
{
    private readonly double _smoothing = LabelSmoothing.Checked(smoothing);

    public override string Name => "binary_crossentropy";

    internal override bool FromLogits => true;

    internal override double Border => 0;

    internal override string? Objection(Activation answers, int features) =>
        answers is not (Activation.Sigmoid or Activation.HardSigmoid or Activation.Softmax) ? null
        : $"from logits takes any numbers and makes the probabilities itself; the answers are those of Activation.{answers}, "
            + "probabilities already. "
            + $"Take {nameof(Loss)}.{nameof(BinaryCrossEntropy)}(), or end the model with [Dense({features})].";

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
            double z = double.CreateTruncating(answer), small = Math.Exp(-Math.Abs(z));
            double t = LabelSmoothing.Of(double.CreateTruncating(target), smoothing);
            double probability = (z >= 0 ? 1 : small) / (1 + small);
            gradient = T.CreateTruncating(double.CreateTruncating(scale) * (probability - t));
            return Math.Max(z, 0) - z * t + Math.Log(1 + small);
        }

        public int ClassOfAnswer(T answer) => double.CreateTruncating(answer) > 0 ? 1 : 0;
    }
}
