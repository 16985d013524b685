using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary><c>y = scale · x + offset</c>.</summary>
internal sealed class RescalingLayer : Layer
{
    public override bool TakesNested => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        double scale = options.Double("scale"), offset = options.Double("offset");
        if (scale == 0 || double.IsNaN(scale) || double.IsInfinity(scale))
        {
            problems.Add(Ids.ArgumentOutOfRange, "scale",
                Invariant($"scale must be a finite number that is not 0; got {scale}"), "1 changes nothing.");
        }


        if (double.IsNaN(offset) || double.IsInfinity(offset))
        {
            problems.Add(Ids.ArgumentOutOfRange, "offset",
                Invariant($"offset must be a finite number; got {offset}"), "0 changes nothing.");
        }

        return problems.Any ? null : [new ElementWise(name, options.Text, [input], Scaled)];

        Expression Scaled(IReadOnlyList<Leaf> leaves) => (scale == -1 ? -leaves[0] : leaves[0] * (Expression)scale) + offset;
    }
}
