using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>A sequence as one row.</summary>
internal sealed class FlattenLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        long features = (long)input.Shape.Rows * input.Shape.Features;
        if (input.Shape.IsSequence && features <= int.MaxValue) return [new Flatten(name, options.Text, input)];
        if (input.Shape.IsSequence)
            problems.Add(Ids.TooLarge, null, Invariant($"Flatten would make one row of {features:N0}; at most {int.MaxValue:N0} are ")
                + Invariant($"possible"), "Use fewer steps or features.");
        else
            problems.Add(Ids.WrongShape, null, $"Flatten needs a sequence (steps x features); got one row of {input.Shape.Features}",
                "Remove it: this is one row already.");
        return null;
    }
}
