using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>A state of a recurrence after its last step, also where that is not there: such a step leaves it as it is.</summary>
/// <param name="recurrence">The recurrence.</param>
/// <param name="state">The number of the state.</param>
internal sealed class LastState(string name, string declared, Recurrence recurrence, int state)
    : Operation(name, declared, [recurrence.Output], new Shape(null, recurrence.Cell.Units))
{
    public Recurrence Recurrence { get; } = recurrence;

    public int State { get; } = state;

    // Of other states than the answer nothing is known.
    public override string? AnswersOf(IReadOnlyList<string?> inputs) => State == 0 ? inputs[0] : null;

    public override bool AddsInputGradients => true;

    public override bool ReadsWholeVectors => false;
}
