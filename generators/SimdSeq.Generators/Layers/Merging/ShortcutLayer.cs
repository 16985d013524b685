using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>The shorter way around a block: its input itself, or with as many features as the block answers with.</summary>
internal sealed class ShortcutLayer(Conv1DLayer convolution) : Layer
{
    private const int GlorotUniform = (int)InitializerName.GlorotUniform, Zeros = (int)InitializerName.Zeros;

    public override bool TakesNested => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireUnits(options, "filters", problems);
        if (problems.Any) return null;
        return options.Int("filters") == input.Shape.Features ? [] : convolution.Build(Convolution(options), name, input, problems);
    }

    private static LayerDeclaration Convolution(LayerDeclaration options) => new(options.Kind, new(
    [
        .. options.Arguments,
        Default("kernelSize", 1), Default("strides", 1), Default("padding", (int)PaddingName.Valid),
        Default("dilation", 1), Default("groups", 1),
        Default("activation", (int)ActivationName.Linear), Default("useBias", true),
        Default("kernelInitializer", GlorotUniform), Default("biasInitializer", Zeros), Default("weightNorm", false),
    ]));

    private static Argument Default(string name, object value) => new(name, value, "", IsDefault: true, IsNamed: true);
}
