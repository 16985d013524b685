using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// <c>y[i] = exp(x[i] - m) / Σ exp(x[k] - m)</c> over the features of a row, m being the largest, so that nothing overflows. A sum over
/// features is an <see cref="InterleavedSum"/>.
/// </summary>
/// <remarks>
/// With u = 2⁻²⁴ (float) or 2⁻⁵³ (double) a value y is off by at most <c>(n / 16 + log n + 12) u y + u / 2</c>, all roundings included.
/// A value of minus infinity gives 0 beside a finite one. Not-a-number, plus infinity or minus infinity in all places make every value of
/// the row not-a-number.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class Softmax
{
    private const int Sums = InterleavedSum.Parts;

    /// <summary>For the samples of a tile.</summary>
    /// <param name="x">Values, <c>[row][feature][lane]</c>.</param>
    /// <param name="y">Receives as many; may be <paramref name="x"/>.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverSamples<V, T>(Slab<T> x, Slab<T> y, int features, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = features * lanes;
        for (int row = 0; row < rows; row++, x += width, y += width)
        {
            for (int lane = 0; lane < lanes; lane += V.Count)
            {
                V largest = SoftmaxLoops.Largest<V, T>(x + lane, features);
                V sum = SoftmaxLoops.Exponentials(x + lane, y + lane, features, largest);
                for (int i = lane; i < width; i += lanes) (V.Load(y, i) / sum).Store(y, i);
            }
        }
    }

    /// <summary>For one sample. Reads and writes its features and nothing behind them.</summary>
    /// <param name="x">Values.</param>
    /// <param name="y">Receives as many; may be <paramref name="x"/>.</param>
    /// <param name="features">Their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverFeatures<V, T>(Slab<T> x, Slab<T> y, int features)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int whole = features - features % V.Count;
        T* memory = stackalloc T[Sums + Tile<T>.Lanes];
        var sums = Slab<T>.AtLine(memory);
        var largest = SoftmaxLoops.LargestOfRow<V, T>(x, features, sums);
        var sum = SoftmaxLoops.ExponentialsOfRow<V, T>(x, y, features, largest, sums);
        sum.Store(sums);
        for (int i = 0; i < whole; i += V.Count) (V.Load(y, i) / V.Broadcast(sums[0])).Store(y, i);
        for (int i = whole; i < features; i++) (ScalarOf<T>.Load(y, i) / sum).Store(y, i);
    }

    /// <summary>The gradient, <c>dx[i] = y[i] (dy[i] - Σ dy[k] y[k])</c>.</summary>
    /// <param name="y">The answers, <c>[row][feature][lane]</c>.</param>
    /// <param name="dy">Their gradient.</param>
    /// <param name="dx">Receives the gradient of what was given; may be <paramref name="dy"/>.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<V, T>(Slab<T> y, Slab<T> dy, Slab<T> dx, int features, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = features * lanes;
        T* memory = stackalloc T[Sums * V.Count + Tile<T>.Lanes];
        var sums = Slab<T>.AtLine(memory);
        for (int row = 0; row < rows; row++, y += width, dy += width, dx += width)
        {
            for (int lane = 0; lane < lanes; lane += V.Count)
            {
                sums.Clear(Sums * V.Count);
                for (int i = lane, k = 0; i < width; i += lanes, k = (k + 1) % Sums)
                    V.MultiplyAdd(V.Load(dy, i), V.Load(y, i), V.Load(sums, k * V.Count)).Store(sums, k * V.Count);
                V sum = InterleavedSum.Of<V, T>(sums);
                for (int i = lane; i < width; i += lanes) (V.Load(y, i) * (V.Load(dy, i) - sum)).Store(dx, i);
            }
        }
    }

    // The largest changes no bit by the order in which it is found: beside a not-a-number every answer is one, whatever is subtracted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Larger<V, T>(V x, V largest) where V : struct, IVector<V, T> where T : unmanaged =>
        V.WhereGreater(x, largest, x, largest);
}
