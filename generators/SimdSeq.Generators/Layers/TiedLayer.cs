using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>An answer for each row of an embedding's table, which it shares (Press and Wolf 2017).</summary>
internal sealed class TiedLayer : WrapperLayer
{
    /// <summary>The function's name.</summary>
    public const string Kind = "Tied";

    public override int Wraps(LayerDeclaration options) => 1;

    public override IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, Value input, IReadOnlyList<WrappedLayer> wrapped, LayerProblems problems)
    {
        var (embedding, table, layer, _) = wrapped[0];
        if (layer is not EmbeddingLayer)
        {
            problems.Add(Ids.WrongCombination, "embedding", $"{Kind} shares the table of an Embedding; got {embedding.Text}",
                $"Write var words = Embedding(...); and {Kind}(words)(y).");
            return null;
        }

        int rows = embedding.Int("inputDim"), features = embedding.Int("outputDim");
        if (input.Shape.Features != features)
        {
            problems.Add(Ids.WrongShape, null,
                Invariant($"{Kind} needs as many features as a row of the table has, {features}; got {input.Shape.Features}"),
                Invariant($"Put Dense({features}) before it."));
            return null;
        }

        var bias = options.Bool("useBias") ? new Parameter(name, "bias", [rows], nameof(InitializerName.Zeros)) : null;
        var parameter = new Parameter(table, "embeddings", [rows, features], Initializer(embedding, "embeddingsInitializer"));
        return [new TiedLinear(name, options.Text, input, parameter, bias)];
    }
}
