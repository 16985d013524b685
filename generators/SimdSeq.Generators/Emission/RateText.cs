using System.Collections.Generic;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Steps of a stream in emitted code.</summary>
internal static class RateText
{
    /// <summary>The condition that a step is one of them.</summary>
    public static string When(StreamRate rate) => string.Join(" && ", Parts(rate, ">=", "=="));

    /// <summary>The statement that ends a method at any other row of the input.</summary>
    public static string? ReturnUnlessComplete(Windows windows)
    {
        var rate = new StreamRate(windows.Stride, windows.LookAhead);
        return rate.IsEveryStep ? null : $"if ({string.Join(" || ", Parts(rate, "<", "!="))}) return; // no window is complete";
    }

    // The phase is more than a remainder where the first row comes later than after a period.
    private static IEnumerable<string> Parts(StreamRate rate, string atLeast, string equal)
    {
        if (rate.Phase >= rate.Period) yield return $"step {atLeast} {rate.Phase}";
        if (rate.Period > 1) yield return $"step % {rate.Period} {equal} {rate.Phase % rate.Period}";
    }
}
