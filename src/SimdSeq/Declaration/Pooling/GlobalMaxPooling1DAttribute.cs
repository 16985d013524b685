namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// The largest of all steps that a sample has, feature by feature; zero if it has none. Input: steps x features. Output: features.
/// Keras counts steps that are masked here too, which makes an answer depend on the padding.
/// </summary>
public sealed class GlobalMaxPooling1DAttribute : LayerAttribute;
