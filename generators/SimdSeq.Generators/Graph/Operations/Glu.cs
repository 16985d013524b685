using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>The first half of a row's features, each times the sigmoid of one of the second half.</summary>
internal sealed class Glu(string name, string declared, Value input)
    : Operation(name, declared, [input], input.Shape with { Features = input.Shape.Features / 2 })
{
    public override string? AnswersOf(IReadOnlyList<string?> inputs) => null;

    public override bool IsRowByRow => true;

    public override bool GradientReadsInputs => true;

    public override bool AddsInputGradients => true;

    public override bool ReadsWholeVectors => false;
}
