using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

/// <summary>Series whose every value tells its row and column, <c>row * features + column</c> (exact below 2^24).</summary>
internal static class CountedSeries
{
    public static TimeSeries Create(int rows, int features)
    {
        float[] values = [.. Enumerable.Range(0, rows * features).Select(i => (float)i)];
        return new TimeSeries(values, [.. Enumerable.Range(0, features).Select(f => $"c{f}")], new DateTime(2020, 1, 1), TimeSpan.FromMinutes(10));
    }

    public static WindowOptions Window(int lookback, int step, int delay) =>
        new(TimeSpan.FromMinutes(10 * lookback), TimeSpan.FromMinutes(10 * step), TimeSpan.FromMinutes(10 * delay));
}
