using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>A stack of Transformer blocks (Vaswani et al. 2017).</summary>
/// <param name="isDecoder">Whether it also attends to another sequence.</param>
internal sealed class TransformerLayer(bool isDecoder) : Layer
{
    private const int MostLayers = 64;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems) =>
        Build(options, name, [input], problems);

    public override IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, IReadOnlyList<Value> inputs, LayerProblems problems)
    {
        if (isDecoder && inputs.Count != 2)
        {
            problems.Add(Ids.WrongShape, null,
                Invariant($"{options.Kind} takes a sequence and what it attends to; got {inputs.Count} values"),
                $"Write {options.Kind}(...)(x, memory); without memory a TransformerEncoder(causal: true) is meant.");
        }

        foreach (var input in inputs) RequireSequence(options.Kind, input.Shape, problems);
        RequireUnits(options, "heads", problems);
        RequireUnits(options, "feedForward", problems);
        RequireShare(options, "dropout", problems);
        RequireElementWise(options, "activation", problems);
        RequireDefined<TransformerNormName>(options, "norm", "TransformerNorm", problems);
        RequireDefined<AttentionPositionsName>(options, "positions", "AttentionPositions", problems);
        NormalizationOptions.RequireEpsilon(options, problems);
        int layers = options.Int("layers");
        if (layers is < 1 or > MostLayers)
        {
            problems.Add(Ids.ArgumentOutOfRange, "layers", Invariant($"layers must be from 1 to {MostLayers}; got {layers}"),
                "Each is a block of attention and a network for each step.");
        }

        AttentionChecks.RequireWindow(options, problems);
        if (problems.Any) return null;
        int features = inputs[0].Shape.Features;
        AttentionChecks.RequireHeads(options, features, problems);
        if (!problems.Any)
            AttentionChecks.RequirePairs(options.Enum<AttentionPositionsName>("positions"), features / options.Int("heads"), problems);
        return problems.Any ? null : new TransformerBuilder(options, name, isDecoder ? inputs[1] : null).Build(inputs[0]);
    }
}
