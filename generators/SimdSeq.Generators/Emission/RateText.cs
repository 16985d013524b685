using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Steps of a stream in emitted code.</summary>
internal static class RateText
{
    /// <summary>The condition that a step is one of them; empty for every step.</summary>
    public static string When(StreamRate rate) => rate.IsEveryStep ? "" : string.Join(" && ", Parts(rate, ">=", "=="));

    /// <summary>The same, and that a row comes with it or with a later one; empty for every step.</summary>
    /// <param name="rate">The steps.</param>
    /// <param name="output">When the rows come.</param>
    public static string When(StreamRate rate, StreamRate output) => string.Join(" && ",
        new[] { When(rate), output.Period == 0 ? "" : $"step < {output.End.Text}" }.Where(part => part.Length > 0));

    /// <summary>The statement that ends a method at any other row of the input.</summary>
    public static string? ReturnUnlessComplete(Windows windows)
    {
        var rate = new StreamRate(windows.Stride, windows.LookAhead, RowCount.Steps);
        return rate.IsEveryStep ? null : $"if ({string.Join(" || ", Parts(rate, "<", "!="))}) return; // no window is complete";
    }

    // The phase is more than a remainder where the first row comes later than after a period.
    private static IEnumerable<string> Parts(StreamRate rate, string atLeast, string equal)
    {
        int remainder = rate.Phase % rate.Period;
        if (rate.Phase >= rate.Period) yield return $"step {atLeast} {rate.Phase}";
        if (rate.Period > 1) yield return $"step % {rate.Period} {equal} {(remainder < 0 ? remainder + rate.Period : remainder)}";
    }
}
