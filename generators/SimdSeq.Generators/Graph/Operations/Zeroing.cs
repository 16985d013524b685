namespace SimdSeq.Generators.Graph;

/// <summary>Zero at the steps that are not there; the mask goes on.</summary>
internal sealed class Zeroing(string name, Shape input) : Operation(name, "ZeroOutputForMask", input, input);
