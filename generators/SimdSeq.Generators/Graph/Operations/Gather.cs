using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>The row of a table for each step's id.</summary>
internal sealed class Gather(string name, string declared, Value input, Parameter table, bool maskZero)
    : Operation(name, declared, [input], new Shape(input.Shape.Steps, table.Columns, input.Shape.IsMasked || maskZero))
{
    public Parameter Table { get; } = table;

    /// <summary>Whether id 0 says that a step is not there.</summary>
    public bool MaskZero { get; } = maskZero;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => "Linear";

    public override IReadOnlyList<Parameter> Parameters => [Table];

    public override bool IsRowByRow => true;

    public override bool GradientReadsInputs => true;

    public override bool MakesMask => MaskZero;

    public override bool MasksByValues => MaskZero;

    public override string MaskRule => $"ids {Input.Producer?.Name ?? Input.Name}";

    public override bool ReadsWholeVectors => false;
}
