using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>A mean of all steps, weighed by how much each has to do with a learned context (Yang et al. 2016).</summary>
internal sealed class AttentionPoolingLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence(options.Kind, input.Shape, problems);
        RequireUnits(options, "units", problems);
        RequireElementWise(options, "activation", problems);
        RequireDefined<InitializerName>(options, "kernelInitializer", "Initializer", problems);
        if (problems.Any) return null;
        int units = options.Int("units");
        string initializer = Initializer(options, "kernelInitializer");
        var bias = options.Bool("useBias") ? new Parameter(name, "bias", [units], nameof(InitializerName.Zeros)) : null;
        var kernel = new Parameter(name, "kernel", [input.Shape.Features, units], initializer);
        var hidden = new Linear($"{name}/hidden", options.Text, input, kernel, bias);
        List<Operation> operations = [.. Activated(options, $"{name}/hidden", hidden)];
        var last = operations[operations.Count - 1].Output;
        var scores = new Linear($"{name}/scores", options.Text, last, new(name, "context", [units, 1], initializer), null);
        operations.Add(scores);
        operations.Add(new Mixture(name, options.Text, scores.Output, input, new Shape(null, input.Shape.Features)));
        return operations;
    }
}
