using SimdSeq.Kernels;

namespace SimdSeq.Data;

/// <summary>
/// Forecasting windows over a series, after the generator of Chollet, "Deep Learning with Python" (2018), listing 6.33.
/// Window <c>s</c> has the reference row <c>i = First + Lookback + s</c>; its input is the rows
/// <c>i - Lookback, i - Lookback + Step, ..., i - Step</c> with all columns, its target is one column of row <c>i + Delay</c>.
/// So the newest input lies before row <c>i</c>, the target exactly <c>Delay</c> rows after it, windows are in chronological order and each
/// reference row occurs once.
/// </summary>
/// <remarks>
/// Reference rows run from <c>First + Lookback</c> to <c>Last - Delay</c> (<see cref="TargetBound.Inside"/>) or to
/// <c>Last</c>, as far as the series has targets (<see cref="TargetBound.MayFollow"/>). Rows are taken as they come: a gap in the record is
/// stepped over.
/// </remarks>
public sealed class WindowDataset : Dataset<float>
{
    private readonly float[] _values;
    private readonly int _firstReference;

    /// <summary>Lays windows over a part of a series.</summary>
    /// <param name="series">The series, usually standardised.</param>
    /// <param name="window">Lookback, sampling and delay, in time.</param>
    /// <param name="rows">The part: no input lies outside it. The book's min_index and (inclusive) max_index.</param>
    /// <param name="targetColumn">Name of the column to forecast.</param>
    /// <param name="targets">Whether targets must lie inside <paramref name="rows"/> too.</param>
    /// <exception cref="ArgumentException">The durations do not fit the series' period, or no column has that name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The series does not cover the rows, or they are too few for one window.</exception>
    public WindowDataset(
        TimeSeries series, WindowOptions window, RowRange rows, string targetColumn, TargetBound targets = TargetBound.Inside)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(window);
        rows.CheckInside(series.Rows, nameof(rows));
        Series = series;
        Window = window.ToRows(series.Period);
        Rows = rows;
        TargetColumn = series.ColumnIndex(targetColumn);
        _values = series.Array1D;

        long lastTarget = targets == TargetBound.Inside ? rows.Last : Math.Min(series.Rows - 1L, (long)rows.Last + Window.Delay);
        long first = (long)rows.First + Window.Lookback;
        long count = lastTarget - Window.Delay - first + 1;
        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(rows),
                $"Expected at least {(long)Window.Lookback + Window.Delay + 1} rows for one window (lookback {Window.Lookback}, delay "
                + $"{Window.Delay}), "
                + $"got the {rows.Count} rows {rows.First}..{rows.Last}. Use a longer record or a shorter window.");
        _firstReference = (int)first;
        Count = (int)count;
    }

    /// <summary>The series the windows lie on.</summary>
    public TimeSeries Series { get; }

    /// <summary>Lookback, step and delay in rows.</summary>
    public WindowRows Window { get; }

    /// <summary>The rows that inputs and reference rows are confined to.</summary>
    public RowRange Rows { get; }

    /// <summary>Number of the column that is forecast.</summary>
    public int TargetColumn { get; }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override int Steps => Window.Steps;

    /// <inheritdoc/>
    public override int Features => Series.Features;

    /// <inheritdoc/>
    public override int Targets => 1;

    /// <summary>The reference row <c>i</c> of a window: the row after its input.</summary>
    /// <param name="sample">Window number.</param>
    public int ReferenceRow(int sample) => _firstReference + Existing(sample);

    /// <summary>The row of an input step, <c>i - Lookback + step * Step</c>.</summary>
    /// <param name="sample">Window number.</param>
    /// <param name="step">Input step, <c>0..Steps-1</c>.</param>
    public int InputRow(int sample, int step) => ReferenceRow(sample) - Window.Lookback + step * Window.Step;

    /// <summary>The row of the target, <c>i + Delay</c>.</summary>
    /// <param name="sample">Window number.</param>
    public int TargetRow(int sample) => ReferenceRow(sample) + Window.Delay;

    /// <inheritdoc/>
    public override unsafe void Fill(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets)
    {
        var numbers = TileArguments.Check(this, samples, stackalloc int[Tile<float>.Lanes], inputs.Length, targets.Length);
        int lanes = Tile<float>.Lanes;
        int features = Features;
        float** rows = stackalloc float*[lanes];

        fixed (float* values = _values, destination = inputs)
        {
            // Lanes without a sample repeat the first one, so the inner loops know no exceptions; they are cleared at the end.
            for (int lane = 0; lane < lanes; lane++)
            {
                int sample = numbers.IsEmpty ? 0 : numbers[lane < numbers.Length ? lane : 0];
                rows[lane] = values + (nint)(_firstReference + sample - Window.Lookback) * features;
            }

            if (Window.Step == 1)
            {
                LaneTransposition.Transpose(rows, Steps * features, destination);
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

        LaneTransposition.ClearLanes(inputs[..(Steps * features * lanes)], numbers.Length);
        if (targets.IsEmpty) return;
        targets[..lanes].Clear();
        for (int lane = 0; lane < numbers.Length; lane++)
            targets[lane] = _values[(_firstReference + numbers[lane] + Window.Delay) * features + TargetColumn];
    }
}
