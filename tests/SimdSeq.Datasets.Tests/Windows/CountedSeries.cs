using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

/// <summary>Series whose every value tells its row and column, <c>row * features + column</c> (exact below 2^24).</summary>
internal static class CountedSeries
{
    public static TimeSeries Create(int rows, int features)
    {
        float[] values = [.. Enumerable.Range(0, rows * features).Select(i => (float)i)];
        return new TimeSeries(
            values, [.. Enumerable.Range(0, features).Select(f => $"c{f}")], new DateTime(2020, 1, 1), TimeSpan.FromMinutes(10));
    }

    public static TimeSpan Time(int rows) => TimeSpan.FromMinutes(10 * rows);

    /// <summary>A window of the book: its delay counts from the row after the newest input.</summary>
    public static WindowOptions Window(int lookback, int step, int delay, string target = "c0") =>
        WindowOptions.Book(Time(lookback), Time(step), Time(delay), target);
}
