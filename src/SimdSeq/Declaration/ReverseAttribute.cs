namespace SimdSeq;

/// <summary>A sequence from its last step to its first. Input and output: steps x features.</summary>
public sealed class ReverseAttribute : LayerAttribute;
