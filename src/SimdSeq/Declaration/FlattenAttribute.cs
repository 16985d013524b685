namespace SimdSeq;

/// <summary>Makes one row of a sequence, step by step. Input: steps x features. Output: steps · features.</summary>
public sealed class FlattenAttribute : LayerAttribute;
