using System.Numerics;

namespace SimdSeq;

/// <summary>
/// With q = p / Σ p, <c>-Σ t[k] log q[k]</c>, q clipped to [ε, 1 - ε]; gradient <c>(Σ' t - t[k] / q[k]) / Σ p</c>, where a clipped class has no
/// part in the sum and no second term.
/// </summary>
internal sealed class CrossEntropyOfProbabilities<T>(bool isSparse) : CrossEntropy<T>(isSparse) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Epsilon = BinaryProbabilitiesLoss.Epsilon;

    protected override double Of(in ClassRow<T> row, double scale)
    {
        double total = 0, loss = 0, targets = 0;
        for (int k = 0; k < row.Classes; k++) total += row.Answer(k);
        for (int k = 0; k < row.Classes; k++)
        {
            double target = row.Target(k), q = row.Answer(k) / total;
            if (target == 0) continue;
            loss -= target * Math.Log(Math.Clamp(q, Epsilon, 1 - Epsilon));
            if (!IsClipped(q)) targets += target;
        }

        for (int k = 0; row.WantsGradient && k < row.Classes; k++)
        {
            double target = row.Target(k), q = row.Answer(k) / total;
            row.SetGradient(k, scale * (targets - (target == 0 || IsClipped(q) ? 0 : target / q)) / total);
        }

        return double.IsNaN(total) ? total : loss;
    }

    private static bool IsClipped(double q) => q is < Epsilon or > 1 - Epsilon;
}
