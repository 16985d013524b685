namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// The mean of all steps that a sample has, feature by feature; zero if it has none. Input: steps x features. Output: features.
/// In a stream, of the steps so far.
/// </summary>
public sealed class GlobalAveragePooling1DAttribute : LayerAttribute;
