using System.Numerics;

namespace SimdSeq;

/// <summary>The loss of a class among several, for each step of the answer.</summary>
/// <param name="fromLogits">Whether answers are logits; else probabilities.</param>
/// <param name="isSparse">Whether a target is the index of the class; else a value for each class.</param>
internal sealed class CrossEntropyLoss(bool fromLogits, bool isSparse) : Loss
{
    public override string Name => isSparse ? "sparse_categorical_crossentropy" : "categorical_crossentropy";

    internal override bool TargetsAreIndices => isSparse;

    internal override int TargetsFor(int outputSteps, int outputFeatures) => isSparse ? outputSteps : outputSteps * outputFeatures;

    internal override int LossesOfStep(int outputFeatures) => 1;

    internal override int ClassesFor(int outputFeatures) => outputFeatures;

    internal override LossFunction<T> In<T>() => fromLogits ? new CrossEntropyOfLogits<T>(isSparse) : new CrossEntropyOfProbabilities<T>(isSparse);
}

/// <summary>The loop over the steps that both forms share.</summary>
internal abstract class CrossEntropy<T>(bool isSparse) : LossFunction<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public sealed override double Sum(in LossTile<T> tile)
    {
        double sum = 0;
        tile.Gradient.Clear();
        for (int step = 0; step < tile.Steps; step++)
        {
            for (int lane = 0; lane < tile.Samples; lane++)
            {
                if (!tile.IsThere(step, lane)) continue;
                int right = ClassOf(tile, step, lane);
                double weight = tile.WeightOf(lane, right);
                sum += weight * Of(new ClassRow<T>(tile, step, lane, isSparse ? right : -1), tile.Scale * weight);
            }
        }

        return sum;
    }

    public sealed override int Correct(in LossTile<T> tile)
    {
        int correct = 0;
        for (int step = 0; step < tile.Steps; step++)
        {
            for (int lane = 0; lane < tile.Samples; lane++)
            {
                if (tile.IsThere(step, lane) && Largest(tile.Outputs, tile.Features, step, lane) == ClassOf(tile, step, lane)) correct++;
            }
        }

        return correct;
    }

    /// <summary>The loss of one step of one sample; its gradient times <paramref name="scale"/> goes to the row.</summary>
    protected abstract double Of(in ClassRow<T> row, double scale);

    private int ClassOf(in LossTile<T> tile, int step, int lane)
    {
        if (!isSparse) return Largest(tile.Targets, tile.Features, step, lane);
        double index = double.CreateTruncating(tile.Targets[step * Kernels.Tile<T>.Lanes + lane]);
        if (index >= 0 && index < tile.Features && index == Math.Floor(index)) return (int)index;
        throw new ArgumentException($"A target is {index}; sparse_categorical_crossentropy takes the index of a class, a whole number from 0 to {tile.Features - 1}.");
    }

    // The first of the largest, as in NumPy.
    private static int Largest(ReadOnlySpan<T> values, int features, int step, int lane)
    {
        int lanes = Kernels.Tile<T>.Lanes, first = step * features * lanes + lane, largest = 0;
        for (int k = 1; k < features; k++)
        {
            if (values[first + k * lanes] > values[first + largest * lanes]) largest = k;
        }

        return largest;
    }
}
