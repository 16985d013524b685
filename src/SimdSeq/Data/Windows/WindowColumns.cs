namespace SimdSeq.Data;

/// <summary>The columns of windows as numbers of a series.</summary>
/// <param name="Inputs">Of the input.</param>
/// <param name="Known">Known ahead.</param>
/// <param name="Targets">To be forecast.</param>
/// <param name="Bases">Of each target the place of its column among the inputs; -1: it is no input.</param>
/// <param name="Weight">Of the weights; -1: none.</param>
internal sealed record WindowColumns(int[] Inputs, int[] Known, int[] Targets, int[] Bases, int Weight)
{
    /// <summary>Finds them.</summary>
    /// <exception cref="ArgumentException">The series has no such column, or the options do not go together.</exception>
    public static WindowColumns Of(TimeSeries series, WindowOptions window)
    {
        if (window.Targets.Count == 0)
            throw new ArgumentException(
                $"Expected the names of the columns to forecast in {nameof(WindowOptions)}.{nameof(window.Targets)}, got none. The series "
                + $"has {string.Join(", ", series.Columns)}.", nameof(window));
        int weight = window.Weight is null ? -1 : series.ColumnIndex(window.Weight);
        int[] inputs = [.. window.Inputs?.Select(series.ColumnIndex)
            ?? Enumerable.Range(0, series.Features).Where(column => column != weight)];
        if (inputs.Length == 0)
            throw new ArgumentException($"Expected at least one of {nameof(WindowOptions)}.{nameof(window.Inputs)}, got none.",
                nameof(window));
        int[] targets = [.. window.Targets.Select(series.ColumnIndex)], known = [.. window.Known.Select(series.ColumnIndex)];
        Once(inputs, nameof(window.Inputs));
        Once(targets, nameof(window.Targets));
        Once(known, nameof(window.Known));
        if (known.Intersect(targets).Select(column => series.Columns[column]).FirstOrDefault() is { } both)
            throw new ArgumentException(
                $"Expected columns that are known ahead in {nameof(window.Known)}, got '{both}', which is to be forecast: the model would "
                + "be given the answer.", nameof(window));
        int[] bases = [.. targets.Select(target => Array.IndexOf(inputs, target))];
        if (window.Differences && Array.IndexOf(bases, -1) is >= 0 and var absent)
            throw new ArgumentException(
                $"Expected targets that are inputs too with {nameof(window.Differences)}, got '{window.Targets[absent]}', which is none: "
                + $"there is no last value to count from. Add it to {nameof(window.Inputs)}.", nameof(window));
        return new WindowColumns(inputs, known, targets, bases, weight);

        void Once(int[] columns, string option)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                if (Array.IndexOf(columns, columns[i]) < i)
                    throw new ArgumentException(
                        $"Expected each column once in {option}, got '{series.Columns[columns[i]]}' twice.", nameof(window));
            }
        }
    }
}
