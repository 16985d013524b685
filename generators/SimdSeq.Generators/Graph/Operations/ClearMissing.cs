namespace SimdSeq.Generators.Graph;

/// <summary>Zeros in the steps that are not there, for whoever reads several steps at once.</summary>
internal sealed class ClearMissing(string name, string declared, Value input) : Operation(name, declared, [input], input.Shape)
{
    public override bool WorksInPlace => true;
}
