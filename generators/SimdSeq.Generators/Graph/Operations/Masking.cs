namespace SimdSeq.Generators.Graph;

/// <summary>A mask from the values: a step whose features all have one value is not there.</summary>
internal sealed class Masking(string name, string declared, Value input, double value)
    : Operation(name, declared, [input], input.Shape with { IsMasked = true })
{
    public double Value { get; } = value;

    public override bool MakesMask => true;

    public override bool MasksByValues => true;

    public override bool ReadsWholeVectors => false;
}
