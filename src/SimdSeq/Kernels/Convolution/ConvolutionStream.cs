using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SimdSeq.Kernels;

/// <summary>
/// A convolution of one sample, a step at a time: the last rows lie in a ring, and taps that fall before the first step or after the last
/// are left out. The sums are those of <see cref="Convolution"/> in the same order.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe partial class ConvolutionStream
{
    /// <summary>Takes a row into the ring.</summary>
    /// <param name="x">The row.</param>
    /// <param name="ring">The ring, <c>[rows][inputs]</c>.</param>
    /// <param name="rows">Its rows, a power of two, at least <c>(taps - 1) * dilation + 1</c>.</param>
    /// <param name="position">Number of the step, counted on.</param>
    /// <param name="inputs">Features of a row.</param>
    /// <param name="before">Rows of zeros before the first.</param>
    /// <param name="end">How many rows there are: after them none is taken.</param>
    /// <returns>The number of this row.</returns>
    public static long Push<T>(
        Slab<T> x, Slab<T> ring, int rows, Slab<T> position, int inputs, int before = 0, long end = long.MaxValue)
        where T : unmanaged
    {
        long step = StreamCounter.Next(position) + before;
        if (step < end) x.CopyTo(ring + (int)(step & (rows - 1)) * inputs, inputs);
        return step;
    }

    /// <summary>The same for rows that lie some steps apart, as those of a transposed convolution do in its output.</summary>
    /// <param name="x">The row.</param>
    /// <param name="ring">The ring, <c>[rows][inputs]</c>.</param>
    /// <param name="rows">Its rows, a power of two, at least <c>(taps - 1) * dilation / stride + 1</c>.</param>
    /// <param name="position">Number of the step, counted on.</param>
    /// <param name="stride">Steps from one row to the next.</param>
    /// <param name="inputs">Features of a row.</param>
    /// <param name="end">How many rows there are: after them none is taken.</param>
    /// <returns>The number of this step.</returns>
    public static long PushSpread<T>(
        Slab<T> x, Slab<T> ring, int rows, Slab<T> position, int stride, int inputs, long end = long.MaxValue)
        where T : unmanaged
    {
        long step = StreamCounter.Next(position), row = step / stride;
        if (row * stride == step && row < end) x.CopyTo(ring + (int)(row & (rows - 1)) * inputs, inputs);
        return step;
    }

    /// <summary>
    /// <c>y[o] += sum over taps k and inputs c of x[step - (taps - 1 - k) * dilation, c] * weights[k, c, o]</c>, going on with the sums in
    /// y.
    /// </summary>
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
    /// <param name="end">How many rows there are.</param>
    public static void Accumulate<V, T>(
        long step, Slab<T> ring, int rows, int rowStride, Slab<T> weights, int weightStride, Slab<T> y,
        int taps, int dilation, int inputs, int outputs, long end = long.MaxValue)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        long row = step - (long)(taps - 1) * dilation;
        for (int tap = 0; tap < taps; tap++, row += dilation)
        {
            if (row < 0 || row >= end) continue;
            MatVec.Accumulate<V, T>(
                ring + (int)(row & (rows - 1)) * rowStride, weights + tap * inputs * weightStride, weightStride, y, inputs, outputs);
        }
    }

    /// <summary>
    /// <c>y[c * multiplier + q] += sum over taps k of x[step - (taps - 1 - k) * dilation, c] * weights[k, c, q]</c>, going on with the sums
    /// in y.
    /// </summary>
    /// <param name="step">Number of the step.</param>
    /// <param name="ring">The ring.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="weights">Weights, <c>[taps][inputs][multiplier]</c>.</param>
    /// <param name="y">The sums.</param>
    /// <param name="taps">Taps.</param>
    /// <param name="dilation">Steps from one tap to the next.</param>
    /// <param name="inputs">Inputs.</param>
    /// <param name="multiplier">Outputs of an input.</param>
    /// <param name="end">How many rows there are.</param>
    public static void AccumulateDepthwise<V, T>(
        long step, Slab<T> ring, int rows, Slab<T> weights, Slab<T> y, int taps, int dilation, int inputs, int multiplier,
        long end = long.MaxValue)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        long row = step - (long)(taps - 1) * dilation;
        for (int tap = 0; tap < taps; tap++, row += dilation, weights += inputs * multiplier)
        {
            if (row < 0 || row >= end) continue;
            Slab<T> x = ring + (int)(row & (rows - 1)) * inputs;
            if (multiplier == 1)
            {
                AddProducts<V, T>(x, weights, y, inputs);
                continue;
            }

            for (int c = 0; c < inputs; c++)
                MatVec.Accumulate<V, T>(x + c, weights + c * multiplier, multiplier, y + c * multiplier, 1, multiplier);
        }
    }

    /// <summary>
    /// <c>y[o] += sum over rows t and taps k with t * stride + k * dilation = step, and inputs c, of x[t, c] * weights[k, c, o]</c>, going
    /// on with the sums in y: t ascends, as in <see cref="Convolution.InputGradient"/>.
    /// </summary>
    /// <param name="step">Number of the step.</param>
    /// <param name="ring">The ring.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="weights">Weights, <c>[taps][inputs][outputs]</c>.</param>
    /// <param name="y">The sums.</param>
    /// <param name="taps">Taps.</param>
    /// <param name="dilation">Steps from one tap to the next.</param>
    /// <param name="stride">Steps from one row to the next.</param>
    /// <param name="inputs">Inputs.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="end">How many rows there are.</param>
    public static void AccumulateTransposed<V, T>(
        long step, Slab<T> ring, int rows, Slab<T> weights, Slab<T> y, int taps, int dilation, int stride, int inputs, int outputs,
        long end = long.MaxValue)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (int tap = taps - 1; tap >= 0; tap--)
        {
            long spread = step - (long)tap * dilation, row = spread / stride;
            if (spread < 0 || row * stride != spread || row >= end) continue;
            MatVec.Accumulate<V, T>(
                ring + (int)(row & (rows - 1)) * inputs, weights + tap * inputs * outputs, outputs, y, inputs, outputs);
        }
    }

    /// <summary><c>y[i] += x[i] * weights[i]</c>; what does not fill a vector is done in narrower ones.</summary>
    private static void AddProducts<V, T>(Slab<T> x, Slab<T> weights, Slab<T> y, int count)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int i = 0;
        for (; i <= count - V.Count; i += V.Count) V.MultiplyAdd(V.Load(x, i), V.Load(weights, i), V.Load(y, i)).Store(y, i);
        if (i == count) return;
        if (typeof(V) == typeof(Vector512Of<T>)) AddProducts<Vector256Of<T>, T>(x + i, weights + i, y + i, count - i);
        else if (typeof(V) == typeof(Vector256Of<T>)) AddProducts<Vector128Of<T>, T>(x + i, weights + i, y + i, count - i);
        else AddProducts<ScalarOf<T>, T>(x + i, weights + i, y + i, count - i);
    }
}
