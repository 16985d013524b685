using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>What an element-wise operation computes.</summary>
/// <param name="Inputs">Its inputs, as the value names them.</param>
/// <param name="Value">The output.</param>
internal sealed record Equation(IReadOnlyList<Leaf> Inputs, Expression Value);
