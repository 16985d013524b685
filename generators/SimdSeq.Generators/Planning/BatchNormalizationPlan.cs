using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>The plan of a normalisation with running statistics: its factors, which are derived when the parameters change.</summary>
internal sealed class BatchNormalizationPlan : OperationPlan
{
    public BatchNormalizationPlan(BatchNormalization operation, PlannedValues values, ModelMemory memory) : base(operation, values, memory)
    {
        Normalization = operation;
        Deviations = memory.Packed.Reserve(Prefix + "Deviations", operation.InputShape.Features);
        Factors = operation.Scale is null ? Deviations : memory.Packed.Reserve(Prefix + "Factors", operation.InputShape.Features);
    }

    public BatchNormalization Normalization { get; }

    /// <summary>One over the deviation of each feature, packed.</summary>
    public string Deviations { get; }

    /// <summary>The same times the scale.</summary>
    public string Factors { get; }
}
