using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SimdSeq.Kernels;

/// <summary>Convolutions over the steps of a tile: lanes are samples, and a tap is an offset of the row.</summary>
/// <remarks>
/// <para>Tile operands are <c>[row][feature][lane]</c> with a stride in features, as those of <see cref="MatMul"/>. Weights are Keras's
/// <c>[tap][input][output]</c> with a stride in values from one input to the next, and are read in place. A group of a grouped convolution
/// is a call of its own on its columns.</para>
/// <para>Every output has one accumulator. It begins with the bias, with zero or with what the output holds, and runs over the taps and
/// within a tap over the inputs, both in ascending order, with <see cref="IVector{TSelf, T}.MultiplyAdd"/>. The bits therefore depend
/// neither on the vector width nor on the block a value falls into. Taps that find no input row are left out (see
/// <see cref="ConvolutionWindow"/>).</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static partial class Convolution
{
    /// <summary>
    /// <c>y[t, o] = bias[o] + sum over taps k and inputs c of x[t * stride + k * dilation - before, c] * weights[k, c, o]</c>, in each
    /// lane.
    /// </summary>
    /// <param name="window">Which rows meet.</param>
    /// <param name="x">Input, <c>[input rows][inputs][lane]</c>.</param>
    /// <param name="xStride">Features from one row of <paramref name="x"/> to the next.</param>
    /// <param name="weights">Weights, <c>[taps][inputs][outputs]</c>.</param>
    /// <param name="weightStride">Values from the weights of an input to those of the next; a tap follows after all inputs.</param>
    /// <param name="bias">Bias, <c>[outputs]</c>.</param>
    /// <param name="y">Output, <c>[output rows][outputs][lane]</c>; written only, and it must not overlap the input.</param>
    /// <param name="yStride">Features from one row of <paramref name="y"/> to the next.</param>
    /// <param name="inputs">Features of an input row.</param>
    /// <param name="outputs">Features of an output row.</param>
    public static void Affine<V, T>(
        in ConvolutionWindow window, Slab<T> x, int xStride, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int yStride,
        int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Forward<V, T, FromBias>(window, x, xStride, weights, weightStride, bias, y, yStride, inputs, outputs);

    /// <summary><see cref="Affine"/> without a bias: the sum begins with zero.</summary>
    /// <inheritdoc cref="Affine" path="/param"/>
    public static void Product<V, T>(
        in ConvolutionWindow window, Slab<T> x, int xStride, Slab<T> weights, int weightStride, Slab<T> y, int yStride,
        int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Forward<V, T, FromZero>(window, x, xStride, weights, weightStride, default, y, yStride, inputs, outputs);

    /// <summary><see cref="Affine"/> without a bias: the sum in <c>y</c> is continued, not added to afterwards.</summary>
    /// <inheritdoc cref="Affine" path="/param"/>
    public static void Accumulate<V, T>(
        in ConvolutionWindow window, Slab<T> x, int xStride, Slab<T> weights, int weightStride, Slab<T> y, int yStride,
        int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Forward<V, T, FromOutput>(window, x, xStride, weights, weightStride, default, y, yStride, inputs, outputs);

    private static unsafe void Forward<V, T, TStart>(
        in ConvolutionWindow window, Slab<T> x, int xStride, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int yStride,
        int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        var sums = new TapSums<T>
        {
            X = x.Address,
            XRow = (nint)xStride * Tile<T>.Lanes,
            Weights = weights.Address,
            WeightTap = (nint)inputs * weightStride,
            WeightInput = weightStride,
            Bias = bias.Address,
            Y = y.Address,
            YRow = (nint)yStride * Tile<T>.Lanes,
            Inputs = inputs,
            Outputs = outputs,
        };
        Sum<V, T, TStart>(window.Walk, sums);
    }
}
