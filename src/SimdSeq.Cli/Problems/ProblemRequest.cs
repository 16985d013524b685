namespace SimdSeq.Cli;

/// <summary>Where a problem may look for its data.</summary>
/// <param name="File">The file the user named, or null.</param>
/// <param name="Folder">The folder that holds the data sets.</param>
/// <param name="Cancellation">Stops reading them.</param>
internal sealed record ProblemRequest(string? File, string Folder, CancellationToken Cancellation);
