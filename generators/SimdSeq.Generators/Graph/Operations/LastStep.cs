namespace SimdSeq.Generators.Graph;

/// <summary>The last step that is there.</summary>
internal sealed class LastStep(string name, string declared, Value input)
    : Operation(name, declared, [input], new Shape(null, input.Shape.Features))
{
    // A step that is not there leaves the answer as it is.
    public override bool PassesInStream(bool isMasked) => !isMasked;

    public override bool RemembersInStream => true;
}
