using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>Lengths of time as text, for people.</summary>
internal static class RoughTime
{
    /// <summary>For example <c>12 min</c>: seconds up to a minute and a half, minutes up to an hour and a half, then hours.</summary>
    public static string Format(double seconds) => seconds switch
    {
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F0} s"),
        < 5400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:F0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:F1} h"),
    };
}
