using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>The row of a table for each step's id.</summary>
internal sealed class Lookup(string name, string declared, Shape input, Parameter table, bool maskZero)
    : Operation(name, declared, input, new Shape(input.Steps, table.Columns, input.IsMasked || maskZero))
{
    public Parameter Table { get; } = table;

    /// <summary>Whether id 0 says that a step is not there.</summary>
    public bool MaskZero { get; } = maskZero;

    public override string? AnswersOf(string? input) => "Linear";

    public override IReadOnlyList<Parameter> Parameters => [Table];
}
