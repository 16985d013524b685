namespace SimdSeq.Generators.Graph;

/// <summary>A mask from the values: a step whose features all have one value is not there.</summary>
internal sealed class Masking(string name, string declared, Shape input, double value) : Operation(name, declared, input, input with { IsMasked = true })
{
    public double Value { get; } = value;
}
