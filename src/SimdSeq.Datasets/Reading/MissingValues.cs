using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>Fills missing values, marked as NaN.</summary>
internal static class MissingValues
{
    /// <summary>Fills all columns, and makes the series.</summary>
    /// <param name="values">Values <c>[row][column]</c>.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="start">Time of the first row.</param>
    /// <param name="period">Time between two.</param>
    /// <param name="rule">What stands in the place of missing ones.</param>
    /// <param name="allMissing">The error of a column without a value.</param>
    /// <returns>The series, and how many were missing in a column that lacked any.</returns>
    public static (TimeSeries Series, Dictionary<string, int> Missing) Fill(
        float[] values, string[] columns, DateTime start, TimeSpan period, MissingRule rule, Func<string, Exception> allMissing)
    {
        var missing = new Dictionary<string, int>();
        bool[]? marks = values.Any(float.IsNaN) ? Array.ConvertAll(values, float.IsNaN) : null;
        for (int c = 0; marks is not null && c < columns.Length; c++)
        {
            int count = Fill(values, columns.Length, c, rule);
            if (count < 0) throw allMissing(columns[c]);
            if (count > 0) missing[columns[c]] = count;
        }

        return (new TimeSeries(values, columns, start, period, marks), missing);
    }

    /// <summary>Fills one column of <c>[row][column]</c> values.</summary>
    /// <returns>How many values were missing, or -1 when all were.</returns>
    public static int Fill(float[] values, int columns, int column, MissingRule rule = MissingRule.Previous)
    {
        int first = column;
        while (first < values.Length && float.IsNaN(values[first])) first += columns;
        if (first >= values.Length) return -1;

        int filled = 0, before = -1; // the value before
        for (int at = column; at < values.Length; at += columns)
        {
            if (!float.IsNaN(values[at]))
            {
                before = at;
                continue;
            }

            int after = at;
            while (after < values.Length && float.IsNaN(values[after])) after += columns;
            for (int gap = at; gap < after && gap < values.Length; gap += columns, filled++)
            {
                if (rule == MissingRule.Keep) continue;
                values[gap] = before < 0 ? values[first]
                    : rule == MissingRule.Interpolate && after < values.Length ? Between(gap) : values[before];
            }

            at = after - columns;

            float Between(int place) =>
                (float)(values[before] + ((double)values[after] - values[before]) * (place - before) / (after - before));
        }

        return filled;
    }
}
