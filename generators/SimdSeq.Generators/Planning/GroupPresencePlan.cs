using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>The plan of the presence of groups: the mask that it is made of.</summary>
internal sealed class GroupPresencePlan(GroupPresence operation, PlannedValues values, ModelMemory memory)
    : OperationPlan(operation, values, memory)
{
    public GroupPresence Presence { get; } = operation;

    /// <summary>Which steps the group has, <c>[step][lane]</c>.</summary>
    public ValueView Steps { get; } = values[operation.MaskOf].Mask!;
}
