using System.Numerics;

namespace SimdSeq;

/// <summary>
/// With s = 1 for a target of 1 and s = -1 for one of 0 or -1: <c>h = max(1 - s y, 0)</c>, gradient <c>-s</c> where h is above 0; squared,
/// <c>h²</c>, gradient <c>-2 s h</c>.
/// </summary>
internal sealed class HingeLoss(bool isSquared) : Loss
{
    public override string Name => isSquared ? "squared_hinge" : "hinge";

    internal override int ClassesFor(int outputFeatures) => 2;

    internal override double Border => 0;

    internal override string? Objection(Activation answers, int features) =>
        answers is not (Activation.Sigmoid or Activation.HardSigmoid or Activation.Softmax) ? null
        : $"takes a score, above 0 for yes and below it for no; the answers are those of Activation.{answers}, never below 0. End the "
            + $"model with [Dense({features})] or [Dense({features}, Activation.Tanh)], or take "
            + $"{nameof(Loss)}.{nameof(BinaryCrossEntropy)}().";

    internal override LossFunction<T> In<T>() => new ValueLoss<T, Value<T>>(new Value<T>(isSquared), Name);

    private readonly struct Value<T>(bool isSquared) : IValueLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static string? RangeOfTargets => "a class, 1 for yes, 0 or -1 for no";

        public static bool Takes(T target) => target == T.One || target == T.Zero || target == -T.One;

        public double Of(T answer, T target, T scale, out T gradient)
        {
            double y = double.CreateTruncating(answer), sign = target == T.One ? 1 : -1, margin = 1 - sign * y;
            double hinge = margin <= 0 ? 0 : margin; // not a number stays
            double slope = margin <= 0 ? 0 : isSquared ? -2 * sign * hinge : -sign;
            gradient = T.CreateTruncating(double.CreateTruncating(scale) * slope);
            return isSquared ? hinge * hinge : hinge;
        }

        public int ClassOfAnswer(T answer) => answer > T.Zero ? 1 : 0;
    }
}
