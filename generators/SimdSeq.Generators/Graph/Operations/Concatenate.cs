using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>The features of several values side by side, row by row.</summary>
internal sealed class Concatenate(string name, string declared, IReadOnlyList<Value> inputs)
    : Operation(name, declared, inputs, inputs[0].Shape with
    {
        Features = inputs.Sum(input => input.Shape.Features),
        IsMasked = inputs.Any(input => input.Shape.IsMasked),
    })
{
    public override bool IsRowByRow => true;

    public override bool JoinsColumns => true;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => inputs.Distinct().Count() == 1 ? inputs[0] : null;
}
