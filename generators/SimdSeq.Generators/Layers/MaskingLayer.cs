using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>Steps that all have one value are not there.</summary>
internal sealed class MaskingLayer : Layer
{
    public override bool TakesNested => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        double value = options.Double("maskValue");
        if (double.IsNaN(value) || double.IsInfinity(value))
            problems.Add(Ids.ArgumentOutOfRange, "maskValue",
                "maskValue must be a finite number; got " + value.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "0 is usual.");
        RequireSequence("Masking", input.Shape, problems);
        return problems.Any ? null : [new Masking(name, options.Text, input, value)];
    }
}
