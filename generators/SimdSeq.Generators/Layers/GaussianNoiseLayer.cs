using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>In training, noise of the normal distribution added to every value.</summary>
internal sealed class GaussianNoiseLayer : Layer
{
    public override bool IsForTrainingAlone => true;

    public override bool ActsOnEachStep => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        double deviation = options.Double("stddev");
        if (!(deviation >= 0 && deviation <= double.MaxValue))
        {
            problems.Add(Ids.ArgumentOutOfRange, "stddev", Invariant($"stddev must be at least 0 and finite; got {deviation}"),
                "It is the standard deviation of the noise that training adds: 0.1, for instance.");
        }

        return problems.Any ? null : [new GaussianNoise(name, options.Text, input, deviation)];
    }
}
