using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>Every step several times; a row, as many steps.</summary>
internal sealed class UpSamplingLayer(string argument, bool takesRow) : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        if (!takesRow) RequireSequence(options.Kind, input.Shape, problems);
        else if (input.Shape.IsSequence)
            problems.Add(Ids.WrongShape, null, $"{options.Kind} needs one row of features; got {input.Shape}",
                "Use UpSampling1D, or LastStep before it.");
        WindowOptions.RequireAtLeast(options, argument, 1, problems);
        if (problems.Any) return null;
        int times = options.Int(argument);
        if ((long)input.Shape.Rows * times <= int.MaxValue) return [new RepeatRows(name, options.Text, input, times)];
        problems.Add(Ids.TooLarge, argument, Invariant($"{options.Kind} would make {(long)input.Shape.Rows * times:N0} steps; at most ")
            + Invariant($"{int.MaxValue:N0} are possible"), "Use fewer.");
        return null;
    }
}
