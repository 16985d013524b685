using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>A sequence from its last step to its first.</summary>
internal sealed class ReverseLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Shape input, LayerProblems problems)
    {
        if (input.IsSequence) return [new Reversal(name, options.Text, input)];
        problems.Add(Ids.WrongShape, null, $"Reverse needs a sequence (steps x features); got one row of {input.Features}", "Remove it, or put it before the layer that makes one row.");
        return null;
    }
}
