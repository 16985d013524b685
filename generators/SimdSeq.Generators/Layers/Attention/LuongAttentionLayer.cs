using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>Attention without projections but, on request, one between query and key (Luong, Pham and Manning 2015).</summary>
internal sealed class LuongAttentionLayer : AttentionLayer
{
    protected override IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, Value query, Value value, Value key, LayerProblems problems)
    {
        RequireDefined<AttentionScoreName>(options, "score", "AttentionScore", problems);
        RequireShare(options, "dropout", problems);
        AttentionChecks.RequireWindow(options, problems);
        RequireDefined<InitializerName>(options, "kernelInitializer", "Initializer", problems);
        var score = options.Enum<AttentionScoreName>("score");
        int features = key.Shape.Features;
        if (score != AttentionScoreName.General && query.Shape.Features != features)
        {
            problems.Add(Ids.WrongShape, null,
                Invariant($"{options.Kind} multiplies queries and keys, which need as many features; got {query.Shape.Features} and ")
                    + Invariant($"{features}"),
                "Use score: AttentionScore.General, which has a matrix between them.");
        }

        if (problems.Any) return null;
        var operations = new List<Operation>();
        if (score == AttentionScoreName.General)
        {
            var kernel = new Parameter(name, "kernel", [query.Shape.Features, features], Initializer(options, "kernelInitializer"));
            operations.Add(new Linear($"{name}/query", options.Text, query, kernel, null));
            query = operations[0].Output;
        }

        var attention = new AttentionOptions(1, 1, features, value.Shape.Features,
            score == AttentionScoreName.Scaled ? ScaleOf(features) : 1, options.Bool("causal"), options.Int("window"), IsAlibi: false,
            options.Double("dropout"));
        operations.Add(new Attention(name, options.Text, query, key, value, attention));
        return operations;
    }
}

/// <summary>The library's <c>AttentionScore</c>, which the generator cannot reference; a test compares the two.</summary>
internal enum AttentionScoreName { Dot, Scaled, General }
