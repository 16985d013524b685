using System.Globalization;
using System.Net.Http.Headers;

namespace SimdSeq.Datasets;

/// <summary>
/// Which version of a file the beginning on disk is of, kept beside it as <c>name.part.origin</c>: without it the rest of another version
/// could be put behind. Three lines: the address, what tells versions apart, the bytes in all.
/// </summary>
/// <param name="Url">The address it came from.</param>
/// <param name="Version">A strong ETag with its quotes, or the date of the last change.</param>
/// <param name="Total">Bytes in all; null when not known.</param>
internal sealed record PartOrigin(Uri Url, string Version, long? Total)
{
    private const int LongestFile = 1 << 14;

    // HTTP counts in seconds: a date that young may stand for two versions (RFC 9110, 8.8.2.2).
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(60);

    /// <summary>The path of the file beside a part.</summary>
    public static string PathOf(string part) => part + ".origin";

    /// <summary>What an answer tells; null when it does not tell versions apart.</summary>
    public static PartOrigin? Of(Uri url, HttpResponseMessage response, long? total)
    {
        if (response.Headers.ETag is { IsWeak: false } tag) return new PartOrigin(url, tag.Tag, total);
        return response.Content.Headers.LastModified is { } changed && response.Headers.Date - changed >= Settled
            ? new PartOrigin(url, Text(changed), total)
            : null;
    }

    /// <summary>What is kept beside a part; null when there is nothing, or nothing that makes sense.</summary>
    public static PartOrigin? Read(string part)
    {
        var file = new FileInfo(PathOf(part));
        if (!file.Exists || file.Length > LongestFile) return null;
        return File.ReadAllLines(file.FullName) is [var address, var version, var total]
            && Uri.TryCreate(address, UriKind.Absolute, out Uri? url)
            && (IsTag(version) ? EntityTagHeaderValue.TryParse(version, out _) : IsDate(version, out _))
            ? new PartOrigin(url, version, long.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out long all) ? all : null)
            : null;
    }

    /// <summary>Keeps it beside a part.</summary>
    public void Write(string part) =>
        File.WriteAllLines(PathOf(part), [Url.AbsoluteUri, Version, Total?.ToString(CultureInfo.InvariantCulture) ?? ""]);

    /// <summary>Asks a server for the rest of this version, or else for all of another.</summary>
    public RangeConditionHeaderValue Condition => IsTag(Version)
        ? new RangeConditionHeaderValue(EntityTagHeaderValue.Parse(Version))
        : new RangeConditionHeaderValue(IsDate(Version, out DateTimeOffset date) ? date : throw new FormatException(Version));

    /// <summary>Whether an answer is of this version; null when it does not say.</summary>
    public bool? Is(HttpResponseMessage response)
    {
        if (IsTag(Version)) return response.Headers.ETag is { } tag ? !tag.IsWeak && tag.Tag == Version : null;
        return response.Content.Headers.LastModified is { } changed ? Text(changed) == Version : null;
    }

    private static bool IsTag(string version) => version.StartsWith('"');

    private static bool IsDate(string version, out DateTimeOffset date) => DateTimeOffset.TryParseExact(
        version, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);

    private static string Text(DateTimeOffset date) => date.ToString("R", CultureInfo.InvariantCulture);
}
