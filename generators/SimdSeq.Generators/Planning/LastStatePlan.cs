using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>The plan of a last state, which lies in the memory of its recurrence.</summary>
internal sealed class LastStatePlan : OperationPlan
{
    private readonly RecurrencePlan _recurrence;

    public LastStatePlan(LastState operation, PlannedValues values, ModelMemory memory) : base(operation, values, memory)
    {
        LastState = operation;
        _recurrence = memory.Recurrences[operation.Recurrence];
        // Its gradient is where that of the state begins.
        Output.Gradient?.Buffer.LiveUntil(memory.GradientTime(operation.Recurrence));
    }

    public LastState LastState { get; }

    /// <summary>Where it lies over a tile.</summary>
    public string Address => _recurrence.StateAddress(LastState.State, _recurrence.LastRow);

    /// <summary>Where it lies in a stream's memory.</summary>
    public string StreamAddress => _recurrence.Stream!.States[LastState.State];

    /// <summary>Whether the gradient of the recurrence's single answer is that of the state.</summary>
    public bool IsAnswer => LastState is { State: 0, Recurrence.ReturnSequences: false };
}
