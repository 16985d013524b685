using System.Numerics;

namespace SimdSeq;

/// <summary>
/// <c>w (1 - q)^γ b</c>: b the binary cross-entropy, <c>q = t p + (1 - t)(1 - p)</c> the probability of the truth, w = 1, or when
/// balanced <c>t α + (1 - t)(1 - α)</c>. Gradient by p: <c>w ((1 - q)^γ b' - γ (1 - q)^(γ-1) (2 t - 1) b)</c>; by a logit that times
/// <c>p (1 - p)</c>, where b is that of the logit and never clipped.
/// </summary>
internal sealed class BinaryFocalLoss(double gamma, double? alpha, bool fromLogits, double smoothing, bool softTargets)
    : BinaryLoss(softTargets)
{
    private readonly double _gamma = FocalArguments.Gamma(gamma);
    private readonly double? _alpha = FocalArguments.Alpha(alpha);
    private readonly double _smoothing = LabelSmoothing.Checked(smoothing);
    private readonly Loss _crossEntropy = BinaryCrossEntropy(fromLogits);

    public override string Name => "binary_focal_crossentropy";

    internal override double Border => fromLogits ? 0 : 0.5;

    internal override bool FromLogits => fromLogits;

    internal override string? Objection(Activation answers, int features) =>
        _crossEntropy.Objection(answers, features)?.Replace(nameof(BinaryCrossEntropy), nameof(BinaryFocalCrossEntropy));

    protected override LossFunction<T> Of<T, TTarget>() =>
        new ValueLoss<T, Value<T, TTarget>>(new Value<T, TTarget>(_gamma, _alpha, fromLogits, _smoothing), Name);

    private readonly struct Value<T, TTarget>(double gamma, double? alpha, bool fromLogits, double smoothing) : IValueLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : IBinaryTarget
    {
        public static string? RangeOfTargets => TTarget.Range;

        public static bool Takes(T target) => TTarget.Takes(target);

        public double Of(T answer, T target, T scale, out T gradient)
        {
            double y = double.CreateTruncating(answer), t = LabelSmoothing.Of(double.CreateTruncating(target), smoothing);
            double p, surprise, slope, slopeOfP; // of the cross-entropy by the answer, and of p by the answer
            if (fromLogits)
            {
                double small = LossMath.Exp(-Math.Abs(y));
                p = (y >= 0 ? 1 : small) / (1 + small);
                surprise = Math.Max(y, 0) - y * t + LossMath.Log(1 + small);
                (slope, slopeOfP) = (p - t, p * (1 - p));
            }
            else
            {
                p = double.CreateTruncating(ProbabilityBounds<T>.Clip(answer));
                surprise = -(t * LossMath.Log(p) + (1 - t) * LossMath.Log(1 - p));
                bool isFree = p == y || double.IsNaN(p);
                (slope, slopeOfP) = (isFree ? (p - t) / (p * (1 - p)) : 0, isFree ? 1 : 0);
            }

            double missed = t * (1 - p) + (1 - t) * p, factor = LossMath.Power(missed, gamma);
            double weight = alpha is { } share ? t * share + (1 - t) * (1 - share) : 1;
            double turn = gamma == 0 || missed == 0 ? 0 : gamma * factor / missed * (1 - 2 * t) * slopeOfP;
            gradient = T.CreateTruncating(double.CreateTruncating(scale) * weight * (factor * slope + turn * surprise));
            return weight * factor * surprise;
        }

        public int ClassOfAnswer(T answer) => double.CreateTruncating(answer) > (fromLogits ? 0 : 0.5) ? 1 : 0;
    }
}
