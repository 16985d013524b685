namespace SimdSeq.Generators.Graph;

/// <summary>
/// The row that a group became, there if the group has any step. What makes a row of a sequence leaves its mask behind; for the sequence
/// of groups, this brings it back.
/// </summary>
/// <param name="maskOf">The value whose mask says which steps the group has.</param>
internal sealed class GroupPresence(string name, string declared, Value row, Value maskOf)
    : Operation(name, declared, [row], row.Shape with { IsMasked = true })
{
    /// <summary>The value whose mask it reads.</summary>
    public Value MaskOf { get; } = maskOf;

    public override bool IsReshape => true;

    public override bool MakesMask => true;

    public override string MaskRule => $"any step of {MaskOf.Mask}";
}
