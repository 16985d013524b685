namespace SimdSeq.Generators.Graph;

/// <summary>The last step that is there.</summary>
internal sealed class LastStep(string name, string declared, Value input)
    : Operation(name, declared, [input], new Shape(null, input.Shape.Features))
{
    // Where no other step is computed.
    public override bool IsReshape => InputShape is { Rows: 1, IsMasked: false };

    public override RowSet RowsRead(int input) => RowSet.One(Input.DeclaredShape.Rows - 1);

    public override bool FindsRows(int input) => Input.Rows.Last == Input.DeclaredShape.Rows - 1;

    // A step that is not there leaves the answer as it is.
    public override bool PassesInStream(bool isMasked) => !isMasked;

    public override bool RemembersInStream => true;
}
