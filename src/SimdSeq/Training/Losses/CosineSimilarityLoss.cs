using System.Numerics;

namespace SimdSeq;

/// <summary>
/// <c>-Σ a[k] b[k]</c> with <c>a = y / max(|y|, 1e-7)</c> and b the same of t; gradient <c>(c a[k] - b[k]) / |y|</c>, where c is the
/// cosine Σ a[k] b[k], and <c>-b[k] / 1e-7</c> where |y| is below 1e-7.
/// </summary>
internal sealed class CosineSimilarityLoss : Loss
{
    private const double Least = 1e-7;

    public override string Name => "cosine_similarity";

    internal override int LossesOfStep(int outputFeatures) => 1;

    internal override LossFunction<T> In<T>() => new RowLoss<T, Row<T>>(default, answers => answers, Name);

    private readonly struct Row<T> : IRowLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public double Of(in LossRow<T> row)
        {
            double y = 0, t = 0, product = 0;
            for (int k = 0; k < row.Count; k++)
            {
                y += row.Answer(k) * row.Answer(k);
                t += row.Target(k) * row.Target(k);
                product += row.Answer(k) * row.Target(k);
            }

            double norm = Math.Max(Math.Sqrt(y), Least), ofTargets = Math.Max(Math.Sqrt(t), Least), cosine = product / (norm * ofTargets);
            double along = norm > Least || double.IsNaN(norm) ? cosine : 0;
            for (int k = 0; row.WantsGradient && k < row.Count; k++)
                row.SetGradient(k, (along * row.Answer(k) / norm - row.Target(k) / ofTargets) / norm);
            return -cosine;
        }
    }
}
