using System.Numerics;

namespace SimdSeq;

/// <summary>
/// The running mean and variance of a layer in a training step. The gradient's places of both hold, after the sum over the slots, the sums
/// of differences from the mean, of their squares, and how many values they are of; so the order of samples in them is that of gradients.
/// What a gradient undergoes otherwise (factors, penalties, clipping, the optimizer) it does not.
/// </summary>
/// <param name="info">The statistics.</param>
internal sealed class RunningStatistics<T>(RunningStatisticsInfo info) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Sums the slots, in the tree of the gradients.</summary>
    public void Sum(GradientSlots<T> slots, int used)
    {
        slots.Sum(used, info.Mean, info.Features);
        slots.Sum(used, info.Variance, info.Features + 1);
    }

    /// <summary>Writes the new statistics over the sums.</summary>
    /// <param name="parameters">The parameter vector.</param>
    /// <param name="sums">The sums, laid out like it.</param>
    /// <returns>Whether they are all finite.</returns>
    public bool Move(ReadOnlySpan<T> parameters, Span<T> sums)
    {
        double count = double.CreateTruncating(sums[info.Count]), share = 1 - info.Momentum;
        bool isFinite = true;
        for (int i = 0; i < info.Features; i++)
        {
            T mean = parameters[info.Mean + i], variance = parameters[info.Variance + i];
            if (count > 0)
            {
                double wide = double.CreateTruncating(variance), difference = double.CreateTruncating(sums[info.Mean + i]) / count;
                double ofBatch = double.CreateTruncating(sums[info.Variance + i]) / count - difference * difference;
                mean = T.CreateTruncating(double.CreateTruncating(mean) + share * difference);
                variance = T.CreateTruncating(wide + share * (Math.Max(0, ofBatch) - wide));
            }

            sums[info.Mean + i] = mean;
            sums[info.Variance + i] = variance;
            isFinite &= T.IsFinite(mean) && T.IsFinite(variance);
        }

        return isFinite;
    }

    /// <summary>Gives the new statistics to the model.</summary>
    public void Take(ReadOnlySpan<T> moved, Span<T> parameters)
    {
        moved.Slice(info.Mean, info.Features).CopyTo(parameters[info.Mean..]);
        moved.Slice(info.Variance, info.Features).CopyTo(parameters[info.Variance..]);
    }
}
