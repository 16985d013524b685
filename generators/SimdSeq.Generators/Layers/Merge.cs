namespace SimdSeq.Generators.Layers;

/// <summary>How two answers become one; the library's <c>Merge</c>, which the generator cannot reference.</summary>
internal enum Merge { Concat, Sum, Multiply, Average }
