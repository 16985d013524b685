namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Dropout of whole features: in training, a share of them is zero at all steps of a sample, and the others are divided by
/// <c>1 - rate</c> (Tompson et al. 2015). Input and output: steps x features.
/// </summary>
/// <param name="rate">The share, in [0, 1).</param>
public sealed class SpatialDropout1DAttribute(double rate) : LayerAttribute;
