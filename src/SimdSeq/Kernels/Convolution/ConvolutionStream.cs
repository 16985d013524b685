using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SimdSeq.Kernels;

/// <summary>
/// A causal convolution of one sample, a step at a time: the last rows lie in a ring, and taps that fall before the first step are left out.
/// The sums are those of <see cref="Convolution"/> in the same order.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static class ConvolutionStream
{
    /// <summary>Takes a row into the ring.</summary>
    /// <param name="x">The row.</param>
    /// <param name="ring">The ring, <c>[rows][inputs]</c>.</param>
    /// <param name="rows">Its rows, a power of two, at least <c>(taps - 1) * dilation + 1</c>.</param>
    /// <param name="position">Number of the step, counted on.</param>
    /// <param name="inputs">Features of a row.</param>
    /// <returns>The number of this step.</returns>
    public static long Push<T>(Slab<T> x, Slab<T> ring, int rows, Slab<T> position, int inputs) where T : unmanaged
    {
        long step = StreamCounter.Next(position);
        x.CopyTo(ring + (int)(step & (rows - 1)) * inputs, inputs);
        return step;
    }

    /// <summary><c>y[o] += sum over taps k and inputs c of x[step - (taps - 1 - k) * dilation, c] * weights[k, c, o]</c>, going on with the sums in y.</summary>
    /// <param name="step">Number of the step.</param>
    /// <param name="ring">The ring, at the first of the inputs.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="rowStride">Features of a row of the ring.</param>
    /// <param name="weights">Weights, <c>[taps][inputs][outputs]</c>.</param>
    /// <param name="weightStride">Values from the weights of an input to those of the next.</param>
    /// <param name="y">The sums.</param>
    /// <param name="taps">Taps.</param>
    /// <param name="dilation">Steps from one tap to the next.</param>
    /// <param name="inputs">Inputs of an output.</param>
    /// <param name="outputs">Outputs.</param>
    public static void Accumulate<V, T>(
        long step, Slab<T> ring, int rows, int rowStride, Slab<T> weights, int weightStride, Slab<T> y,
        int taps, int dilation, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        long row = step - (long)(taps - 1) * dilation;
        for (int tap = 0; tap < taps; tap++, row += dilation)
        {
            if (row < 0) continue;
            VectorProduct.Accumulate<V, T>(
                ring + (int)(row & (rows - 1)) * rowStride, weights + tap * inputs * weightStride, weightStride, y, inputs, outputs);
        }
    }
}
