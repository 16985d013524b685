using System.Numerics;

namespace SimdSeq;

/// <summary>
/// <c>Σ t[k] (log Σ exp(z) - z[k])</c>, the largest z subtracted before exp, so that nothing overflows; gradient <c>softmax(z)[k] Σ t - t[k]</c>.
/// </summary>
internal sealed class CrossEntropyOfLogits<T>(bool isSparse) : CrossEntropy<T>(isSparse) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override double Of(in ClassRow<T> row, double scale)
    {
        double largest = row.Answer(0), powers = 0, loss = 0, targets = 0;
        for (int k = 1; k < row.Classes; k++) largest = Math.Max(largest, row.Answer(k));
        for (int k = 0; k < row.Classes; k++) powers += Math.Exp(row.Answer(k) - largest);
        double logPowers = Math.Log(powers);
        for (int k = 0; k < row.Classes; k++)
        {
            double target = row.Target(k);
            targets += target;
            if (target != 0) loss += target * (logPowers - (row.Answer(k) - largest));
        }

        for (int k = 0; row.WantsGradient && k < row.Classes; k++)
            row.SetGradient(k, scale * (Math.Exp(row.Answer(k) - largest) / powers * targets - row.Target(k)));
        return loss;
    }
}
