using System.Numerics;

namespace SimdSeq;

/// <summary>
/// <c>Σ t[k] log(t[k] / y[k])</c>, both clipped to [1e-7, 1]; gradient <c>-t[k] / y[k]</c>, 0 where y is held at a bound.
/// </summary>
internal sealed class KlDivergenceLoss : Loss
{
    private const double Low = 1e-7;

    public override string Name => "kl_divergence";

    internal override int LossesOfStep(int outputFeatures) => 1;

    internal override string? Objection(Activation answers, int features) =>
        answers is Activation.Softmax or Activation.Sigmoid or Activation.HardSigmoid ? null
        : $"takes a distribution, probabilities from 0 to 1; the answers are those of Activation.{answers}. End the model with "
            + $"[Dense({features}, Activation.Softmax)].";

    internal override LossFunction<T> In<T>() => new RowLoss<T, Row<T>>(default, answers => answers, Name);

    private readonly struct Row<T> : IRowLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static string? RangeOfTargets => "a probability from 0 to 1";

        public static bool Takes(T target) => target >= T.Zero && target <= T.One;

        public double Of(in LossRow<T> row)
        {
            double loss = 0;
            for (int k = 0; k < row.Count; k++)
            {
                double answer = row.Answer(k), y = answer < Low ? Low : answer > 1 ? 1 : answer, t = Math.Max(row.Target(k), Low);
                loss += t * LossMath.Log(t / y);
                if (row.WantsGradient) row.SetGradient(k, answer == y || double.IsNaN(y) ? -t / y : 0);
            }

            return loss;
        }
    }
}
