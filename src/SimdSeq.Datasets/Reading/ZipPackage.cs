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
        throw new SeriesFormatException(path, 0, null,
            $"expected one .csv file in the zip, got {found.Length} (inside: "
                + $"{Excerpt.Of([.. zip.Entries.Select(entry => entry.FullName)])}). "
            + "Unpack it and pass the csv, if one is in it.");
    }

    /// <summary>Opens a member.</summary>
    /// <exception cref="SeriesFormatException">It is encrypted, or packed by a method that .NET does not know.</exception>
    public static ZipEntryStream Open(ZipArchiveEntry entry, string path)
    {
        string? reason = entry.IsEncrypted ? "it is encrypted" : null;
        try
        {
            if (reason is null) return new ZipEntryStream(entry);
        }
        catch (InvalidDataException e)
        {
            reason = e.Message;
        }

        throw new SeriesFormatException(path, 0, null,
            $"expected a member that can be unpacked, got '{Excerpt.Of(entry.FullName)}' ({reason}). Unpack it with another program and "
            + "name the csv.");
    }
}
