using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary><c>x·Eᵀ + b</c> on every row, E being the table of an embedding.</summary>
internal sealed class TiedLinear(string name, string declared, Value input, Parameter table, Parameter? bias)
    : Operation(name, declared, [input], input.Shape with { Features = table.Shape[0] })
{
    public Parameter Table { get; } = table;

    public Parameter? Bias { get; } = bias;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => "Linear";

    public override IReadOnlyList<Parameter> Parameters => Bias is null ? [Table] : [Table, Bias];

    public override long MultiplyAdds => (long)InputShape.Rows * Table.Length;

    public override long GradientMultiplyAdds(bool withInput) => MultiplyAdds * (withInput ? 2 : 1);

    public override bool IsRowByRow => true;

    public override bool GradientReadsInputs => true;

    public override bool AddsInputGradients => true;

    public override bool ReadsWholeVectors => false;
}
