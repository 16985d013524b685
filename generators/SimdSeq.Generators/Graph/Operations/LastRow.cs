namespace SimdSeq.Generators.Graph;

/// <summary>The last step that is there.</summary>
internal sealed class LastRow(string name, string declared, Shape input) : Operation(name, declared, input, new Shape(null, input.Features));
