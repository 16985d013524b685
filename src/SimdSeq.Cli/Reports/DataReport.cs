namespace SimdSeq.Cli;

/// <summary>The data a result was computed on.</summary>
/// <param name="File">The file, or null when the data were generated.</param>
/// <param name="Kind"><c>real</c>, <c>synthetic</c> or <c>generated</c>.</param>
/// <param name="Rows">Rows of the record, or samples.</param>
/// <param name="Period">Time between two rows, such as <c>1h</c>; null when they have no time.</param>
/// <param name="Sha">SHA-256 of the file, or null.</param>
internal sealed record DataReport(string? File, string Kind, int Rows, string? Period, string? Sha)
{
    public const string Real = "real";
    public const string Synthetic = "synthetic";

    /// <summary>The task itself is generated: nothing is missing.</summary>
    public const string Generated = "generated";
}
