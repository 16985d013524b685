using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SimdSeq.Kernels;

/// <summary>
/// Convolutions over the steps in which every input has outputs of its own (Keras's <c>DepthwiseConv1D</c>): output
/// <c>c * multiplier + q</c> is the q-th of input c, and weights are <c>[tap][input][multiplier]</c>.
/// </summary>
/// <remarks>The orders of operations are those of <see cref="Convolution"/> with one input.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class DepthwiseConvolution
{
    /// <summary>Rows that are summed together: one register block.</summary>
    private const int Rows = 8;

    /// <summary>
    /// <c>y[t, c * multiplier + q] = bias[c * multiplier + q] + sum over taps k of x[t * stride + k * dilation - before, c] *
    /// weights[k, c, q]</c>, in each lane.
    /// </summary>
    /// <param name="window">Which rows meet.</param>
    /// <param name="x">Input, <c>[input rows][inputs][lane]</c>.</param>
    /// <param name="xStride">Features from one row of <paramref name="x"/> to the next.</param>
    /// <param name="weights">Weights, <c>[taps][inputs][multiplier]</c>, without gaps.</param>
    /// <param name="bias">Bias, <c>[inputs * multiplier]</c>.</param>
    /// <param name="y">Output, <c>[output rows][inputs * multiplier][lane]</c>; written only.</param>
    /// <param name="yStride">Features from one row of <paramref name="y"/> to the next.</param>
    /// <param name="inputs">Features of an input row.</param>
    /// <param name="multiplier">Outputs of an input.</param>
    public static void Affine<V, T>(
        in ConvolutionWindow window, Slab<T> x, int xStride, Slab<T> weights, Slab<T> bias, Slab<T> y, int yStride,
        int inputs, int multiplier)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Forward<V, T, FromBias>(window, x, xStride, weights, bias, y, yStride, inputs, multiplier);

    /// <summary><see cref="Affine"/> without a bias: the sum begins with zero.</summary>
    /// <inheritdoc cref="Affine" path="/param"/>
    public static void Product<V, T>(
        in ConvolutionWindow window, Slab<T> x, int xStride, Slab<T> weights, Slab<T> y, int yStride, int inputs, int multiplier)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Forward<V, T, FromZero>(window, x, xStride, weights, default, y, yStride, inputs, multiplier);

    /// <summary><see cref="Affine"/> without a bias: the sum in <c>y</c> is continued.</summary>
    /// <inheritdoc cref="Affine" path="/param"/>
    public static void Accumulate<V, T>(
        in ConvolutionWindow window, Slab<T> x, int xStride, Slab<T> weights, Slab<T> y, int yStride, int inputs, int multiplier)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Forward<V, T, FromOutput>(window, x, xStride, weights, default, y, yStride, inputs, multiplier);

    /// <summary>
    /// <c>dx[s, c] = sum over output rows t and taps k with t * stride + k * dilation - before = s, and outputs q of input c, of
    /// d[t, c * multiplier + q] * weights[k, c, q]</c>, in each lane: t ascends, and within it q. A row that no tap meets becomes zero.
    /// </summary>
    /// <param name="window">Which rows met.</param>
    /// <param name="d">Gradient of the output, <c>[output rows][inputs * multiplier][lane]</c>.</param>
    /// <param name="dStride">Features from one row of <paramref name="d"/> to the next.</param>
    /// <param name="weights">Weights, <c>[taps][inputs][multiplier]</c>, as they are.</param>
    /// <param name="dx">Gradient of the input, <c>[input rows][inputs][lane]</c>; written only.</param>
    /// <param name="dxStride">Features from one row of <paramref name="dx"/> to the next.</param>
    /// <param name="inputs">Features of an input row.</param>
    /// <param name="multiplier">Outputs of an input.</param>
    public static void InputGradient<V, T>(
        in ConvolutionWindow window, Slab<T> d, int dStride, Slab<T> weights, Slab<T> dx, int dxStride, int inputs, int multiplier)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Backward<V, T, FromZero>(window, d, dStride, weights, dx, dxStride, inputs, multiplier);

    /// <summary><see cref="InputGradient"/> that continues the sums in <c>dx</c>.</summary>
    /// <inheritdoc cref="InputGradient" path="/param"/>
    public static void AccumulateInputGradient<V, T>(
        in ConvolutionWindow window, Slab<T> d, int dStride, Slab<T> weights, Slab<T> dx, int dxStride, int inputs, int multiplier)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Backward<V, T, FromOutput>(window, d, dStride, weights, dx, dxStride, inputs, multiplier);

    /// <summary>
    /// <c>gradient[k, c, q] += sum over output rows t and lanes of x[t * stride + k * dilation - before, c] * d[t, c * multiplier + q]</c>,
    /// in the order of <see cref="Convolution.WeightGradient"/>.
    /// </summary>
    /// <param name="window">Which rows met.</param>
    /// <param name="x">Input, <c>[input rows][inputs][lane]</c>.</param>
    /// <param name="xStride">Features from one row of <paramref name="x"/> to the next.</param>
    /// <param name="d">Gradient of the output, <c>[output rows][inputs * multiplier][lane]</c>.</param>
    /// <param name="dStride">Features from one row of <paramref name="d"/> to the next.</param>
    /// <param name="gradient">Gradient of the weights, <c>[taps][inputs][multiplier]</c>, added to.</param>
    /// <param name="inputs">Features of an input row.</param>
    /// <param name="multiplier">Outputs of an input.</param>
    /// <param name="scratch"><see cref="TileFrame{T}.Scratch"/>.</param>
    public static void WeightGradient<V, T>(
        in ConvolutionWindow window, Slab<T> x, int xStride, Slab<T> d, int dStride, Slab<T> gradient, int inputs, int multiplier,
        Slab<T> scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Convolution.Gradient<V, T>(window, x, xStride, d, dStride, new(gradient, inputs: 1, multiplier, groups: inputs), scratch);

    private static void Forward<V, T, TStart>(
        in ConvolutionWindow window, Slab<T> x, int xStride, Slab<T> weights, Slab<T> bias, Slab<T> y, int yStride,
        int inputs, int multiplier)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        int outputs = inputs * multiplier;
        var sums = new TapSums<T>
        {
            X = x.Address,
            XRow = (nint)xStride * Tile<T>.Lanes,
            Weights = weights.Address,
            WeightTap = outputs,
            WeightInput = 0,
            Bias = bias.Address,
            Y = y.Address,
            YRow = (nint)yStride * Tile<T>.Lanes,
            Inputs = 1,
            Outputs = outputs,
        };
        Sum<V, T, TStart>(window.Walk, sums, outputsOfSource: multiplier, sourcesOfOutput: 1);
    }

    private static void Backward<V, T, TStart>(
        in ConvolutionWindow window, Slab<T> d, int dStride, Slab<T> weights, Slab<T> dx, int dxStride, int inputs, int multiplier)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        nint tapSize = (nint)inputs * multiplier;
        for (int first = 0; first < window.InputWalks; first++)
        {
            TapWalk walk = window.WalkOfInput(first, out int tap, out int distance);
            var sums = new TapSums<T>
            {
                X = d.Address,
                XRow = (nint)dStride * Tile<T>.Lanes,
                Weights = weights.Address + tap * tapSize,
                WeightTap = -distance * tapSize,
                WeightInput = 1,
                Bias = null,
                Y = dx.Address + (nint)first * dxStride * Tile<T>.Lanes,
                YRow = (nint)window.Stride * dxStride * Tile<T>.Lanes,
                Inputs = multiplier,
                Outputs = inputs,
            };
            Sum<V, T, TStart>(walk, sums, outputsOfSource: 1, sourcesOfOutput: multiplier);
        }
    }

    /// <summary>
    /// Sums of which each has sources of its own, a few rows at a time, so that all columns of a row are read close together.
    /// </summary>
    private static void Sum<V, T, TStart>(in TapWalk walk, in TapSums<T> sums, int outputsOfSource, int sourcesOfOutput)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        for (int row = 0; row < walk.Sums;)
        {
            TapWalk.Run run = walk.RunFrom(row);
            for (; row < run.End; row += Rows)
            {
                TapBlock<T> block = sums.BlockOf(walk, run, row);
                T* x = block.X, weights = block.Weights, y = block.Y;
                Convolution.JoinLoops(ref block);
                for (int n = 0; n < sums.Outputs; n++)
                {
                    block.X = x + n / outputsOfSource * sourcesOfOutput * Tile<T>.Lanes;
                    block.Weights = weights + n * sourcesOfOutput;
                    block.Bias = sums.Bias + n;
                    block.Y = y + n * Tile<T>.Lanes;
                    Convolution.SumColumn<V, T, TStart>(block, Math.Min(Rows, run.End - row));
                }
            }
            row = run.End;
        }
    }
}
