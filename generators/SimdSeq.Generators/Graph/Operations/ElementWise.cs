namespace SimdSeq.Generators.Graph;

/// <summary>An activation of every value.</summary>
internal sealed class ElementWise(string name, string declared, Shape input, string activation) : Operation(name, declared, input, input)
{
    public string Activation { get; } = activation;

    public override string? AnswersOf(string? input) => Activation;
}
