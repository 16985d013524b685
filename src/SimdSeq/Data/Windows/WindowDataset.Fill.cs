using SimdSeq.Kernels;

namespace SimdSeq.Data;

public sealed partial class WindowDataset
{
    /// <inheritdoc/>
    public override unsafe void Fill(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets)
    {
        var numbers = TileArguments.Check(this, samples, stackalloc int[Tile<float>.Lanes], inputs.Length, targets.Length);
        int lanes = Tile<float>.Lanes, features = Features, width = Steps * features;
        float** rows = stackalloc float*[lanes];

        fixed (float* values = _values.Inputs, destination = inputs)
        {
            // Lanes without a sample repeat the first one, so the inner loops know no exceptions; they are cleared at the end.
            for (int lane = 0; lane < lanes; lane++)
            {
                int sample = numbers.IsEmpty ? 0 : numbers[lane < numbers.Length ? lane : 0];
                rows[lane] = values + (nint)(_newest[sample] - Window.Span - _values.FirstRow) * features;
            }

            if (Window.Step == 1)
            {
                LaneTransposition.Transpose(rows, width, destination);
            }
            else
            {
                nint stride = (nint)Window.Step * features;
                for (int step = 0; step < Steps; step++)
                {
                    LaneTransposition.Transpose(rows, features, destination + (nint)step * features * lanes);
                    // The last advance may point past the array; nothing reads there.
                    for (int lane = 0; lane < lanes; lane++) rows[lane] += stride;
                }
            }
        }

        LaneTransposition.ClearLanes(inputs[..(width * lanes)], numbers.Length);
        FillKnown(numbers, inputs[(width * lanes)..]);
        FillTargets(numbers, inputs, targets);
    }

    private void FillKnown(ReadOnlySpan<int> numbers, Span<float> known)
    {
        int lanes = Tile<float>.Lanes, columns = _columns.Known.Length;
        if (columns == 0) return;
        known[..(MoreInputValues * lanes)].Clear();
        for (int lane = 0; lane < numbers.Length; lane++)
        {
            for (int value = 0, at = lane; value < _targetRows; value++)
            {
                int row = TargetRow(numbers[lane], value) - _values.FirstRow;
                for (int k = 0; k < columns; k++, at += lanes) known[at] = _values.Known[row * columns + k];
            }
        }
    }

    /// <summary>Writes targets, and scales those columns that every window scales by itself.</summary>
    private void FillTargets(ReadOnlySpan<int> numbers, Span<float> inputs, Span<float> targets)
    {
        int lanes = Tile<float>.Lanes, columns = _columns.Targets.Length, features = Features;
        if (!targets.IsEmpty) targets[..(Targets * lanes)].Clear();
        for (int lane = 0; lane < numbers.Length; lane++)
        {
            int sample = numbers[lane];
            for (int k = 0; k < columns && Targets > 0 && !targets.IsEmpty; k++)
            {
                int its = _columns.Bases[k], newest = NewestRow(sample);
                bool own = Preparation?.Targets[k].Scaling == Scaling.PerWindow;
                var scale = own ? OwnScale.Of<float>(inputs[(its * lanes + lane)..], Steps, features * lanes) : default;
                for (int value = 0; value < _targetRows; value++)
                {
                    double target = Target(TargetRow(sample, value));
                    if (Options.Differences) target -= Target(Options.EachStep ? InputRow(sample, value) : newest);
                    targets[(value * columns + k) * lanes + lane] = (float)target;
                }

                double Target(int row)
                {
                    double prepared = _values.Targets[(row - _values.FirstRow) * columns + k];
                    return own ? scale.Apply(prepared) : prepared;
                }
            }

            for (int f = 0; Preparation is { HasOwnScales: true } && f < features; f++)
            {
                if (Preparation.Inputs[f].Scaling == Scaling.PerWindow)
                    OwnScale.Prepare<float>(inputs[(f * lanes + lane)..], Steps, features * lanes);
            }
        }
    }
}
