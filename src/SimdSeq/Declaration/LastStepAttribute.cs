namespace SimdSeq;

/// <summary>
/// The last step of a sequence; with a mask, the last that is there, and zero where none is. Input: steps x features. Output: features.
/// </summary>
public sealed class LastStepAttribute : LayerAttribute;
