using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary><c>y = f(x·W + b)</c>, on every row of its input.</summary>
internal sealed class DenseLayer : Layer
{
    public override bool ActsOnEachStep => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireUnits(options, "units", problems);
        RequireActivation(options, options.Int("units"), problems);
        RequireDefined<InitializerName>(options, "kernelInitializer", "Initializer", problems);
        RequireDefined<InitializerName>(options, "biasInitializer", "Initializer", problems);
        if (problems.Any) return null;

        int units = options.Int("units");
        var kernel = new Parameter(name, "kernel", [input.Shape.Features, units], Initializer(options, "kernelInitializer"));
        var bias = options.Bool("useBias") ? new Parameter(name, "bias", [units], Initializer(options, "biasInitializer")) : null;
        return Activated(options, name, new Linear(name, options.Text, input, kernel, bias));
    }
}
