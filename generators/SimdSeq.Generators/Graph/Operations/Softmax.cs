using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>The one activation that is not element-wise: over the features of each row.</summary>
internal sealed class Softmax(string name, string declared, Value input) : Operation(name, declared, [input], input.Shape)
{
    public override string? AnswersOf(IReadOnlyList<string?> inputs) => "Softmax";

    public override bool GradientReadsOutput => true;

    public override bool WorksInPlace => true;

    public override bool ReadsWholeVectors => false;
}
