using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// <c>y = γ (x - μ) r + β</c>: μ and r are those of a set of values, γ and β of a feature. A sum over a set is an
/// <see cref="InterleavedSum"/> of its values row by row; the variance is that of the differences from the mean. Values of a step that is
/// not there are in no sum and become zero.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe partial class Normalization
{
    /// <summary>For the samples of a tile.</summary>
    /// <param name="x">Values, <c>[row][feature][lane]</c>.</param>
    /// <param name="mask">Which rows are there, <c>[row][lane]</c>; <c>default</c>: all.</param>
    /// <param name="y">Receives as many.</param>
    /// <param name="statistics">Receives μ and r of every set, <c>[set][2][lane]</c>.</param>
    /// <param name="scale">γ, a value a feature; <c>default</c>: ones.</param>
    /// <param name="offset">β; <c>default</c>: zeros.</param>
    /// <param name="kind">What μ and r are.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="sets">The sets.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverSamples<V, T>(
        Slab<T> x, Slab<T> mask, Slab<T> y, Slab<T> statistics, Slab<T> scale, Slab<T> offset, NormalizationKind kind, double epsilon,
        NormalizationSets sets)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = sets.Features * lanes, features = sets.SetFeatures, rows = sets.SetRows;
        T* memory = stackalloc T[InterleavedSum.Parts * V.Count + Tile<T>.Lanes];
        var parts = Slab<T>.AtLine(memory);
        for (int row = 0; row < sets.Rows; row += rows)
        {
            for (int first = 0; first < sets.Features; first += features, statistics += 2 * lanes)
            {
                for (int lane = 0; lane < lanes; lane += V.Count)
                {
                    int from = row * width + first * lanes + lane;
                    var there = IsNone(mask) ? mask : mask + (row * lanes + lane);
                    V count = Count<V, T>(there, rows) * Constant.Of<V, T>(features), center = default;
                    if (kind == NormalizationKind.Standard)
                        center = Sum<V, T, InterleavedSum.Values>(x + from, there, center, parts, sets) / count;
                    V squares = Sum<V, T, InterleavedSum.SquaredDifferences>(x + from, there, center, parts, sets);
                    V factor = Factor<V, T>(squares, count, kind, epsilon);
                    center.Store(statistics, lane);
                    factor.Store(statistics, lanes + lane);
                    Write(x + from, there, y + from, center, factor, Shifted(scale, first), Shifted(offset, first), sets);
                }
            }
        }
    }

    /// <summary>For one row of one sample. Reads and writes its features and nothing behind them.</summary>
    /// <param name="x">Values.</param>
    /// <param name="y">Receives as many.</param>
    /// <param name="scale">γ; <c>default</c>: ones.</param>
    /// <param name="offset">β; <c>default</c>: zeros.</param>
    /// <param name="kind">What μ and r are.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="features">Their number.</param>
    /// <param name="groups">Into how many sets they are divided.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverFeatures<V, T>(
        Slab<T> x, Slab<T> y, Slab<T> scale, Slab<T> offset, NormalizationKind kind, double epsilon, int features, int groups)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int size = features / groups, whole = size - size % V.Count;
        T* memory = stackalloc T[InterleavedSum.Parts + Tile<T>.Lanes];
        var parts = Slab<T>.AtLine(memory);
        var count = Constant.Of<ScalarOf<T>, T>(1) * Constant.Of<ScalarOf<T>, T>(size);
        for (int first = 0; first < features; first += size, x += size, y += size)
        {
            ScalarOf<T> center = default;
            if (kind == NormalizationKind.Standard)
                center = InterleavedSum.OverFeatures<V, T, InterleavedSum.Values>(x, size, center, parts) / count;
            var squares = InterleavedSum.OverFeatures<V, T, InterleavedSum.SquaredDifferences>(x, size, center, parts);
            var factor = Factor<ScalarOf<T>, T>(squares, count, kind, epsilon);
            center.Store(parts);
            factor.Store(parts, 1);
            V centers = V.Broadcast(parts[0]), factors = V.Broadcast(parts[1]);
            Slab<T> scales = Shifted(scale, first), offsets = Shifted(offset, first);
            bool isScaled = !IsNone(scale), isMoved = !IsNone(offset);
            for (int i = 0; i < whole; i += V.Count)
            {
                V s = isScaled ? V.Load(scales, i) : default, o = isMoved ? V.Load(offsets, i) : default;
                Affine<V, T>((V.Load(x, i) - centers) * factors, isScaled, s, isMoved, o).Store(y, i);
            }

            for (int i = whole; i < size; i++)
            {
                var s = isScaled ? ScalarOf<T>.Load(scales, i) : default;
                var o = isMoved ? ScalarOf<T>.Load(offsets, i) : default;
                Affine<ScalarOf<T>, T>((ScalarOf<T>.Load(x, i) - center) * factor, isScaled, s, isMoved, o).Store(y, i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Write<V, T>(
        Slab<T> x, Slab<T> mask, Slab<T> y, V center, V factor, Slab<T> scale, Slab<T> offset, NormalizationSets sets)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = sets.Features * lanes, features = sets.SetFeatures;
        bool isScaled = !IsNone(scale), isMoved = !IsNone(offset), isMasked = !IsNone(mask);
        for (int row = 0; row < sets.SetRows; row++, x += width, y += width)
        {
            for (int i = 0; i < features; i++)
            {
                V s = isScaled ? V.Broadcast(scale[i]) : default, o = isMoved ? V.Broadcast(offset[i]) : default;
                V value = Affine<V, T>((V.Load(x, i * lanes) - center) * factor, isScaled, s, isMoved, o);
                (isMasked ? V.Select(V.Load(mask, row * lanes), value, default) : value).Store(y, i * lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Affine<V, T>(V value, bool isScaled, V scale, bool isMoved, V offset)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (!isMoved) return isScaled ? value * scale : value;
        return isScaled ? V.MultiplyAdd(value, scale, offset) : value + offset;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Factor<V, T>(V squares, V count, NormalizationKind kind, double epsilon)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V least = Constant.Of<V, T>(epsilon);
        V square = kind == NormalizationKind.UnitLength ? V.WhereGreater(least, squares, least, squares) : squares / count + least;
        return Constant.Of<V, T>(1) / V.Sqrt(square);
    }

    // One where there is none: the sums are zero then.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V Count<V, T>(Slab<T> mask, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V one = Constant.Of<V, T>(1), count = default;
        if (IsNone(mask)) return Constant.Of<V, T>(rows);
        for (int row = 0; row < rows; row++) count = V.Select(V.Load(mask, row * Tile<T>.Lanes), count + one, count);
        return V.WhereGreater(one, count, one, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V Sum<V, T, TTerm>(Slab<T> x, Slab<T> mask, V center, Slab<T> parts, NormalizationSets sets)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TTerm : InterleavedSum.ITerm
    {
        int lanes = Tile<T>.Lanes, k = 0;
        bool isMasked = !IsNone(mask);
        if (sets.SetRows == 1 && !isMasked) return InterleavedSum.Over<V, T, TTerm>(x, sets.SetFeatures, center);
        parts.Clear(InterleavedSum.Parts * V.Count);
        for (int row = 0; row < sets.SetRows; row++, x += sets.Features * lanes)
        {
            for (int i = 0; i < sets.SetFeatures; i++, k = (k + 1) % InterleavedSum.Parts)
            {
                V before = V.Load(parts, k * V.Count), sum = TTerm.AddTo<V, T>(before, V.Load(x, i * lanes), center);
                (isMasked ? V.Select(V.Load(mask, row * lanes), sum, before) : sum).Store(parts, k * V.Count);
            }
        }

        return InterleavedSum.Of<V, T>(parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNone<T>(Slab<T> slab) where T : unmanaged => slab.Address == null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Slab<T> Shifted<T>(Slab<T> slab, int values) where T : unmanaged => IsNone(slab) ? slab : slab + values;
}
