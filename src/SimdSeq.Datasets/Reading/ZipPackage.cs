using System.IO.Compression;

namespace SimdSeq.Datasets;

/// <summary>A zip that holds one csv file.</summary>
internal static class ZipPackage
{
    /// <summary>The one csv inside; resource forks that macOS adds are passed over.</summary>
    /// <exception cref="SeriesFormatException">There is none, or more than one.</exception>
    public static ZipArchiveEntry FindCsv(ZipArchive zip, string path)
    {
        ZipArchiveEntry[] found = [.. zip.Entries.Where(entry =>
            entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))];
        if (found.Length == 1) return found[0];
        string inside = zip.Entries.Count == 0 ? "nothing" : string.Join(", ", zip.Entries.Take(5).Select(entry => entry.FullName));
        throw new SeriesFormatException(path, 0, null,
            $"expected one .csv file in the zip, got {found.Length} (inside: {inside}). Unpack it and pass the csv.");
    }
}
