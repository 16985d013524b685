using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>Numbers of bytes as text.</summary>
internal static class ByteCount
{
    /// <summary>For example <c>1.9 MB</c>, in powers of 1000.</summary>
    public static string Format(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} bytes",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F2} GB"),
    };
}
