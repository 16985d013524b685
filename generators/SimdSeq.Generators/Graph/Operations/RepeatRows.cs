using static System.FormattableString;

namespace SimdSeq.Generators.Graph;

/// <summary>Every row several times, one after the other.</summary>
internal sealed class RepeatRows(string name, string declared, Value input, int times)
    : Operation(name, declared, [input], input.Shape with { Steps = input.Shape.Rows * times })
{
    public int Times { get; } = times;

    public override bool IsCausal => false;

    public override bool MakesMask => InputShape.IsMasked;

    public override string MaskRule => Invariant($"rows repeated {Times} times");
}
