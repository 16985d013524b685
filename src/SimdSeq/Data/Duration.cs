using System.Globalization;

namespace SimdSeq.Data;

/// <summary>
/// Durations as text: numbers with the units <c>d</c>, <c>h</c>, <c>min</c>, <c>s</c> and <c>ms</c>, one or several in a row:
/// <c>5d</c>, <c>1h</c>, <c>10min</c>, <c>1d12h</c>, <c>0.5h</c>.
/// </summary>
public static class Duration
{
    /// <summary>Reads a duration.</summary>
    /// <param name="text">For example <c>5d</c>, <c>1h</c> or <c>10min</c>.</param>
    /// <exception cref="FormatException">The text is no duration; the message says how to write one.</exception>
    public static TimeSpan Parse(string text) =>
        TryParse(text, out TimeSpan duration)
            ? duration
            : throw new FormatException($"Expected a duration such as 5d, 1h, 10min, 30s or 1d12h; got '{text}'.");

    /// <summary>Reads a duration, if the text is one.</summary>
    /// <param name="text">For example <c>5d</c>, <c>1h</c> or <c>10min</c>.</param>
    /// <param name="duration">Receives the duration.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        text = text.Trim();
        if (text.IsEmpty) return false;
        decimal ticks = 0;
        while (!text.IsEmpty)
        {
            int digits = text.IndexOfAnyExcept("0123456789.");
            if (digits <= 0) return false;
            if (!decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
                return false;
            text = text[digits..].TrimStart();
            int letters = text.IndexOfAnyExceptInRange('a', 'z');
            if (letters < 0) letters = text.Length;
            long unit = TicksOf(text[..letters]);
            if (unit == 0 || number > long.MaxValue / unit) return false;
            ticks += number * unit;
            text = text[letters..].TrimStart();
        }

        if (ticks > long.MaxValue) return false;
        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>Writes a duration in its largest whole units, so that <see cref="Parse"/> reads it back: <c>5d</c>, <c>1d12h</c>,
    /// <c>10min</c>.</summary>
    /// <param name="duration">A duration of zero or more, in whole milliseconds.</param>
    public static string Format(TimeSpan duration)
    {
        string text = Part(duration.Days, "d") + Part(duration.Hours, "h") + Part(duration.Minutes, "min")
            + Part(duration.Seconds, "s") + Part(duration.Milliseconds, "ms");
        return text.Length == 0 ? "0s" : text;
    }

    private static string Part(int number, string unit) => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture) + unit;

    private static long TicksOf(ReadOnlySpan<char> unit) => unit switch
    {
        "d" => TimeSpan.TicksPerDay,
        "h" => TimeSpan.TicksPerHour,
        "min" => TimeSpan.TicksPerMinute,
        "s" => TimeSpan.TicksPerSecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        _ => 0,
    };
}
