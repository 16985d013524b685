namespace SimdSeq.Kernels;

/// <summary>
/// Adding one of these to a small whole number leaves the number, in two's complement, in the low bits of the sum: a conversion to
/// integer that is the same two instructions on every machine (a 64-bit conversion is missing from AVX2).
/// </summary>
internal static class WholeNumber
{
    /// <summary>1.5 * 2^23, for numbers below 2^22.</summary>
    internal const float SingleShift = 12582912f;

    /// <summary>1.5 * 2^52, for numbers below 2^51.</summary>
    internal const double DoubleShift = 6755399441055744.0;
}
