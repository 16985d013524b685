using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>The largest or the mean of all steps.</summary>
internal sealed class GlobalPoolingLayer(PoolKind kind) : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence(options.Kind, input.Shape, problems);
        if (problems.Any) return null;
        int steps = input.Shape.Rows;
        return [new Pool(name, options.Text, input, kind, new Windows(steps, 1, steps, 0, 1, IsWhole: false), isGlobal: true)];
    }
}
