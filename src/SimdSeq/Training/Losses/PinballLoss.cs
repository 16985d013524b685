using System.Numerics;

namespace SimdSeq;

/// <summary>
/// With d = t - y: <c>max(q d, (q - 1) d)</c> for each quantile q, gradient <c>-q</c> where d is above 0, <c>1 - q</c> where it is below.
/// The answers of a target lie side by side, one a quantile.
/// </summary>
internal sealed class PinballLoss : Loss
{
    private readonly double[] _quantiles;

    public PinballLoss(ReadOnlySpan<double> quantiles)
    {
        if (quantiles.IsEmpty)
            throw new ArgumentException("Expected at least one quantile, 0.5 for instance; got none.", nameof(quantiles));
        foreach (double quantile in quantiles)
        {
            if (!(quantile > 0 && quantile < 1))
                throw new ArgumentOutOfRangeException(
                    nameof(quantiles), FormattableString.Invariant($"A quantile must be above 0 and below 1; got {quantile}."));
        }

        _quantiles = quantiles.ToArray();
    }

    public override string Name => "pinball";

    internal override bool TargetsAreBesideAnswers => _quantiles.Length == 1;

    internal override int TargetsFor(int outputSteps, int outputFeatures) => outputSteps * (outputFeatures / _quantiles.Length);

    internal override string? ObjectionToSize(int features) => features % _quantiles.Length == 0 ? null
        : $"takes an answer for each of {_quantiles.Length} quantiles of each target; {features} answers are no multiple of that. End the "
            + $"model with [Dense({_quantiles.Length})] for one target, [Dense({2 * _quantiles.Length})] for two.";

    internal override LossFunction<T> In<T>()
    {
        int quantiles = _quantiles.Length;
        return new RowLoss<T, Row<T>>(new Row<T>(_quantiles), answers => answers / quantiles, Name);
    }

    private readonly struct Row<T>(double[] quantiles) : IRowLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public double Of(in LossRow<T> row)
        {
            double loss = 0;
            for (int k = 0; k < row.Count; k++)
            {
                double quantile = quantiles[k % quantiles.Length], difference = row.Target(k / quantiles.Length) - row.Answer(k);
                loss += Math.Max(quantile * difference, (quantile - 1) * difference);
                if (row.WantsGradient) row.SetGradient(k, difference > 0 ? -quantile : difference < 0 ? 1 - quantile : 0 * difference);
            }

            return loss;
        }
    }
}
