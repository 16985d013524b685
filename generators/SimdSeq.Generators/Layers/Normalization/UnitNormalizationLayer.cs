using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>Length of each row.</summary>
internal sealed class UnitNormalizationLayer : Layer
{
    private const double LeastSquare = 1e-12; // Keras's

    public override bool ActsOnEachStep => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems) =>
        [new Normalization(name, options.Text, input, NormalizationKind.UnitLength, LeastSquare)];
}
