using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>Attention by a small network (Bahdanau, Cho and Bengio 2015).</summary>
internal sealed class AdditiveAttentionLayer : AttentionLayer
{
    protected override IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, Value query, Value value, Value key, LayerProblems problems)
    {
        RequireUnits(options, "units", problems);
        RequireDefined<InitializerName>(options, "kernelInitializer", "Initializer", problems);
        if (problems.Any) return null;
        int units = options.Int("units");
        string initializer = Initializer(options, "kernelInitializer");
        var q = new Linear($"{name}/query", options.Text, query, Kernel("query", query), null);
        var bias = options.Bool("useBias") ? new Parameter($"{name}/key", "bias", [units], nameof(InitializerName.Zeros)) : null;
        var k = new Linear($"{name}/key", options.Text, key, Kernel("key", key), bias);
        var scores = new AdditiveScores($"{name}/scores", options.Text, q.Output, k.Output, new(name, "scale", [units], initializer));
        return [q, k, scores, new Mixture(name, options.Text, scores.Output, value, query.Shape with { Features = value.Shape.Features })];

        Parameter Kernel(string part, Value input) => new($"{name}/{part}", "kernel", [input.Shape.Features, units], initializer);
    }
}
