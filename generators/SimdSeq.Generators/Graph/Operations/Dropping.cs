namespace SimdSeq.Generators.Graph;

/// <summary>In training, a random share of the values dropped.</summary>
internal sealed class Dropping(string name, string declared, Shape input, double rate) : Operation(name, declared, input, input)
{
    public double Rate { get; } = rate;
}
