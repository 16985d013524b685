using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// <c>y[i] = (x[i] - m) - log Σ exp(x[k] - m)</c> over the features of a row, m being the largest, so that nothing overflows: the logarithm
/// of <see cref="Softmax"/>, with its sums.
/// </summary>
/// <remarks>
/// With u = 2⁻²⁴ (float) or 2⁻⁵³ (double) a value y is off by at most <c>(n / 16 + log n + 12) u + 3 u |y|</c>, all roundings included. A
/// value of minus infinity gives minus infinity beside a finite one. Not-a-number, plus infinity or minus infinity in all places make every
/// value of the row not-a-number.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class LogSoftmax
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
        T* memory = stackalloc T[Sums * V.Count + Tile<T>.Lanes];
        var sums = Slab<T>.AtLine(memory);
        var math = VectorMath<V, T>.Load();
        for (int row = 0; row < rows; row++, x += width, y += width)
        {
            for (int lane = 0; lane < lanes; lane += V.Count)
            {
                V largest = SoftmaxLoops.Largest<V, T>(x + lane, features);
                sums.Clear(Sums * V.Count);
                for (int i = lane, k = 0; i < width; i += lanes, k = (k + 1) % Sums)
                    (V.Load(sums, k * V.Count) + math.ExpOfNegative(V.Load(x, i) - largest)).Store(sums, k * V.Count);
                V log = math.LogFromOneOn(InterleavedSum.Of<V, T>(sums));
                for (int i = lane; i < width; i += lanes) (V.Load(x, i) - largest - log).Store(y, i);
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
        var singleMost = SoftmaxLoops.LargestOfRow<V, T>(x, features, sums);
        singleMost.Store(sums);
        V most = V.Broadcast(sums[0]);
        sums.Clear(Sums);
        var math = VectorMath<V, T>.Load();
        var single = VectorMath<ScalarOf<T>, T>.Load();
        for (int i = 0; i < whole; i += V.Count)
            (V.Load(sums, i % Sums) + math.ExpOfNegative(V.Load(x, i) - most)).Store(sums, i % Sums);
        for (int i = whole; i < features; i++)
            (ScalarOf<T>.Load(sums, i % Sums) + single.ExpOfNegative(ScalarOf<T>.Load(x, i) - singleMost)).Store(sums, i % Sums);

        var log = single.LogFromOneOn(InterleavedSum.OfRow(sums));
        log.Store(sums);
        for (int i = 0; i < whole; i += V.Count) (V.Load(x, i) - most - V.Broadcast(sums[0])).Store(y, i);
        for (int i = whole; i < features; i++) (ScalarOf<T>.Load(x, i) - singleMost - log).Store(y, i);
    }

    /// <summary>The gradient, <c>dx[i] = dy[i] - exp(y[i]) Σ dy[k]</c>.</summary>
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
        var math = VectorMath<V, T>.Load();
        for (int row = 0; row < rows; row++, y += width, dy += width, dx += width)
        {
            for (int lane = 0; lane < lanes; lane += V.Count)
            {
                sums.Clear(Sums * V.Count);
                for (int i = lane, k = 0; i < width; i += lanes, k = (k + 1) % Sums)
                    (V.Load(sums, k * V.Count) + V.Load(dy, i)).Store(sums, k * V.Count);
                V sum = InterleavedSum.Of<V, T>(sums);
                for (int i = lane; i < width; i += lanes)
                    V.MultiplyAdd(-math.Exp(V.Load(y, i)), sum, V.Load(dy, i)).Store(dx, i);
            }
        }
    }
}
