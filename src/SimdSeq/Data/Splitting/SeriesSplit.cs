namespace SimdSeq.Data;

/// <summary>The rows of a series for training, validation and test, in chronological order and without overlap.</summary>
/// <param name="Training">Rows to train on; a <see cref="Preparation"/> is measured here too.</param>
/// <param name="Validation">Rows to choose models by.</param>
/// <param name="Test">The remaining rows.</param>
public sealed record SeriesSplit(RowRange Training, RowRange Validation, RowRange Test);
