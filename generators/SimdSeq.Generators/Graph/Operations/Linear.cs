using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary><c>x·W + b</c> on every row.</summary>
internal sealed class Linear(string name, string declared, Value input, Parameter kernel, Parameter? bias)
    : Operation(name, declared, [input], input.Shape with { Features = kernel.Columns })
{
    public Parameter Kernel { get; } = kernel;

    public Parameter? Bias { get; } = bias;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => "Linear";

    public override IReadOnlyList<Parameter> Parameters => Bias is null ? [Kernel] : [Kernel, Bias];

    public override long MultiplyAdds => (long)InputShape.Rows * Kernel.Length;

    public override long GradientMultiplyAdds(bool withInput) => MultiplyAdds * (withInput ? 2 : 1);

    public override bool IsRowByRow => true;

    public override bool GradientReadsInputs => true;

    public override bool AddsInputGradients => true;

    // One output is a sum over lanes of features.
    public override bool ReadsWholeVectors => Kernel.Columns == 1;
}
