using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>The row of a table for each id.</summary>
internal sealed class EmbeddingLayer : Layer
{
    public override bool TakesNested => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireUnits(options, "inputDim", problems);
        RequireUnits(options, "outputDim", problems);
        RequireDefined<InitializerName>(options, "embeddingsInitializer", "Initializer", problems);
        if (input.Shape.Features != 1 || !input.Shape.IsSequence)
            problems.Add(Ids.WrongShape, null, $"Embedding needs a sequence of ids (steps x 1); got {input.Shape}",
                "Declare [SequenceModel(steps: ..., features: 1)] and put Embedding first.");
        if (problems.Any) return null;
        var table = new Parameter(name, "embeddings", [options.Int("inputDim"), options.Int("outputDim")],
            Initializer(options, "embeddingsInitializer"));
        return [new Gather(name, options.Text, input, table, options.Bool("maskZero"))];
    }
}
