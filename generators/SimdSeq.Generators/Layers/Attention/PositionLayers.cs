using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary><c>y[t] = x[t] + p[t]</c>, p being learned.</summary>
internal sealed class PositionalEmbeddingLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence(options.Kind, input.Shape, problems);
        RequireDefined<InitializerName>(options, "embeddingsInitializer", "Initializer", problems);
        if (problems.Any) return null;
        var table = new Parameter(
            name, "embeddings", [input.Shape.Rows, input.Shape.Features], Initializer(options, "embeddingsInitializer"));
        return [new AddPositions(name, options.Text, input, table)];
    }
}

/// <summary><c>y[t] = x[t] + p[t]</c>, p being sines and cosines.</summary>
internal sealed class SinusoidalPositionsLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence(options.Kind, input.Shape, problems);
        if (input.Shape.Features % 2 != 0)
        {
            problems.Add(Ids.WrongShape, null,
                Invariant($"{options.Kind} has a sine and a cosine for each frequency, and {input.Shape.Features} features are odd"),
                "Put a layer before it that makes an even number of features.");
        }

        return problems.Any ? null : [new AddPositions(name, options.Text, input, null)];
    }
}
