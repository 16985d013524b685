using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>A cell along the steps.</summary>
internal sealed class Recurrence(string name, string declared, Shape input, Cell cell, bool returnSequences, bool isReversed = false)
    : Operation(name, declared, input, new Shape(returnSequences ? input.Steps : null, cell.Units, returnSequences && input.IsMasked))
{
    public Cell Cell { get; } = cell;

    /// <summary>The same equations without dropout; the same object when there is none.</summary>
    public Cell PredictionCell { get; set; } = cell;

    /// <summary>The same without a mask of the steps, as a stream passes over a step that is not there.</summary>
    public Cell StreamCell { get; set; } = cell;

    public bool ReturnSequences { get; } = returnSequences;

    public int Steps => Input.Rows;

    /// <summary>Whether it goes from the last step to the first. Its sequence stays in the order of the input.</summary>
    public bool IsReversed { get; } = isReversed;

    public override bool IsCausal => !IsReversed;

    /// <summary>The activation that bounds its answers; null where a cell of the user makes them.</summary>
    public string? Activation { get; set; }

    public override string? AnswersOf(string? input) => Activation;

    /// <summary>Where the states of the first step come from, and whether the last ones are answered.</summary>
    public StateUse StateUse { get; set; }

    public int StateValues => Cell.States.Count * Cell.Units;

    public override IReadOnlyList<Parameter> Parameters => [.. Cell.Parameters];

    public override long MultiplyAdds => Steps * Order.Topological(Cell.States.Select(state => state.After)).OfType<LinearSum>()
        .SelectMany(sum => sum.Terms).Sum(term => (long)term.Weight.Inputs * term.Weight.Units);
}
