using System.Globalization;

namespace SimdSeq;

/// <summary>An axis: from where to where, and its round numbers.</summary>
internal sealed record ChartScale(double Lowest, double Highest, bool IsLogarithmic, IReadOnlyList<double> Ticks)
{
    private const int MostTicks = 6, MostDecades = 16;

    /// <summary>The axis for values that are finite.</summary>
    /// <param name="values">The values; there may be none.</param>
    /// <param name="decades">More than so many make it logarithmic, where all are above zero.</param>
    public static ChartScale Of(IReadOnlyList<double> values, double decades)
    {
        double lowest = values.Count == 0 ? 0 : values.Min(), highest = values.Count == 0 ? 1 : values.Max();
        if (lowest > 0 && Math.Log10(highest) - Math.Log10(lowest) > decades)
        {
            int to = (int)Math.Ceiling(Math.Log10(highest)), from = Math.Max((int)Math.Floor(Math.Log10(lowest)), to - MostDecades);
            int every = (to - from + MostTicks - 1) / MostTicks;
            double[] powers = [.. Enumerable.Range(from, to - from + 1).Where(power => (power - from) % every == 0)
                .Select(power => Math.Pow(10, power)).Where(double.IsFinite)];
            return new ChartScale(Math.Pow(10, from), Math.Min(Math.Pow(10, to), double.MaxValue), true, powers);
        }

        // In halves, so that the distance of the largest and the smallest number of all is one too.
        double half = highest / 2 - lowest / 2;
        if (half <= Math.Max(Math.Abs(highest), Math.Abs(lowest)) * 1e-12)
        {
            double around = lowest == 0 ? 1 : Math.Abs(lowest) / 10;
            (lowest, highest) = (Math.Max(lowest - around, -double.MaxValue), Math.Min(highest + around, double.MaxValue));
            half = highest / 2 - lowest / 2;
        }

        double step = Round(half / MostTicks * 2);
        double first = Math.Floor(lowest / step), last = Math.Ceiling(highest / step);
        if (!double.IsFinite(step) || !double.IsFinite(first * step) || !double.IsFinite(last * step))
            return new ChartScale(lowest, highest, false, [lowest, highest]);
        double[] ticks = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
        return new ChartScale(ticks[0], ticks[^1], false, ticks);
    }

    /// <summary>Round whole numbers from one to another.</summary>
    public static IEnumerable<int> WholeTicks(int from, int to)
    {
        int step = Math.Max(1, (int)Round((to - from) / 8.0));
        for (long at = from; at <= to; at = at == from && from % step != 0 ? from + step - from % step : at + step)
            yield return (int)at;
    }

    /// <summary>Where a value lies, from 0 to 1.</summary>
    public double Share(double value)
    {
        if (IsLogarithmic)
        {
            double lowest = Math.Log10(Lowest), shown = Math.Log10(Math.Max(value, Lowest));
            return (shown - lowest) / (Math.Log10(Highest) - lowest);
        }

        return (value / 2 - Lowest / 2) / (Highest / 2 - Lowest / 2);
    }

    /// <summary>A round number as it stands at the axis.</summary>
    public string Format(double tick)
    {
        double step = IsLogarithmic || Ticks.Count < 2 ? Math.Abs(tick) : Math.Abs(Ticks[1] - Ticks[0]);
        double largest = Math.Max(Math.Abs(Lowest), Math.Abs(Highest));
        if (IsLogarithmic || largest is >= 1e6 or < 1e-4) return tick.ToString("0.###e0", CultureInfo.InvariantCulture);
        int digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 12);
        return tick.ToString($"F{digits}", CultureInfo.InvariantCulture);
    }

    // 1, 2 or 5 times a power of ten, the next that is not smaller.
    private static double Round(double step)
    {
        if (step <= 0) return 1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double[] rounds = [1, 2, 5];
        foreach (double round in rounds)
        {
            if (round * power >= step * (1 - 1e-9)) return round * power;
        }

        return 10 * power;
    }
}
