namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>Every step several times, one after the other. Input: steps x features. Output: steps · size x features.</summary>
/// <param name="size">How often.</param>
public sealed class UpSampling1DAttribute(int size = 2) : LayerAttribute;
