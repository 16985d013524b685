namespace SimdSeq.Datasets;

/// <summary>What may come of a download, and what tells whether it is right.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Most">The most bytes to take.</param>
/// <param name="Checked">Whether a hash, that of the entry or those within a zip, tells a whole file from any other.</param>
/// <param name="Read">Whether it is read before it counts.</param>
/// <param name="StallTimeout">How long a connection may bring next to nothing.</param>
internal sealed record DownloadTerms(string Name, long Most, bool Checked, bool Read, TimeSpan StallTimeout)
{
    private const long MostUnknown = 1L << 30; // of a set whose size is not known

    /// <summary>Those of a data set.</summary>
    public static DownloadTerms Of(DatasetEntry entry, DownloadOptions options) => new(
        entry.FileName,
        options.MaximumBytes ?? (entry.Size is { } size ? Math.Max(size, 2 * size) : MostUnknown),
        Checked: (options.Sha256 ?? entry.Sha256) is not null || entry.Zipped,
        Read: entry.Validate is not null,
        options.StallTimeout);
}
