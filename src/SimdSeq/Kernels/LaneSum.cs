using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SimdSeq.Kernels;

/// <summary>
/// The sum over the lanes of a tile, in one fixed order whatever the vector width. With H = a quarter of the lanes,
/// <c>a[i] = (l[i] + l[i + 2H]) + (l[i + H] + l[i + 3H])</c> for i below H; then <c>(a[0] + a[2]) + (a[1] + a[3])</c> in float (H = 4) and
/// <c>a[0] + a[1]</c> in double (H = 2).
/// </summary>
internal static unsafe class LaneSum
{
    /// <summary><c>destination[i] += lane sum of tile i</c> for neighbouring tiles.</summary>
    /// <param name="tiles">Partial sums, <c>[count][lane]</c>.</param>
    /// <param name="destination">Sums, <c>[count]</c>.</param>
    /// <param name="count">Number of sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add<T>(T* tiles, T* destination, int count) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            AddSingle((float*)tiles, (float*)destination, count);
        else
            AddDouble((double*)tiles, (double*)destination, count);
    }

    /// <summary>The lane sum of one tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Of<T>(T* tile) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<float> a = Quarter((float*)tile), half = a + Vector128.Shuffle(a, Vector128.Create(2, 3, 0, 1));
            return Unsafe.BitCast<float, T>(half.ToScalar() + half.GetElement(1));
        }

        Vector128<double> b = Quarter((double*)tile);
        return Unsafe.BitCast<double, T>(b.ToScalar() + b.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSingle(float* tiles, float* destination, int count)
    {
        const int Lanes = 16;
        int i = 0;
        if (Avx512F.IsSupported)
        {
            for (; count - i >= 16; i += 16, tiles += 16 * Lanes)
                (Vector512.Load(destination + i) + OfSixteen(tiles)).Store(destination + i);
        }
        for (; count - i >= 4; i += 4, tiles += 4 * Lanes)
        {
            // Each fold adds the upper half of two vectors to their lower half: [p.a0+a2, p.a1+a3, q.a0+a2, q.a1+a3], then all four sums.
            Vector128<float> pq = Fold(Quarter(tiles), Quarter(tiles + Lanes));
            Vector128<float> rs = Fold(Quarter(tiles + 2 * Lanes), Quarter(tiles + 3 * Lanes));
            Vector128<int> evenThenOdd = Vector128.Create(0, 2, 1, 3);
            Vector128<float> sums = Fold(Vector128.Shuffle(pq, evenThenOdd), Vector128.Shuffle(rs, evenThenOdd));
            (Vector128.Load(destination + i) + sums).Store(destination + i);
        }
        if (count - i >= 2)
        {
            Vector128<float> half = Fold(Quarter(tiles), Quarter(tiles + Lanes));
            half = Vector128.Shuffle(half, Vector128.Create(0, 2, 1, 3));
            half = Fold(half, half);
            destination[i] += half.GetElement(0);
            destination[i + 1] += half.GetElement(1);
            i += 2;
            tiles += 2 * Lanes;
        }
        if (i < count)
        {
            Vector128<float> a = Quarter(tiles);
            Vector128<float> half = Fold(a, a);
            destination[i] += half.GetElement(0) + half.GetElement(1);
        }
    }

    /// <summary>The lane sums of 16 tiles, all at once, in the same order of additions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> OfSixteen(float* tiles)
    {
        Vector512<float> a = Quarters(tiles), b = Quarters(tiles + 16), c = Quarters(tiles + 2 * 16), d = Quarters(tiles + 3 * 16);
        Vector512<float> ab = Avx512F.Shuffle(a, b, 0b01_00_01_00) + Avx512F.Shuffle(a, b, 0b11_10_11_10);
        Vector512<float> cd = Avx512F.Shuffle(c, d, 0b01_00_01_00) + Avx512F.Shuffle(c, d, 0b11_10_11_10);
        return Avx512F.Shuffle(ab, cd, 0b10_00_10_00) + Avx512F.Shuffle(ab, cd, 0b11_01_11_01);
    }

    /// <summary><see cref="Quarter{T}"/> of a tile and of the fourth, eighth and twelfth after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(float* tile)
    {
        Vector512<float> ab = Halves(tile, tile + 4 * 16), cd = Halves(tile + 8 * 16, tile + 12 * 16);
        return Avx512F.Shuffle4x128(ab, cd, 0b10_00_10_00) + Avx512F.Shuffle4x128(ab, cd, 0b11_01_11_01);
    }

    /// <summary>Of each of two tiles the lower half plus the upper one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Halves(float* a, float* b) =>
        Vector512.Create(Vector256.Load(a), Vector256.Load(b)) + Vector512.Create(Vector256.Load(a + 8), Vector256.Load(b + 8));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddDouble(double* tiles, double* destination, int count)
    {
        const int Lanes = 8;
        int i = 0;
        for (; count - i >= 2; i += 2, tiles += 2 * Lanes)
        {
            Vector128<double> sums = Fold(Quarter(tiles), Quarter(tiles + Lanes));
            (Vector128.Load(destination + i) + sums).Store(destination + i);
        }
        if (i < count)
        {
            Vector128<double> a = Quarter(tiles);
            destination[i] += a.GetElement(0) + a.GetElement(1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Quarter<T>(T* tile) where T : unmanaged
    {
        int h = Vector128<T>.Count;
        return (Vector128.Load(tile) + Vector128.Load(tile + 2 * h)) + (Vector128.Load(tile + h) + Vector128.Load(tile + 3 * h));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Fold(Vector128<float> p, Vector128<float> q)
    {
        Vector128<double> a = p.AsDouble();
        Vector128<double> b = q.AsDouble();
        Vector128<double> lower = Vector128.Create(a.GetElement(0), b.GetElement(0));
        Vector128<double> upper = Vector128.Create(a.GetElement(1), b.GetElement(1));
        return lower.AsSingle() + upper.AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Fold(Vector128<double> p, Vector128<double> q) =>
        Vector128.Create(p.GetElement(0), q.GetElement(0)) + Vector128.Create(p.GetElement(1), q.GetElement(1));
}
