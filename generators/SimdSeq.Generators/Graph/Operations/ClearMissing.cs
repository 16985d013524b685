namespace SimdSeq.Generators.Graph;

/// <summary>Zeros in the steps that are not there, for whoever reads several steps at once.</summary>
internal sealed class ClearMissing(string name, string declared, Value input) : Operation(name, declared, [input], input.Shape)
{
    public override bool WorksInPlace => true;

    // In a stream of a model of variable length every step is there.
    public override bool PassesInStream(bool isMasked) => !isMasked;
}
