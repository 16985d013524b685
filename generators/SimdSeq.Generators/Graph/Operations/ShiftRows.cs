using static System.FormattableString;

namespace SimdSeq.Generators.Graph;

/// <summary>The rows some places later or earlier: zeros come in, and what leaves is lost.</summary>
internal sealed class ShiftRows(string name, string declared, Value input, int shift, int rows)
    : Operation(name, declared, [input], input.Shape with { Steps = rows })
{
    /// <summary>How many rows later; less than zero: earlier.</summary>
    public int Shift { get; } = shift;

    public override bool IsCausal => false;

    public override bool MakesMask => InputShape.IsMasked;

    public override string MaskRule => Invariant($"{OutputShape.Rows} rows shifted by {Shift}");
}
