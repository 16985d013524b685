namespace SimdSeq;

/// <summary>
/// Gated linear unit (Dauphin et al. 2017): <c>y = a σ(b)</c>, a being the first half of the features of a row and b the second. Input: 2n
/// features, or steps x 2n. Output: n features, or steps x n.
/// </summary>
public sealed class GluAttribute : LayerAttribute;
