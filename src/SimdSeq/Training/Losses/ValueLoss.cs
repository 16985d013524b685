using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>The loss of one answer beside its target.</summary>
internal interface IValueLoss<T> where T : unmanaged
{
    /// <summary>What a target may be, in words; null: any value.</summary>
    static virtual string? RangeOfTargets => null;

    /// <summary>Whether a target is within that range.</summary>
    static virtual bool Takes(T target) => true;

    /// <summary>The loss, and <paramref name="scale"/> times its derivative.</summary>
    double Of(T answer, T target, T scale, out T gradient);

    /// <summary>The class that an answer means; -1 when answers mean none.</summary>
    int ClassOfAnswer(T answer) => -1;
}

/// <summary>
/// A loss that is a sum over values. <typeparamref name="TValue"/> is a struct, so that its method is compiled into the loop.
/// </summary>
internal sealed class ValueLoss<T, TValue>(TValue value, string name) : LossFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TValue : struct, IValueLoss<T>
{
    public override double Sum(in LossTile<T> tile)
    {
        double sum = 0;
        bool isPlain = tile.Mask.IsEmpty && tile.Weights.IsEmpty && tile.ClassWeights.IsEmpty;
        tile.Gradient.Clear();
        for (int row = 0; row < tile.Outputs.Length / Tile<T>.Lanes; row++)
        {
            if (isPlain)
            {
                sum = AddRow(sum, tile, row);
                continue;
            }

            int step = row / tile.Features;
            for (int lane = 0; lane < tile.Samples; lane++)
            {
                if (!tile.IsThere(step, lane)) continue;
                int i = row * Tile<T>.Lanes + lane;
                if (!TValue.Takes(tile.Targets[i])) throw Wrong(tile, row, lane);
                double weight = tile.WeightOf(step, lane, ClassOfTarget(tile.Targets[i]));
                sum += weight * value.Of(tile.Outputs[i], tile.Targets[i], T.CreateTruncating(tile.Scale * weight), out T gradient);
                if (!tile.Gradient.IsEmpty) tile.Gradient[i] = gradient;
            }
        }

        return sum;
    }

    public override int Correct(in LossTile<T> tile)
    {
        int correct = 0;
        for (int row = 0; row < tile.Outputs.Length / Tile<T>.Lanes; row++)
        {
            for (int lane = 0; lane < tile.Samples; lane++)
            {
                int i = row * Tile<T>.Lanes + lane;
                T target = tile.Targets[i] == -T.One ? T.Zero : tile.Targets[i]; // two names of no
                if (tile.IsThere(row / tile.Features, lane)
                    && T.CreateTruncating(value.ClassOfAnswer(tile.Outputs[i])) == target) correct++;
            }
        }

        return correct;
    }

    // The same where all values count alike, and nothing is to be asked of each: a sequence of features has many.
    private double AddRow(double sum, in LossTile<T> tile, int row)
    {
        int first = row * Tile<T>.Lanes;
        ReadOnlySpan<T> outputs = tile.Outputs.Slice(first, tile.Samples), targets = tile.Targets.Slice(first, tile.Samples);
        Span<T> gradients = tile.Gradient.IsEmpty ? [] : tile.Gradient.Slice(first, tile.Samples);
        T scale = T.CreateTruncating(tile.Scale);
        for (int lane = 0; lane < outputs.Length; lane++)
        {
            if (!TValue.Takes(targets[lane])) throw Wrong(tile, row, lane);
            sum += value.Of(outputs[lane], targets[lane], scale, out T gradient);
            if (lane < gradients.Length) gradients[lane] = gradient;
        }

        return sum;
    }

    private ArgumentException Wrong(in LossTile<T> tile, int row, int lane) => WrongTarget.Of(
        tile, row / tile.Features, row % tile.Features, lane, tile.Targets[row * Tile<T>.Lanes + lane], name, TValue.RangeOfTargets!);

    private static int ClassOfTarget(T target) => double.CreateTruncating(target) > 0.5 ? 1 : 0;
}
