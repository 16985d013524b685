namespace SimdSeq.Kernels;

/// <content>The gradient of the input: the same sums over the gradient of the output, with turned weights.</content>
public static partial class Convolution
{
    /// <summary><c>packed[k, o, c] = weights[k, c, o]</c>: what the gradient of the input reads, made once per optimizer step.</summary>
    /// <param name="weights">Weights, <c>[taps][inputs][outputs]</c>.</param>
    /// <param name="weightStride">Values from the weights of an input to those of the next.</param>
    /// <param name="packed">Receives <c>[taps][outputs][inputs]</c>.</param>
    /// <param name="taps">Taps.</param>
    /// <param name="inputs">Features of an input row.</param>
    /// <param name="outputs">Features of an output row.</param>
    public static void Pack<T>(Slab<T> weights, int weightStride, Slab<T> packed, int taps, int inputs, int outputs) where T : unmanaged
    {
        for (int tap = 0; tap < taps; tap++)
        {
            MatMul.Transpose(
                weights + tap * inputs * weightStride, inputs, outputs, weightStride, packed + tap * inputs * outputs, inputs);
        }
    }

    /// <summary>
    /// <c>dx[s, c] = sum over output rows t and taps k with t * stride + k * dilation - before = s, and outputs o, of
    /// d[t, o] * weights[k, c, o]</c>, in each lane. A row that no tap meets becomes zero.
    /// </summary>
    /// <remarks>One accumulator: t ascends (so k descends), and within it o.</remarks>
    /// <param name="window">Which rows met.</param>
    /// <param name="d">Gradient of the output, <c>[output rows][outputs][lane]</c>.</param>
    /// <param name="dStride">Features from one row of <paramref name="d"/> to the next.</param>
    /// <param name="packed">Weights as <see cref="Pack"/> has turned them.</param>
    /// <param name="dx">Gradient of the input, <c>[input rows][inputs][lane]</c>; written only.</param>
    /// <param name="dxStride">Features from one row of <paramref name="dx"/> to the next.</param>
    /// <param name="inputs">Features of an input row.</param>
    /// <param name="outputs">Features of an output row.</param>
    public static void InputGradient<V, T>(
        in ConvolutionWindow window, Slab<T> d, int dStride, Slab<T> packed, Slab<T> dx, int dxStride, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Backward<V, T, FromZero>(window, d, dStride, packed, dx, dxStride, inputs, outputs);

    /// <summary><see cref="InputGradient"/> that continues the sums in <c>dx</c>.</summary>
    /// <inheritdoc cref="InputGradient" path="/param"/>
    public static void AccumulateInputGradient<V, T>(
        in ConvolutionWindow window, Slab<T> d, int dStride, Slab<T> packed, Slab<T> dx, int dxStride, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Backward<V, T, FromOutput>(window, d, dStride, packed, dx, dxStride, inputs, outputs);

    private static unsafe void Backward<V, T, TStart>(
        in ConvolutionWindow window, Slab<T> d, int dStride, Slab<T> packed, Slab<T> dx, int dxStride, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        nint tapSize = (nint)inputs * outputs;
        for (int first = 0; first < window.InputWalks; first++)
        {
            TapWalk walk = window.WalkOfInput(first, out int tap, out int distance);
            var sums = new TapSums<T>
            {
                X = d.Address,
                XRow = (nint)dStride * Tile<T>.Lanes,
                Weights = packed.Address + tap * tapSize,
                WeightTap = -distance * tapSize,
                WeightInput = inputs,
                Bias = null,
                Y = dx.Address + (nint)first * dxStride * Tile<T>.Lanes,
                YRow = (nint)window.Stride * dxStride * Tile<T>.Lanes,
                Inputs = outputs,
                Outputs = inputs,
            };
            Sum<V, T, TStart>(walk, sums);
        }
    }
}
