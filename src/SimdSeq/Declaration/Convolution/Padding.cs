namespace SimdSeq;

/// <summary>What a window of a convolution or a pooling does at the ends of a sequence. Names and definitions are Keras's.</summary>
public enum Padding
{
    /// <summary>Windows lie within the sequence: the answer has <c>(steps - span) / strides + 1</c> steps.</summary>
    Valid,

    /// <summary>
    /// Zeros on both sides, so that the answer has <c>steps / strides</c> steps, rounded up; of the zeros half, rounded down, come first.
    /// </summary>
    Same,

    /// <summary>
    /// Zeros before the first step only, so that no answer is made of later steps; as many steps as with <see cref="Same"/>.
    /// </summary>
    Causal,
}
