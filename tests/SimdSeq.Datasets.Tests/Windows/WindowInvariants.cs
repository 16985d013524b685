using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq.Datasets.Tests;

/// <summary>
/// What must hold for windows over a <see cref="CountedSeries"/>, found out from the filled tiles alone: it knows nothing of how the
/// dataset computes its rows.
/// </summary>
internal static class WindowInvariants
{
    /// <summary>The first thing that does not hold, or null.</summary>
    public static string? FindViolation(
        Dataset<float> dataset, WindowRows window, RowRange rows, int targetColumn, bool targetsInside = true)
    {
        int lanes = Tile<float>.Lanes, features = dataset.Features;
        var inputs = new float[dataset.Steps * features * lanes];
        var targets = new float[lanes];
        if (dataset.Steps != window.Lookback / window.Step) return $"{dataset.Steps} steps";
        int previous = -1;
        for (int sample = 0; sample < dataset.Count; sample++)
        {
            dataset.Fill([sample], inputs, targets);
            int reference = Row(inputs[0]) + window.Lookback;
            for (int step = 0; step < dataset.Steps; step++)
            {
                int row = Row(inputs[step * features * lanes]);
                for (int f = 0; f < features; f++)
                {
                    if (inputs[(step * features + f) * lanes] != row * features + f) return $"sample {sample}: step {step} mixes rows";
                }

                if (row != reference - window.Lookback + step * window.Step) return $"sample {sample}: step {step} is row {row}";
                if (row >= reference) return $"sample {sample}: input row {row} is not before {reference}";
                if (!rows.Contains(row)) return $"sample {sample}: input row {row} is outside";
            }

            if (targets[0] % features != targetColumn) return $"sample {sample}: another target column";
            if (Row(targets[0]) != reference + window.Delay) return $"sample {sample}: target row {Row(targets[0])}, reference {reference}";
            if (targetsInside && !rows.Contains(Row(targets[0]))) return $"sample {sample}: target row {Row(targets[0])} is outside";
            if (!targetsInside && !rows.Contains(reference)) return $"sample {sample}: reference row {reference} is outside";
            if (previous >= 0 && reference != previous + 1) return $"sample {sample}: reference {reference} after {previous}";
            if (sample == 0 && reference != rows.First + window.Lookback) return $"the first reference is {reference}";
            previous = reference;
        }

        return !targetsInside || previous + window.Delay == rows.Last ? null : $"the last reference is {previous}";

        int Row(float value) => (int)value / features;
    }
}
