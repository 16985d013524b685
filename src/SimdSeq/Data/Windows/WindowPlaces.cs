namespace SimdSeq.Data;

/// <summary>Finds the newest input rows of the windows of a data set, in chronological order, each once.</summary>
internal static class WindowPlaces
{
    /// <summary>Finds them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rows are too few for one window.</exception>
    /// <exception cref="ArgumentException">Every window has something missing.</exception>
    public static int[] Of(
        TimeSeries series, WindowOptions window, WindowRows rows, WindowColumns columns, ReadOnlySpan<RowRange> ranges)
    {
        var places = new List<int>();
        int before = -1, left = 0;
        foreach (var range in ranges)
        {
            range.CheckInside(series.Rows, nameof(rows));
            if (range.First <= before)
                throw new ArgumentException(
                    $"Expected ranges of rows in ascending order that share none, got {range.First}..{range.Last} after row {before}.",
                    nameof(rows));
            before = range.Last;
            long last = window.Bound == TargetBound.Inside
                ? (long)range.Last - rows.Reach
                : Math.Min((long)range.Last - rows.Step, series.Rows - 1L - rows.Reach);
            for (long at = (long)range.First + rows.Span; at <= last; at += rows.Stride)
            {
                if (IsWhole(series, window, rows, columns, (int)at)) places.Add((int)at);
                else left++;
            }
        }

        if (places.Count > 0) return [.. places];
        if (left > 0)
            throw new ArgumentException(
                $"Expected windows with everything there, got {left} that all have missing values. Fill them in when reading, or choose "
                + $"{nameof(WindowOptions)}.{nameof(WindowOptions.Missing)}.", nameof(window));
        int longest = 0;
        foreach (var range in ranges) longest = Math.Max(longest, range.Count);
        int needed = window.Bound == TargetBound.Inside ? rows.Span + rows.Reach + 1 : rows.Lookback + 1;
        string parts = ranges.Length == 1 ? $"the {longest} rows {ranges[0].First}..{ranges[0].Last}" : $"at most {longest} in a row";
        throw new ArgumentOutOfRangeException(nameof(rows),
            $"Expected at least {needed} rows for one window (lookback {rows.Lookback}, {rows.Reach} ahead), got {parts}. Use a longer "
            + "record or a shorter window.");
    }

    private static bool IsWhole(TimeSeries series, WindowOptions window, WindowRows rows, WindowColumns columns, int newest)
    {
        if (window.Missing == MissingWindows.Keep || !series.HasMissing) return true;
        int targets = window.EachStep ? rows.Steps : rows.Horizon;
        for (int i = 0; i < targets; i++)
        {
            int row = window.EachStep ? newest - rows.Span + i * rows.Step + rows.Ahead : newest + rows.Ahead + i * rows.HorizonStep;
            if (Lacks(columns.Targets, row, filled: true) || Lacks(columns.Known, row, filled: false)) return false;
        }

        for (int step = 0; step < rows.Steps; step++)
        {
            if (Lacks(columns.Inputs, newest - step * rows.Step, window.Missing == MissingWindows.LeaveOutTargetsAndInputs)) return false;
        }

        return true;

        bool Lacks(int[] places, int row, bool filled)
        {
            foreach (int column in places)
            {
                if (filled ? series.WasMissing(row, column) : !float.IsFinite(series[row, column])) return true;
            }

            return false;
        }
    }
}
