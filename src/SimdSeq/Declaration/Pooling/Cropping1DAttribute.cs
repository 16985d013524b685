namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>Without the first and the last steps. Input: steps x features. Output: steps - left - right x features.</summary>
/// <param name="left">How many of the first are left out.</param>
/// <param name="right">How many of the last are left out.</param>
public sealed class Cropping1DAttribute(int left = 1, int right = 1) : LayerAttribute;
