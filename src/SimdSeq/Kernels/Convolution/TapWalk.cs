namespace SimdSeq.Kernels;

/// <summary>
/// How sums walk over rows: sum <c>i</c> meets source row <c>i * Step + j * TapStep + Offset</c> at its tap <c>j</c>, as far as that is
/// below <paramref name="SourceRows"/> and not negative. An output row is such a sum over the input, and the gradient of an input row is
/// one over the gradient of the output.
/// </summary>
/// <param name="SourceRows">Rows that are there.</param>
/// <param name="Sums">Number of sums.</param>
/// <param name="Taps">Taps of a sum.</param>
/// <param name="Step">Source rows from one sum to the next, positive.</param>
/// <param name="TapStep">Source rows from one tap to the next, positive.</param>
/// <param name="Offset">Source row of the first sum at its first tap, of any sign.</param>
internal readonly record struct TapWalk(int SourceRows, int Sums, int Taps, int Step, int TapStep, int Offset)
{
    /// <summary>Sums that follow one another and find source rows at the same taps.</summary>
    /// <param name="First">First sum.</param>
    /// <param name="End">After the last sum.</param>
    /// <param name="Tap">First tap that finds a row.</param>
    /// <param name="Taps">How many do.</param>
    internal readonly record struct Run(int First, int End, int Tap, int Taps);

    /// <summary>The run that begins with a sum.</summary>
    internal Run RunFrom(int sum)
    {
        int row = sum * Step + Offset;
        int tap = Math.Clamp(ConvolutionWindow.Ceiling(-row, TapStep), 0, Taps);
        int endTap = Math.Clamp(ConvolutionWindow.Ceiling(SourceRows - row, TapStep), 0, Taps);

        // With the sums the rows ascend: the tap before the first comes to lie on a row, and the last leaves them.
        int end = Sums;
        if (tap > 0)
            end = Math.Min(end, ConvolutionWindow.Ceiling(-Offset - (tap - 1) * TapStep, Step));
        if (endTap > 0)
            end = Math.Min(end, ConvolutionWindow.Ceiling(SourceRows - Offset - (endTap - 1) * TapStep, Step));
        return new Run(sum, end, tap, Math.Max(0, endTap - tap));
    }
}
