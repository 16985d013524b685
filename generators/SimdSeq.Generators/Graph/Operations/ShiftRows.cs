using static System.FormattableString;

namespace SimdSeq.Generators.Graph;

/// <summary>The rows some places later or earlier: zeros come in, and what leaves is lost.</summary>
internal sealed class ShiftRows(string name, string declared, Value input, int shift, int rows)
    : Operation(name, declared, [input], input.Shape with { Steps = rows })
{
    /// <summary>How many rows later; less than zero: earlier.</summary>
    public int Shift { get; } = shift;

    public override bool IsCausal => false;

    /// <summary>The same over a tile, counted in the rows that are there.</summary>
    public int TileShift => (Shift + Input.Rows.First - Output.Rows.First) / Input.Rows.Stride;

    public override RowSet RowsMade(RowSet wanted) => wanted;

    public override RowSet RowsRead(int input) =>
        RowSet.Between((long)Output.Rows.First - Shift, (long)Output.Rows.Last - Shift, Output.Rows.Stride, Input.DeclaredShape.Rows);

    public override bool FindsRows(int input) =>
        (Output.Rows.Count == 1 || Output.Rows.Stride == Input.Rows.Stride)
        && ((long)Output.Rows.First - Shift - Input.Rows.First) % Input.Rows.Stride == 0;

    public override bool MakesMask => InputShape.IsMasked;

    public override string MaskRule => Invariant($"{OutputShape.Rows} rows shifted by {Shift}");
}
