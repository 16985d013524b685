namespace SimdSeq.Generators.Graph;

/// <summary>The same values as one row.</summary>
internal sealed class Flattening(string name, string declared, Shape input)
    : Operation(name, declared, input, new Shape(null, input.Rows * input.Features));
