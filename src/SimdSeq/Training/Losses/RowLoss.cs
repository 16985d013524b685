using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>The loss of one step from all its answers and targets.</summary>
internal interface IRowLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What a target may be, in words; null: any value.</summary>
    static virtual string? RangeOfTargets => null;

    /// <summary>Whether a target is within that range.</summary>
    static virtual bool Takes(T target) => true;

    /// <summary>The loss; the derivatives go to the row, if it wants them.</summary>
    double Of(in LossRow<T> row);
}

/// <summary>
/// A loss over the values of a step, in <see cref="double"/> and from the first value to the last, so its bits are those of no vector
/// width. <typeparamref name="TRow"/> is a struct, so that its method is compiled into the loop.
/// </summary>
/// <param name="row">The loss of a step.</param>
/// <param name="targetsOf">How many targets a step of so many answers has.</param>
/// <param name="name">Its name, for errors.</param>
internal sealed class RowLoss<T, TRow>(TRow row, Func<int, int> targetsOf, string name) : LossFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRow : struct, IRowLoss<T>
{
    public override double Sum(in LossTile<T> tile)
    {
        double sum = 0;
        tile.Gradient.Clear();
        int targets = targetsOf(tile.Features);
        for (int step = 0; step < tile.Steps; step++)
        {
            for (int lane = 0; lane < tile.Samples; lane++)
            {
                if (!tile.IsThere(step, lane)) continue;
                double weight = tile.WeightOf(step, lane);
                if (!tile.ClassWeights.IsEmpty)
                    weight *= tile.ClassWeights[new LossRow<T>(tile, step, lane, targets, weight).LargestTarget()];
                var one = new LossRow<T>(tile, step, lane, targets, weight);
                for (int k = 0; k < targets; k++)
                {
                    if (!TRow.Takes(one.Given(k))) throw WrongTarget.Of(tile, step, k, lane, one.Given(k), name, TRow.RangeOfTargets!);
                }

                sum += weight * row.Of(one);
            }
        }

        return sum;
    }

    public override int Correct(in LossTile<T> tile)
    {
        int correct = 0, targets = targetsOf(tile.Features);
        for (int step = 0; step < tile.Steps; step++)
        {
            for (int lane = 0; lane < tile.Samples; lane++)
            {
                if (!tile.IsThere(step, lane)) continue;
                var one = new LossRow<T>(tile, step, lane, targets, 1);
                correct += one.LargestAnswer() == one.LargestTarget() ? 1 : 0;
            }
        }

        return correct;
    }
}
