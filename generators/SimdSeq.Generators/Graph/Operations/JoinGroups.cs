namespace SimdSeq.Generators.Graph;

/// <summary>The rows of all groups as one sequence, one group behind the other: of a row of each group, a step for each.</summary>
internal sealed class JoinGroups(string name, string declared, Value input)
    : Operation(name, declared, [input],
        input.Shape with { Steps = input.Groups!.Value * input.Shape.Rows }, joinsGroups: true)
{
    public override string? OutputText => Input.Text;

    // Its steps are groups, which no stream brings.
    public override bool IsCausal => false;

    public override bool MakesMask => InputShape.IsMasked;

    public override string MaskRule => "groups";
}
