namespace SimdSeq.Datasets;

/// <summary>
/// Fills missing values, marked as NaN: each takes the last valid value before it in its column; those at the beginning
/// take the first valid one.
/// </summary>
internal static class MissingValues
{
    /// <summary>Fills one column of <c>[row][column]</c> values.</summary>
    /// <returns>How many values were missing, or -1 when all were.</returns>
    public static int Fill(float[] values, int columns, int column)
    {
        int first = column;
        while (first < values.Length && float.IsNaN(values[first])) first += columns;
        if (first >= values.Length) return -1;

        int filled = 0;
        float last = values[first];
        for (int at = column; at < values.Length; at += columns)
        {
            if (float.IsNaN(values[at]))
            {
                values[at] = last;
                filled++;
            }
            else
            {
                last = values[at];
            }
        }

        return filled;
    }
}
