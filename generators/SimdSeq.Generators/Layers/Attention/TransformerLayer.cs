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
        int layers = options.Int("layers"), heads = options.Int("heads");
        if (layers is < 1 or > MostLayers)
        {
            problems.Add(Ids.ArgumentOutOfRange, "layers", Invariant($"layers must be from 1 to {MostLayers}; got {layers}"),
                "Each is a block of attention and a network for each step.");
        }

        if (options.Int("window") < 0)
        {
            problems.Add(Ids.ArgumentOutOfRange, "window", Invariant($"window must be at least 0; got {options.Int("window")}"),
                "0 sees all steps, n those less than n away.");
        }

        if (problems.Any) return null;
        int features = inputs[0].Shape.Features;
        if (features % heads != 0)
        {
            problems.Add(Ids.WrongCombination, "heads", Invariant($"heads must divide the features: {heads} heads cannot share {features}"),
                Invariant($"Use heads that divide {features}, or put a Dense of another width before it."));
        }
        else if (options.Enum<AttentionPositionsName>("positions") == AttentionPositionsName.Rotary && features / heads % 2 != 0)
        {
            problems.Add(Ids.WrongCombination, "positions",
                Invariant($"positions: AttentionPositions.Rotary turns features in pairs, and a head has {features / heads}"),
                "Give heads an even number of features.");
        }

        return problems.Any ? null : new TransformerBuilder(options, name, isDecoder ? inputs[1] : null).Build(inputs[0]);
    }
}
