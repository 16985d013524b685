using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>A row added to each step, by the step's number: learned, or sines and cosines.</summary>
internal sealed class AddPositions(string name, string declared, Value input, Parameter? table)
    : Operation(name, declared, [input], input.Shape)
{
    /// <summary>In a stream, the number of the next step.</summary>
    public const string Position = "Position";

    /// <summary>In a stream, the sines and cosines of a step.</summary>
    public const string Row = "Row";

    /// <summary>The learned rows; null: sines and cosines.</summary>
    public Parameter? Table { get; } = table;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => null;

    public override IReadOnlyList<Parameter> Parameters => Table is null ? [] : [Table];

    public override bool PassesGradient => true;

    public override bool WorksInPlace => true;

    public override bool ReadsWholeVectors => false;

    /// <summary>Learned rows end.</summary>
    public override int? MostStepsInStream => Table is null ? null : InputShape.Rows;

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers =>
        Table is null ? [(Position, 2), (Row, InputShape.Features)] : [(Position, 2)];
}
