namespace SimdSeq.Datasets;

/// <summary>A data set that can be downloaded.</summary>
public sealed record DatasetEntry
{
    /// <summary>Short name, also that of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a line.</summary>
    public required string Description { get; init; }

    /// <summary>Terms of use and whom to cite.</summary>
    public required string Licence { get; init; }

    /// <summary>Where it can be had: the first that works is taken.</summary>
    public required IReadOnlyList<Uri> Urls { get; init; }

    /// <summary>Name of the file in the set's folder when done.</summary>
    public required string FileName { get; init; }

    /// <summary>Whether a zip with one csv inside comes, which is unpacked to <see cref="FileName"/>.</summary>
    public bool Zipped { get; init; }

    /// <summary>SHA-256 of what comes, in hexadecimal; null when not known.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Approximate bytes to download, for information; null when not known.</summary>
    public long? Size { get; init; }

    /// <summary>Reads the finished file and throws a <see cref="FormatException"/> when it is not what it should be; null for no
    /// check.</summary>
    public Action<string>? Validate { get; init; }
}
