using System.Numerics;

namespace SimdSeq;

/// <summary>
/// <c>max(n - p + 1, 0)</c> with <c>p = Σ t[k] y[k]</c> and <c>n = max (1 - t[k]) y[k]</c>; where it is above 0 the gradient is
/// <c>-t[k]</c>, and <c>1 - 2 t[k]</c> at the largest of n, the first of equals.
/// </summary>
internal sealed class CategoricalHingeLoss : Loss
{
    public override string Name => "categorical_hinge";

    internal override int LossesOfStep(int outputFeatures) => 1;

    internal override int ClassesFor(int outputFeatures) => outputFeatures;

    internal override bool IsOneOfSeveral => true;

    internal override double Border => 0;

    internal override LossFunction<T> In<T>() => new RowLoss<T, Row<T>>(default, answers => answers, Name);

    private readonly struct Row<T> : IRowLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static string? RangeOfTargets => "0 or 1 for each class";

        public static bool Takes(T target) => target == T.Zero || target == T.One;

        public double Of(in LossRow<T> row)
        {
            double right = 0, wrong = double.NegativeInfinity;
            int worst = 0;
            for (int k = 0; k < row.Count; k++)
            {
                double t = row.Target(k), y = row.Answer(k);
                right += t * y;
                double other = (1 - t) * y;
                if (other > wrong) (wrong, worst) = (other, k);
            }

            double loss = wrong - right + 1;
            bool isOn = !(loss <= 0); // not a number, too
            for (int k = 0; row.WantsGradient && isOn && k < row.Count; k++)
                row.SetGradient(k, (k == worst ? 1 - row.Target(k) : 0) - row.Target(k));
            return double.IsNaN(right) ? right : isOn ? loss : 0;
        }
    }
}
