namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// In training, sets a share of the values to zero and multiplies the others by <c>1 / (1 - rate)</c> (Srivastava et al. 2014); every value
/// of a sample has its own chance. Otherwise it does nothing. Input and output: features, or steps x features.
/// </summary>
/// <param name="rate">The share, in [0, 1).</param>
public sealed class DropoutAttribute(double rate) : LayerAttribute;
