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
        T* memory = stackalloc T[(lanes + 2) * lanes], turned = Slab<T>.AtLine(memory).Address, zeros = turned + lanes * lanes;
        new Span<T>(zeros, lanes).Clear();
        T** from = stackalloc T*[lanes];
        for (int row = 0; row < rows; row++)
        {
            for (int feature = 0; feature < features; feature += lanes)
            {
                for (int i = 0; i < lanes; i++)
                {
                    from[i] = feature + i < features ? x.Address + ((nint)row * stride + feature + i) * lanes : zeros;
                    Fetch(x.Address + ((nint)(row + Ahead) * stride + feature + i) * lanes);
                }

                Turn(from, turned);
                T* place = to.Address + (nint)row * rowStride + feature;
                for (int sample = 0; sample < samples; sample++) Copy(turned + sample * lanes, place + (nint)sample * sampleStride);
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
        T* memory = stackalloc T[(lanes + 2) * lanes], turned = Slab<T>.AtLine(memory).Address, zeros = turned + lanes * lanes;
        new Span<T>(zeros, lanes).Clear();
        T** of = stackalloc T*[lanes];
        for (int row = 0; row < rows; row++)
        {
            for (int feature = 0; feature < features; feature += lanes)
            {
                T* place = from.Address + (nint)row * rowStride + feature;
                for (int i = 0; i < lanes; i++)
                {
                    of[i] = i < samples ? place + (nint)i * sampleStride : zeros;
                    Fetch(place + (nint)i * sampleStride + Ahead * rowStride);
                }

                Turn(of, turned);
                var source = new Slab<T>(turned);
                var target = new Slab<T>(y.Address + ((nint)row * stride + feature) * lanes);
                for (int i = 0; i < lanes; i++) Fetch(y.Address + ((nint)(row + Ahead) * stride + feature + i) * lanes);
                for (int at = 0; at < Math.Min(lanes, features - feature) * lanes; at += V.Count)
                {
                    V value = V.Load(source, at);
                    (adds ? V.Load(target, at) + value : value).Store(target, at);
                }
            }
        }
    }

    /// <summary>Rows of one sample as a block: <c>to[feature][row]</c>, zero where there are less rows than lanes.</summary>
    /// <param name="rows">The first row.</param>
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
        T* memory = stackalloc T[(lanes + 2) * lanes], turned = Slab<T>.AtLine(memory).Address, zeros = turned + lanes * lanes;
        new Span<T>(zeros, lanes).Clear();
        T** of = stackalloc T*[lanes];
        for (int feature = 0; feature < features; feature += lanes)
        {
            int width = Math.Min(lanes, features - feature);
            for (int i = 0; i < lanes; i++) of[i] = i < count ? rows.Address + (nint)i * rowStride + feature : zeros;
            LaneTransposition.Transpose(of, width, turned);
            for (int i = 0; i < width; i++) Copy(turned + i * lanes, to.Address + (nint)(feature + i) * featureStride);
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
        T* memory = stackalloc T[(lanes + 1) * lanes];
        var turned = Slab<T>.AtLine(memory);
        for (int feature = 0; feature < features; feature += lanes)
        {
            Turn(block + feature * lanes, Math.Min(lanes, features - feature), turned);
            for (int i = 0; i < count; i++) Copy((turned + i * lanes).Address, rows.Address + (nint)i * rowStride + feature);
        }
    }

    /// <summary>Turns blocks of vectors: <c>to[i][k] = from[k][i]</c> for as many k as there are lanes, and the others zero.</summary>
    /// <param name="from"><c>[rows][lane]</c>.</param>
    /// <param name="rows">Rows, at most as many as lanes.</param>
    /// <param name="to">Receives as many vectors as there are lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn<T>(Slab<T> from, int rows, Slab<T> to) where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        T* memory = stackalloc T[2 * lanes], zeros = Slab<T>.AtLine(memory).Address;
        new Span<T>(zeros, lanes).Clear();
        T** of = stackalloc T*[lanes];
        for (int i = 0; i < lanes; i++) of[i] = i < rows ? from.Address + i * lanes : zeros;
        Turn(of, to.Address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn<T>(T** rows, T* turned) where T : unmanaged
    {
        LaneTransposition.Transpose(rows, Tile<T>.Lanes, turned);
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
