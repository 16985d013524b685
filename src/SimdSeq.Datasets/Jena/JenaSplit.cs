using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>The rows of a climate record for training, validation and test, in chronological order and without overlap.</summary>
/// <param name="Training">Rows to train on; mean and deviation are measured here too.</param>
/// <param name="Validation">Rows to choose models by.</param>
/// <param name="Test">The remaining rows.</param>
public sealed record JenaSplit(RowRange Training, RowRange Validation, RowRange Test);
