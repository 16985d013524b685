using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SimdSeq.Kernels;

/// <summary>
/// From lanes that are samples to lanes that are steps of one sample, and back. Attention multiplies steps with steps: with 16 of them in
/// a vector its products are those of <see cref="MatMul"/>, the keys or the values of the sample in the place of the weights.
/// </summary>
/// <remarks>Only moves values, in blocks of as many rows as a tile has lanes.</remarks>
internal static unsafe class StepLanes
{
    // Rows of a tile, and those of its samples, begin in other pages, where the processor fetches nothing by itself.
    private const int Ahead = 2;

    /// <summary><c>to[sample][row][feature]</c>: the rows of each sample, one after the other.</summary>
    /// <param name="x">Values, <c>[row][feature][lane]</c>.</param>
    /// <param name="stride">Features from one row of <paramref name="x"/> to the next.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="features">Number of features; what is left of the last vector of a row is zero.</param>
    /// <param name="to">Receives the values.</param>
    /// <param name="sampleStride">Values from one sample to the next.</param>
    /// <param name="rowStride">Values from one row to the next.</param>
    /// <param name="samples">Samples that are wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RowsFromTile<T>(
        Slab<T> x, int stride, int rows, int features, Slab<T> to, int sampleStride, int rowStride, int samples)
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int row = 0; row < rows; row++)
        {
            for (int feature = 0; feature < features; feature += lanes)
            {
                T* from = x.Address + ((nint)row * stride + feature) * lanes;
                for (int i = 0; i < lanes; i++) Fetch(from + ((nint)Ahead * stride + i) * lanes);
                Turn(from, lanes, Math.Min(lanes, features - feature), to.Address + (nint)row * rowStride + feature, sampleStride, samples);
            }
        }
    }

    /// <summary>The way back of <see cref="RowsFromTile{T}"/>; lanes without a sample become zero.</summary>
    /// <param name="from">Rows of the samples.</param>
    /// <param name="sampleStride">Values from one sample to the next.</param>
    /// <param name="rowStride">Values from one row to the next.</param>
    /// <param name="samples">Samples that there are.</param>
    /// <param name="y">Receives the values, <c>[row][feature][lane]</c>.</param>
    /// <param name="stride">Features from one row of <paramref name="y"/> to the next.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="adds">Whether to add to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RowsToTile<V, T>(
        Slab<T> from, int sampleStride, int rowStride, int samples, Slab<T> y, int stride, int rows, int features, bool adds)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        T* memory = stackalloc T[(lanes + 1) * lanes];
        var turned = Slab<T>.AtLine(memory);
        for (int row = 0; row < rows; row++)
        {
            for (int feature = 0; feature < features; feature += lanes)
            {
                int count = Math.Min(lanes, features - feature);
                T* place = from.Address + (nint)row * rowStride + feature;
                var target = new Slab<T>(y.Address + ((nint)row * stride + feature) * lanes);
                for (int i = 0; i < lanes; i++)
                {
                    Fetch(place + (nint)i * sampleStride + Ahead * rowStride);
                    Fetch(target.Address + ((nint)Ahead * stride + i) * lanes);
                }

                Turn(place, sampleStride, samples, adds ? turned.Address : target.Address, lanes, count);
                if (!adds) continue;
                for (int at = 0; at < count * lanes; at += V.Count) (V.Load(target, at) + V.Load(turned, at)).Store(target, at);
            }
        }
    }

    /// <summary>Rows of one sample as a block: <c>to[feature][row]</c>, zero where there are less rows than lanes.</summary>
    /// <param name="rows">The first row; rows are whole vectors.</param>
    /// <param name="rowStride">Values from one row to the next.</param>
    /// <param name="count">Rows, at most as many as lanes.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="to">Receives the block.</param>
    /// <param name="featureStride">Values from one feature of <paramref name="to"/> to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BlockOfRows<T>(Slab<T> rows, int rowStride, int count, int features, Slab<T> to, int featureStride)
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int feature = 0; feature < features; feature += lanes)
        {
            Turn(rows.Address + feature, rowStride, count, to.Address + (nint)feature * featureStride, featureStride,
                Math.Min(lanes, features - feature));
        }
    }

    /// <summary>The way back of <see cref="BlockOfRows{T}"/>, of a block whose features follow one another.</summary>
    /// <param name="block">The block.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="rows">Receives the rows; what is left of the last vector of a row is zero.</param>
    /// <param name="rowStride">Values from one row to the next.</param>
    /// <param name="count">Rows that are wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RowsOfBlock<T>(Slab<T> block, int features, Slab<T> rows, int rowStride, int count) where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int feature = 0; feature < features; feature += lanes)
            Turn(block.Address + feature * lanes, lanes, Math.Min(lanes, features - feature), rows.Address + feature, rowStride, count);
    }

    /// <summary>Turns blocks of vectors: <c>to[i][k] = from[k][i]</c> for as many k as there are lanes, and the others zero.</summary>
    /// <param name="from"><c>[rows][lane]</c>.</param>
    /// <param name="rows">Rows, at most as many as lanes.</param>
    /// <param name="to">Receives as many vectors as there are lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn<T>(Slab<T> from, int rows, Slab<T> to) where T : unmanaged =>
        Turn(from.Address, Tile<T>.Lanes, rows, to.Address, Tile<T>.Lanes, Tile<T>.Lanes);

    // to[i][k] = from[k][i], whole vectors: zero for k from rows on, and only count of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn<T>(T* from, nint stride, int rows, T* to, nint toStride, int count) where T : unmanaged
    {
        if (rows == Tile<T>.Lanes && count == Tile<T>.Lanes) LaneTransposition.Square(from, stride, to, toStride);
        else TurnPart(from, stride, rows, to, toStride, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void TurnPart<T>(T* from, nint stride, int rows, T* to, nint toStride, int count) where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        T* memory = stackalloc T[(lanes + 2) * lanes], turned = Slab<T>.AtLine(memory).Address, zeros = turned + lanes * lanes;
        new Span<T>(zeros, lanes).Clear();
        T** of = stackalloc T*[lanes];
        for (int i = 0; i < lanes; i++) of[i] = i < rows ? from + i * stride : zeros;
        LaneTransposition.Transpose(of, lanes, turned);
        for (int i = 0; i < count; i++) Copy(turned + i * lanes, to + i * toStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<T>(T* from, T* to) where T : unmanaged =>
        Unsafe.CopyBlockUnaligned(to, from, (uint)(Tile<T>.Lanes * sizeof(T)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }
}
