namespace SimdSeq.Datasets;

/// <summary>A data set that can be downloaded.</summary>
public sealed record DatasetEntry
{
    /// <summary>Short name, also that of its folder but where sets share one.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a line.</summary>
    public required string Description { get; init; }

    /// <summary>Terms of use and whom to cite.</summary>
    public required string Licence { get; init; }

    /// <summary>Where it can be had, by http or https: the first that works is taken.</summary>
    public required IReadOnlyList<Uri> Urls { get; init; }

    /// <summary>Name of the file in the set's folder when done, without a folder.</summary>
    public required string FileName { get; init; }

    /// <summary>Whether a zip with one csv inside comes, which is unpacked to <see cref="FileName"/>.</summary>
    public bool Zipped { get; init; }

    /// <summary>SHA-256 of what comes, 64 hexadecimal digits; null when not known. Without it (and unless <see cref="Zipped"/>, whose hash
    /// is inside) an interrupted download is continued only where the server tells versions of the file apart.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Approximate bytes to download; null when not known. More than twice as many are refused, see
    /// <see cref="DownloadOptions.MaximumBytes"/>.</summary>
    public long? Size { get; init; }

    /// <summary>Reads the finished file and throws a <see cref="FormatException"/> when it is not what it should be; null for no
    /// check.</summary>
    public Action<string>? Validate { get; init; }

    /// <summary>The other files of the set, with its name; none when it is one file.</summary>
    public IReadOnlyList<DatasetEntry> More { get; init; } = [];

    /// <summary>Makes sure that it can be downloaded into a folder, and nowhere else.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    internal void Check()
    {
        foreach ((string property, string name) in (ReadOnlySpan<(string, string)>)[(nameof(Name), Name), (nameof(FileName), FileName)])
        {
            if (string.IsNullOrEmpty(name) || name is "." or ".." || name.AsSpan().ContainsAny("/\\")
                || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()))
                throw new ArgumentException($"Expected a {nameof(DatasetEntry)}.{property} that is a name without a folder, got '{name}'.");
        }

        if (Urls is not { Count: > 0 })
            throw new ArgumentException($"Expected an address in {nameof(DatasetEntry)}.{nameof(Urls)}, got none.");
        foreach (Uri? url in Urls)
        {
            if (url is null || !url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))
                throw new ArgumentException($"Expected addresses of http or https in {nameof(DatasetEntry)}.{nameof(Urls)}, got '{url}'.");
        }

        CheckHash(Sha256);
    }

    /// <summary>Makes sure that a hash is one, or null.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    internal static void CheckHash(string? sha256)
    {
        if (sha256 is not null && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit)))
            throw new ArgumentException($"Expected {nameof(Sha256)} of 64 hexadecimal digits, got '{Excerpt.Of(sha256)}'.");
    }
}
