namespace SimdSeq.Data;

/// <summary>A part of the rows of a series to validate on, and the rows to train on for that.</summary>
/// <param name="Training">The training rows, in ascending order; two ranges where the validation rows lie between them.</param>
/// <param name="Validation">The validation rows.</param>
public sealed record SeriesFold(IReadOnlyList<RowRange> Training, RowRange Validation);
