using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// From lanes that are samples to lanes that are steps of one sample, and back. Attention multiplies steps with steps: with 16 of them in
/// a vector its products are those of <see cref="MatMul"/>, the keys or the values of the sample in the place of the weights.
/// </summary>
/// <remarks>Only moves values, in blocks of as many rows as a tile has lanes.</remarks>
internal static unsafe class StepLanes
{
    /// <summary><c>to[sample][block of steps][feature][step]</c>, or with other strides <c>to[sample][feature][step]</c>.</summary>
    /// <param name="x">Values, <c>[row][feature][lane]</c>.</param>
    /// <param name="stride">Features from one row of <paramref name="x"/> to the next.</param>
    /// <param name="rows">Number of rows; what is left of the last block is zero.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="to">Receives the values.</param>
    /// <param name="places">Where in it.</param>
    /// <param name="samples">Samples that are wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromTile<T>(Slab<T> x, int stride, int rows, int features, Slab<T> to, StepPlaces places, int samples)
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        T* memory = stackalloc T[(lanes + 2) * lanes], turned = Slab<T>.AtLine(memory).Address, zeros = turned + lanes * lanes;
        new Span<T>(zeros, lanes).Clear();
        T** from = stackalloc T*[lanes];
        for (int row = 0; row < rows; row += lanes)
        {
            for (int feature = 0; feature < features; feature++)
            {
                for (int i = 0; i < lanes; i++)
                    from[i] = row + i < rows ? x.Address + ((nint)(row + i) * stride + feature) * lanes : zeros;
                Turn(from, turned);
                T* place = to.Address + (nint)feature * places.Feature + (nint)(row / lanes) * places.Block;
                for (int sample = 0; sample < samples; sample++) Copy(turned + sample * lanes, place + (nint)sample * places.Sample);
            }
        }
    }

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
                    from[i] = feature + i < features ? x.Address + ((nint)row * stride + feature + i) * lanes : zeros;
                Turn(from, turned);
                T* place = to.Address + (nint)row * rowStride + feature;
                for (int sample = 0; sample < samples; sample++) Copy(turned + sample * lanes, place + (nint)sample * sampleStride);
            }
        }
    }

    /// <summary>The way back of <see cref="FromTile{T}"/>; lanes without a sample become zero.</summary>
    /// <param name="from">Values of the samples.</param>
    /// <param name="places">Where in it.</param>
    /// <param name="samples">Samples that there are.</param>
    /// <param name="y">Receives the values, <c>[row][feature][lane]</c>.</param>
    /// <param name="stride">Features from one row of <paramref name="y"/> to the next.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="adds">Whether to add to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToTile<V, T>(
        Slab<T> from, StepPlaces places, int samples, Slab<T> y, int stride, int rows, int features, bool adds)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        T* memory = stackalloc T[(lanes + 2) * lanes], turned = Slab<T>.AtLine(memory).Address, zeros = turned + lanes * lanes;
        new Span<T>(zeros, lanes).Clear();
        T** of = stackalloc T*[lanes];
        for (int row = 0; row < rows; row += lanes)
        {
            int count = Math.Min(lanes, rows - row);
            for (int feature = 0; feature < features; feature++)
            {
                T* place = from.Address + (nint)feature * places.Feature + (nint)(row / lanes) * places.Block;
                for (int i = 0; i < lanes; i++) of[i] = i < samples ? place + (nint)i * places.Sample : zeros;
                Turn(of, turned);
                for (int i = 0; i < count; i++)
                {
                    var source = new Slab<T>(turned + i * lanes);
                    var target = new Slab<T>(y.Address + ((nint)(row + i) * stride + feature) * lanes);
                    for (int lane = 0; lane < lanes; lane += V.Count)
                    {
                        V value = V.Load(source, lane);
                        (adds ? V.Load(target, lane) + value : value).Store(target, lane);
                    }
                }
            }
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
}

/// <summary>Where values of lanes that are steps lie, in values from one to the next.</summary>
/// <param name="Sample">Samples.</param>
/// <param name="Feature">Features.</param>
/// <param name="Block">Blocks of as many steps as there are lanes.</param>
internal readonly record struct StepPlaces(int Sample, int Feature, int Block)
{
    /// <summary><c>[sample][block of steps][feature][step]</c>: for each sample, what a tile is.</summary>
    public static StepPlaces Tiles<T>(int rows, int features) where T : unmanaged =>
        new(rows * features, Tile<T>.Lanes, features * Tile<T>.Lanes);

    /// <summary><c>[sample][feature][step]</c>: for each sample a matrix, with a row for each feature.</summary>
    public static StepPlaces Matrices<T>(int rows, int features) where T : unmanaged => new(rows * features, rows, Tile<T>.Lanes);
}
