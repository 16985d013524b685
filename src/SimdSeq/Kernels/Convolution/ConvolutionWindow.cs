using System.ComponentModel;

namespace SimdSeq.Kernels;

/// <summary>
/// Which rows a convolution over the steps multiplies: output row <c>t</c> and tap <c>k</c> meet input row
/// <c>t * Stride + k * Dilation - Before</c>. Rows outside <c>0 .. InputRows - 1</c> are not there: their products are left out.
/// </summary>
/// <remarks>
/// Leaving a product out gives what a row of zeros gives, but for the sign of a zero: a sum of <c>-0</c> stays <c>-0</c>, where adding
/// <c>+0</c> makes it <c>+0</c>; and an infinite weight is not multiplied with a zero that nobody wrote.
/// </remarks>
/// <param name="InputRows">Rows of the input, at least one.</param>
/// <param name="OutputRows">Rows of the output.</param>
/// <param name="Taps">Keras's <c>kernel_size</c>, at least one.</param>
/// <param name="Stride">Input rows from one output row to the next, at least one.</param>
/// <param name="Dilation">Input rows from one tap to the next, at least one.</param>
/// <param name="Before">Rows of padding before the first input row: <c>(Taps - 1) * Dilation</c> is a causal convolution.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ConvolutionWindow(int InputRows, int OutputRows, int Taps, int Stride, int Dilation, int Before)
{
    /// <summary>First output row that finds an input row at a tap.</summary>
    internal int FirstRow(int tap) => Math.Max(0, Ceiling(Before - tap * Dilation, Stride));

    /// <summary>End of the output rows that find an input row at a tap.</summary>
    internal int EndRow(int tap) => Math.Min(OutputRows, Ceiling(InputRows + Before - tap * Dilation, Stride));

    /// <summary>The sums over the input that are the output.</summary>
    internal TapWalk Walk => new(InputRows, OutputRows, Taps, Stride, Dilation, -Before);

    /// <summary>Number of walks over the rows of the input, for its gradient: rows that lie a stride apart find the same taps.</summary>
    internal int InputWalks => Math.Min(Stride, InputRows);

    /// <summary>
    /// The sums over the gradient of the output that are the gradients of the input rows <paramref name="first"/>, <c>first + Stride</c>
    /// and so on: the taps descend, so that the output rows ascend.
    /// </summary>
    /// <param name="first">First input row, below <see cref="InputWalks"/>.</param>
    /// <param name="tap">The last tap that meets these rows: the first of the sums.</param>
    /// <param name="distance">From each tap that meets them to the one before.</param>
    internal TapWalk WalkOfInput(int first, out int tap, out int distance)
    {
        int divisor = Stride;
        for (int rest = Dilation; rest != 0;)
            (divisor, rest) = (rest, divisor % rest);
        distance = Stride / divisor;
        int rows = (InputRows - first - 1) / Stride + 1;
        for (tap = Taps - 1; tap >= 0; tap--)
        {
            int start = first + Before - tap * Dilation;
            if (start % Stride == 0)
                return new TapWalk(OutputRows, rows, tap / distance + 1, Step: 1, Dilation / divisor, start / Stride);
        }
        tap = 0;
        return new TapWalk(OutputRows, rows, Taps: 0, Step: 1, TapStep: 1, Offset: 0);
    }

    /// <summary>A quotient rounded up, of numbers of any sign by a positive one.</summary>
    internal static int Ceiling(int a, int b) => a > 0 ? (a - 1) / b + 1 : -(-a / b);
}
