using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>Fewer steps, at both ends.</summary>
internal sealed class CroppingLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence(options.Kind, input.Shape, problems);
        WindowOptions.RequireAtLeast(options, "left", 0, problems);
        WindowOptions.RequireAtLeast(options, "right", 0, problems);
        if (problems.Any) return null;
        long rows = (long)input.Shape.Rows - options.Int("left") - options.Int("right");
        if (rows >= 1) return [new ShiftRows(name, options.Text, input, -options.Int("left"), (int)rows)];
        problems.Add(Ids.WrongShape, "left",
            Invariant($"{options.Kind} must leave at least one step; got {input.Shape.Rows} - {options.Int("left")} - ")
                + Invariant($"{options.Int("right")}"), "Crop fewer.");
        return null;
    }
}
