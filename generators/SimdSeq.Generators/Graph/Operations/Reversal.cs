namespace SimdSeq.Generators.Graph;

/// <summary>The rows in the opposite order.</summary>
internal sealed class Reversal(string name, string declared, Shape input) : Operation(name, declared, input, input)
{
    public override bool IsCausal => false;
}
