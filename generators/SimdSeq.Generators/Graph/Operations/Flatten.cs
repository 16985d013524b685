namespace SimdSeq.Generators.Graph;

/// <summary>The same values as one row.</summary>
internal sealed class Flatten(string name, string declared, Value input)
    : Operation(name, declared, [input], new Shape(null, input.Shape.Rows * input.Shape.Features))
{
    public override bool IsReshape => true;

    public override bool RemembersInStream => true;
}
