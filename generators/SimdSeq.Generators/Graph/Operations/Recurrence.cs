using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// A cell along the steps. Behind its input come the values that its states have before the first step, if these are given.
/// </summary>
internal sealed class Recurrence(
    string name, string declared, Value input, Cell cell, bool returnSequences, bool isReversed, IReadOnlyList<Value> initialStates)
    : Operation(name, declared, [input, .. initialStates],
        new Shape(returnSequences ? input.Shape.Steps : null, cell.Units, returnSequences && input.Shape.IsMasked))
{
    public Cell Cell { get; } = cell;

    /// <summary>The same equations without dropout; the same object when there is none.</summary>
    public Cell PredictionCell { get; set; } = cell;

    /// <summary>The same without a mask of the steps, as a stream passes over a step that is not there.</summary>
    public Cell StreamCell { get; set; } = cell;

    public bool ReturnSequences { get; } = returnSequences;

    public int Steps => InputShape.Rows;

    /// <summary>Whether it goes from the last step to the first. Its sequence stays in the order of the input.</summary>
    public bool IsReversed { get; } = isReversed;

    /// <summary>The activation that bounds its answers; null where a cell of the user makes them.</summary>
    public string? Activation { get; set; }

    // The states before the first step are a part of those after it.
    public override string? AnswersOf(IReadOnlyList<string?> inputs) =>
        inputs.Skip(1).All(state => state == Activation) ? Activation : null;

    /// <summary>Where the states of the first step come from, and whether the last ones are answered.</summary>
    public StateUse StateUse { get; set; }

    /// <summary>Whether values of the model are the states before the first step.</summary>
    public bool HasInitialStates => Inputs.Count > 1;

    public int StateValues => Cell.States.Count * Cell.Units;

    public override IReadOnlyList<Parameter> Parameters => [.. Cell.Parameters];

    public override long MultiplyAdds => Steps * Order.Topological(Cell.States.Select(state => state.After)).OfType<LinearSum>()
        .SelectMany(sum => sum.Terms).Sum(term => (long)term.Weight.Inputs * term.Weight.Units);

    public override bool IsCausal => !IsReversed;

    public override bool ReadsAtFirst(int input) => input > 0;

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers => HasInitialStates ? [(WindowedOperation.Position, 2)] : [];

    // A step is made of all that come before it, in the order of going; what comes after the last that is wanted is left out. States that
    // go on elsewhere are those after all steps.
    public override RowSet RowsMade(RowSet wanted) =>
        StateUse.Returned || StateUse.Kept ? Output.Rows
        : IsReversed ? new(wanted.First, 1, Steps - wanted.First)
        : RowSet.All(wanted.Last + 1);

    public override RowSet RowsRead(int input) => ReturnSequences ? Output.Rows : base.RowsRead(input);

    // With dropout it keeps a copy of what was not dropped.
    public override bool GradientReadsInputs => Cell.InputDropout == 0;

    public override bool GradientReadsOutput => true;

    public override bool AddsInputGradients => true;

    public override bool TakesColumns => ReturnSequences;

    // The state before the first step, in the order of going; without sequences, all but the last.
    public override (int Before, int After) Margin => (IsReversed, ReturnSequences) switch
    {
        (false, true) => (1, 0),
        (true, true) => (0, 1),
        (false, false) => (Steps, 0),
        (true, false) => (0, Steps),
    };

    public override bool ReadsWholeVectors => false;

    public override bool RemembersInStream => true;

    public override string OutputName => Names.Pascal(Cell.States[0].Before.Name!);
}
