namespace SimdSeq.Datasets;

/// <summary>A finished download.</summary>
/// <param name="Path">The file.</param>
/// <param name="AlreadyThere">Whether the file was there and nothing was downloaded.</param>
/// <param name="Url">Where it came from; null when it was there.</param>
/// <param name="Bytes">Bytes downloaded, packed; 0 when it was there.</param>
/// <param name="Sha256">SHA-256 of those bytes in lower-case hexadecimal; null when it was there.</param>
public sealed record DownloadResult(string Path, bool AlreadyThere, Uri? Url, long Bytes, string? Sha256);
