using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SimdSeq.Kernels;

/// <summary>
/// Turns rows <c>[lane][element]</c> into a tile <c>[element][lane]</c>, and squares of rows from where they lie to where they go. Only
/// moves values, so every vector width gives the same bits.
/// </summary>
internal static unsafe class LaneTransposition
{
    private const int Lanes = 16;

    /// <summary>Writes <c>destination[e * 16 + lane] = rows[lane][e]</c> for <c>e &lt; width</c>.</summary>
    /// <param name="rows">16 addresses, one a lane.</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="destination">Receives <c>width * 16</c> values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float** rows, int width, float* destination)
    {
        var from = new Scattered(rows);
        // Four elements at a time; the last block moves back to end with the row, and writes some elements twice.
        if (width < 4)
            TransposeOneByOne(rows, width, destination);
        else if (Avx512F.IsSupported)
        {
            int at = 0;
            for (; at <= width - Lanes; at += Lanes) Square512(from, at, destination + (nint)at * Lanes, Lanes);
            if (at == width) return;
            for (int e = Math.Min(at, width - 4); e < width; e = Next(e, width)) Block512(from, e, destination + (nint)e * Lanes);
        }
        else if (Avx.IsSupported)
            for (int e = 0; e < width; e = Next(e, width)) Block256(from, e, destination + (nint)e * Lanes, Lanes);
        else if (Sse.IsSupported || AdvSimd.Arm64.IsSupported)
            for (int e = 0; e < width; e = Next(e, width)) Block128(from, e, destination + (nint)e * Lanes, Lanes);
        else
            TransposeOneByOne(rows, width, destination);
    }

    /// <summary>The same in any precision.</summary>
    /// <param name="rows">One address a lane, <c>Tile&lt;T&gt;.Lanes</c> of them.</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="destination">Receives <c>width * lanes</c> values.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose<T>(T** rows, int width, T* destination) where T : unmanaged
    {
        if (typeof(T) == typeof(float)) Transpose((float**)rows, width, (float*)destination);
        else TransposeOneByOne(rows, width, destination);
    }

    /// <summary>Turns a square of as many rows and elements as a tile has lanes.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="to">Receives <c>to[e * toStride + row] = from[row * stride + e]</c>.</param>
    /// <param name="toStride">Values from one turned row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square<T>(T* from, nint stride, T* to, nint toStride) where T : unmanaged
    {
        if (typeof(T) == typeof(float)) Square((float*)from, stride, (float*)to, toStride);
        else SquareOneByOne(from, stride, to, toStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Square(float* from, nint stride, float* to, nint toStride)
    {
        var rows = new Spaced(from, stride);
        if (Avx512F.IsSupported)
            Square512(rows, 0, to, toStride);
        else if (Avx.IsSupported)
            for (int e = 0; e < Lanes; e += 4) Block256(rows, e, to + e * toStride, toStride);
        else if (Sse.IsSupported || AdvSimd.Arm64.IsSupported)
            for (int e = 0; e < Lanes; e += 4) Block128(rows, e, to + e * toStride, toStride);
        else
            SquareOneByOne(from, stride, to, toStride);
    }

    private static void SquareOneByOne<T>(T* from, nint stride, T* to, nint toStride) where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int e = 0; e < lanes; e++)
        {
            for (int row = 0; row < lanes; row++) to[e * toStride + row] = from[row * stride + e];
        }
    }

    /// <summary>The same, an element at a time.</summary>
    /// <param name="rows">One address a lane, <c>Tile&lt;T&gt;.Lanes</c> of them.</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="destination">Receives <c>width * lanes</c> values.</param>
    private static void TransposeOneByOne<T>(T** rows, int width, T* destination) where T : unmanaged
    {
        for (int e = 0; e < width; e++)
        {
            for (int lane = 0; lane < Tile<T>.Lanes; lane++) *destination++ = rows[lane][e];
        }
    }

    /// <summary>Sets every lane from <paramref name="used"/> on to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ClearLanes<T>(Span<T> tile, int used) where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        if (used == lanes) return;
        for (int at = 0; at < tile.Length; at += lanes) tile.Slice(at + used, lanes - used).Clear();
    }

    /// <summary>16 rows x 16 elements, which are read as whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square512<TRows>(TRows rows, int e, float* destination, nint stride) where TRows : struct, IRows
    {
        FourRows512(rows, 0, e, out var a0, out var a1, out var a2, out var a3);
        FourRows512(rows, 4, e, out var b0, out var b1, out var b2, out var b3);
        FourRows512(rows, 8, e, out var c0, out var c1, out var c2, out var c3);
        FourRows512(rows, 12, e, out var d0, out var d1, out var d2, out var d3);
        EveryFourthOf512(a0, b0, c0, d0, destination, 4 * stride);
        EveryFourthOf512(a1, b1, c1, d1, destination + stride, 4 * stride);
        EveryFourthOf512(a2, b2, c2, d2, destination + 2 * stride, 4 * stride);
        EveryFourthOf512(a3, b3, c3, d3, destination + 3 * stride, 4 * stride);
    }

    // Of four rows the elements 0, 4, 8 and 12; 1, 5, 9 and 13; ...: a part of 128 bits is one element of the four.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRows512<TRows>(
        TRows rows, int row, int e,
        out Vector512<float> first, out Vector512<float> second, out Vector512<float> third, out Vector512<float> fourth)
        where TRows : struct, IRows
    {
        Vector512<float> r0 = Vector512.Load(rows.Row(row) + e), r1 = Vector512.Load(rows.Row(row + 1) + e);
        Vector512<float> r2 = Vector512.Load(rows.Row(row + 2) + e), r3 = Vector512.Load(rows.Row(row + 3) + e);
        Vector512<double> low01 = Avx512F.UnpackLow(r0, r1).AsDouble(), high01 = Avx512F.UnpackHigh(r0, r1).AsDouble();
        Vector512<double> low23 = Avx512F.UnpackLow(r2, r3).AsDouble(), high23 = Avx512F.UnpackHigh(r2, r3).AsDouble();
        first = Avx512F.UnpackLow(low01, low23).AsSingle();
        second = Avx512F.UnpackHigh(low01, low23).AsSingle();
        third = Avx512F.UnpackLow(high01, high23).AsSingle();
        fourth = Avx512F.UnpackHigh(high01, high23).AsSingle();
    }

    // Gathers the four parts of 128 bits: one element of 16 rows, and those that lie 4, 8 and 12 after it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EveryFourthOf512(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* destination, nint stride)
    {
        Vector512<float> lowAb = Avx512F.Shuffle4x128(a, b, 0x44), lowCd = Avx512F.Shuffle4x128(c, d, 0x44);
        Vector512<float> highAb = Avx512F.Shuffle4x128(a, b, 0xEE), highCd = Avx512F.Shuffle4x128(c, d, 0xEE);
        Avx512F.Shuffle4x128(lowAb, lowCd, 0x88).Store(destination);
        Avx512F.Shuffle4x128(lowAb, lowCd, 0xDD).Store(destination + stride);
        Avx512F.Shuffle4x128(highAb, highCd, 0x88).Store(destination + 2 * stride);
        Avx512F.Shuffle4x128(highAb, highCd, 0xDD).Store(destination + 3 * stride);
    }

    /// <summary>16 rows x 4 elements: each 128-bit part of the vectors transposes four neighbouring lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block512(Scattered rows, int e, float* destination)
    {
        Vector512<float> r0 = EveryFourth512(rows, 0, e), r1 = EveryFourth512(rows, 1, e);
        Vector512<float> r2 = EveryFourth512(rows, 2, e), r3 = EveryFourth512(rows, 3, e);
        Vector512<double> low01 = Avx512F.UnpackLow(r0, r1).AsDouble(), high01 = Avx512F.UnpackHigh(r0, r1).AsDouble();
        Vector512<double> low23 = Avx512F.UnpackLow(r2, r3).AsDouble(), high23 = Avx512F.UnpackHigh(r2, r3).AsDouble();
        Avx512F.UnpackLow(low01, low23).AsSingle().Store(destination);
        Avx512F.UnpackHigh(low01, low23).AsSingle().Store(destination + Lanes);
        Avx512F.UnpackLow(high01, high23).AsSingle().Store(destination + 2 * Lanes);
        Avx512F.UnpackHigh(high01, high23).AsSingle().Store(destination + 3 * Lanes);
    }

    /// <summary>The same as two halves of eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block256<TRows>(TRows rows, int e, float* destination, nint stride) where TRows : struct, IRows
    {
        for (int lane = 0; lane < Lanes; lane += 8)
        {
            Vector256<float> r0 = EveryFourth256(rows, lane, e), r1 = EveryFourth256(rows, lane + 1, e);
            Vector256<float> r2 = EveryFourth256(rows, lane + 2, e), r3 = EveryFourth256(rows, lane + 3, e);
            Vector256<double> low01 = Avx.UnpackLow(r0, r1).AsDouble(), high01 = Avx.UnpackHigh(r0, r1).AsDouble();
            Vector256<double> low23 = Avx.UnpackLow(r2, r3).AsDouble(), high23 = Avx.UnpackHigh(r2, r3).AsDouble();
            Avx.UnpackLow(low01, low23).AsSingle().Store(destination + lane);
            Avx.UnpackHigh(low01, low23).AsSingle().Store(destination + lane + stride);
            Avx.UnpackLow(high01, high23).AsSingle().Store(destination + lane + 2 * stride);
            Avx.UnpackHigh(high01, high23).AsSingle().Store(destination + lane + 3 * stride);
        }
    }

    /// <summary>The same as four quarters of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block128<TRows>(TRows rows, int e, float* destination, nint stride) where TRows : struct, IRows
    {
        for (int lane = 0; lane < Lanes; lane += 4)
        {
            Vector128<float> r0 = Vector128.Load(rows.Row(lane) + e), r1 = Vector128.Load(rows.Row(lane + 1) + e);
            Vector128<float> r2 = Vector128.Load(rows.Row(lane + 2) + e), r3 = Vector128.Load(rows.Row(lane + 3) + e);
            Vector128<float> low02 = Low(r0, r2), high02 = High(r0, r2), low13 = Low(r1, r3), high13 = High(r1, r3);
            Low(low02, low13).Store(destination + lane);
            High(low02, low13).Store(destination + lane + stride);
            Low(high02, high13).Store(destination + lane + 2 * stride);
            High(high02, high13).Store(destination + lane + 3 * stride);
        }
    }

    private static int Next(int e, int width) => e + 8 <= width || e + 4 == width ? e + 4 : width - 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> EveryFourth512(Scattered rows, int row, int e) =>
        Vector512.Create(EveryFourth256(rows, row, e), EveryFourth256(rows, row + 8, e));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> EveryFourth256<TRows>(TRows rows, int row, int e) where TRows : struct, IRows =>
        Vector256.Create(Vector128.Load(rows.Row(row) + e), Vector128.Load(rows.Row(row + 4) + e));

    /// <summary>Interleaves the lower halves: <c>a0 b0 a1 b1</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    /// <summary>Interleaves the upper halves: <c>a2 b2 a3 b3</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    /// <summary>Where 16 rows lie.</summary>
    private interface IRows
    {
        float* Row(int number);
    }

    /// <summary>Anywhere: one address a row.</summary>
    private readonly struct Scattered(float** rows) : IRows
    {
        private readonly float** _rows = rows;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float* Row(int number) => _rows[number];
    }

    /// <summary>As far from one another.</summary>
    private readonly struct Spaced(float* first, nint stride) : IRows
    {
        private readonly float* _first = first;
        private readonly nint _stride = stride;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float* Row(int number) => _first + number * _stride;
    }
}
