using System.Numerics;

namespace SimdSeq;

/// <summary>
/// <c>-α Σ (1 - p[k])^γ t[k] log p[k]</c>, p being the softmax of logits or the answers divided by their sum, clipped. With the derivative
/// <c>g[k] = α t[k] (γ (1 - p[k])^(γ-1) log p[k] - (1 - p[k])^γ / p[k])</c>, 0 where p is held at a bound, and <c>m = Σ g[k] p[k]</c> the
/// gradient is <c>p[k] (g[k] - m)</c> by a logit, <c>(g[k] - m) / Σ y</c> by a probability.
/// </summary>
internal sealed class CategoricalFocalLoss(double alpha, double gamma, bool fromLogits, double smoothing) : Loss
{
    private readonly double _alpha = FocalArguments.Alpha(alpha)!.Value;
    private readonly double _gamma = FocalArguments.Gamma(gamma);
    private readonly double _smoothing = LabelSmoothing.Checked(smoothing);
    private readonly Loss _crossEntropy = CategoricalCrossEntropy(fromLogits);

    public override string Name => "categorical_focal_crossentropy";

    internal override int LossesOfStep(int outputFeatures) => 1;

    internal override int ClassesFor(int outputFeatures) => outputFeatures;

    internal override bool IsOneOfSeveral => true;

    internal override bool FromLogits => fromLogits;

    internal override string? Objection(Activation answers, int features) =>
        _crossEntropy.Objection(answers, features)?.Replace(nameof(CategoricalCrossEntropy), nameof(CategoricalFocalCrossEntropy));

    internal override LossFunction<T> In<T>() =>
        new RowLoss<T, Row<T>>(new Row<T>(_alpha, _gamma, fromLogits, _smoothing), answers => answers, Name);

    private readonly struct Row<T>(double alpha, double gamma, bool fromLogits, double smoothing) : IRowLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static string? RangeOfTargets => "a probability from 0 to 1 for each class";

        public static bool Takes(T target) => target >= T.Zero && target <= T.One;

        public double Of(in LossRow<T> row)
        {
            double largest = fromLogits ? row.Answer(row.LargestAnswer()) : 0, sum = 0, loss = 0, mean = 0;
            for (int k = 0; k < row.Count; k++) sum += Part(row, k, largest);
            for (int k = 0; k < row.Count; k++)
            {
                double share = Part(row, k, largest) / sum, p = Clip(share);
                double target = LabelSmoothing.Of(row.Target(k), smoothing, row.Count);
                loss -= alpha * LossMath.Power(1 - p, gamma) * target * LossMath.Log(p);
                mean += Slope(target, share, p) * share;
            }

            for (int k = 0; row.WantsGradient && k < row.Count; k++)
            {
                double share = Part(row, k, largest) / sum;
                double free = Slope(LabelSmoothing.Of(row.Target(k), smoothing, row.Count), share, Clip(share)) - mean;
                row.SetGradient(k, fromLogits ? share * free : free / sum);
            }

            return loss;
        }

        private double Part(in LossRow<T> row, int k, double largest) =>
            fromLogits ? LossMath.Exp(row.Answer(k) - largest) : row.Answer(k);

        private static double Clip(double share)
        {
            double low = double.CreateTruncating(ProbabilityBounds<T>.Low), high = double.CreateTruncating(ProbabilityBounds<T>.High);
            return share < low ? low : share > high ? high : share;
        }

        private double Slope(double target, double share, double p)
        {
            if (share != p && !double.IsNaN(p)) return 0;
            double factor = LossMath.Power(1 - p, gamma);
            return alpha * target * ((gamma == 0 ? 0 : gamma * factor / (1 - p) * LossMath.Log(p)) - factor / p);
        }
    }
}
