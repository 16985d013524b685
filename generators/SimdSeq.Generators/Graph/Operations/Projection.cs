using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary><c>f(x·W + b)</c> on every row.</summary>
internal sealed class Projection(string name, string declared, Shape input, Parameter kernel, Parameter? bias, string activation)
    : Operation(name, declared, input, input with { Features = kernel.Columns })
{
    public Parameter Kernel { get; } = kernel;

    public Parameter? Bias { get; } = bias;

    public string Activation { get; } = activation;

    public override string? AnswersOf(string? input) => Activation;

    public override IReadOnlyList<Parameter> Parameters => Bias is null ? [Kernel] : [Kernel, Bias];

    public override long MultiplyAdds => (long)Input.Rows * Kernel.Length;
}
