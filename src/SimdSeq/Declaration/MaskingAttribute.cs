namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Steps whose features all equal <paramref name="maskValue"/> are not there: recurrent layers pass over them, and their values become
/// zero. Input and output: steps x features.
/// </summary>
/// <param name="maskValue">The value of a step that is not there.</param>
public sealed class MaskingAttribute(double maskValue = 0) : LayerAttribute;
