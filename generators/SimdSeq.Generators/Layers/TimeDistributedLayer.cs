using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>The layer after it on every step alone, which is what such layers do with a sequence.</summary>
internal sealed class TimeDistributedLayer : WrapperLayer
{
    public override bool TakesNested => true;

    public override int Wraps(LayerDeclaration options) => 1;

    public override IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, Value input, IReadOnlyList<WrappedLayer> wrapped, LayerProblems problems)
    {
        if (wrapped.Count == 0)
        {
            problems.Add(Ids.UnfinishedWrapper, null, $"{options.Kind} needs a layer after it that acts on each step alone; got none",
                "Put for instance [Dense(8)] below it.");
            return null;
        }

        var (inner, part, layer, ofInner) = wrapped[0];
        RequireSequence(options.Kind, input.Shape, problems);
        if (!layer.ActsOnEachStep)
        {
            ofInner.Add(Ids.WrongCombination, null, $"{options.Kind} needs a layer that acts on each step alone; {inner.Kind} does not",
                $"Remove {options.Kind}, or give it another layer, such as Dense.");
        }

        if (problems.Any || ofInner.Any) return null;
        return layer.Build(inner with { Kind = $"{options.Kind} {inner.Kind}" }, $"{name}/{part}", input, ofInner);
    }
}
