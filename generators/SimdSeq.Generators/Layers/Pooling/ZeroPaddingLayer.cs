using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>More steps, of zeros, at both ends.</summary>
internal sealed class ZeroPaddingLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence(options.Kind, input.Shape, problems);
        WindowOptions.RequireAtLeast(options, "left", 0, problems);
        WindowOptions.RequireAtLeast(options, "right", 0, problems);
        if (problems.Any) return null;
        long rows = (long)input.Shape.Rows + options.Int("left") + options.Int("right");
        if (rows <= int.MaxValue) return [new ShiftRows(name, options.Text, input, options.Int("left"), (int)rows)];
        problems.Add(Ids.TooLarge, "left", Invariant($"{options.Kind} would make {rows:N0} steps; at most {int.MaxValue:N0} are possible"),
            "Use fewer.");
        return null;
    }
}
