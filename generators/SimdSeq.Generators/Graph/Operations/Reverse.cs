namespace SimdSeq.Generators.Graph;

/// <summary>The rows in the opposite order.</summary>
internal sealed class Reverse(string name, string declared, Value input) : Operation(name, declared, [input], input.Shape)
{
    public override bool IsCausal => false;

    public override RowSet RowsMade(RowSet wanted) => wanted;

    public override RowSet RowsRead(int input) => Output.Rows.Turned(Input.DeclaredShape.Rows);

    public override bool MakesMask => InputShape.IsMasked;

    public override string MaskRule => "turned";

    public override bool TurnsMask => true;
}
