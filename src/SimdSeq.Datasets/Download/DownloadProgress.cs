namespace SimdSeq.Datasets;

/// <summary>State of a download.</summary>
/// <param name="Url">The address in use.</param>
/// <param name="Attempt">The attempt at this address, from 1.</param>
/// <param name="Received">Bytes on disk, those of earlier attempts included.</param>
/// <param name="Total">Bytes in all; null when the server does not say.</param>
public readonly record struct DownloadProgress(Uri Url, int Attempt, long Received, long? Total);
