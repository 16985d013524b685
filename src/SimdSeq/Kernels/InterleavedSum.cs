using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// A sum over features: 16 sums, one for each number modulo 16, which are then added in halves. Over samples, where a vector is one
/// feature of several, or over features, where it is several of one sample: at any width, the same bits.
/// </summary>
internal static class InterleavedSum
{
    /// <summary>The sums.</summary>
    internal const int Parts = 16;

    /// <summary>The sum of them: the second half is added to the first until one is left. They are used up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Of<V, T>(Slab<T> parts)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (int half = Parts / 2; half > 0; half /= 2)
        {
            for (int k = 0; k < half; k++) (V.Load(parts, k * V.Count) + V.Load(parts, (k + half) * V.Count)).Store(parts, k * V.Count);
        }

        return V.Load(parts);
    }

    /// <summary>The same of parts that lie side by side, one value each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ScalarOf<T> OfRow<T>(Slab<T> parts) where T : unmanaged
    {
        int half = Parts / 2;
        for (; half >= Vector128Of<T>.Count; half /= 2)
        {
            for (int k = 0; k < half; k += Vector128Of<T>.Count)
                (Vector128Of<T>.Load(parts, k) + Vector128Of<T>.Load(parts, k + half)).Store(parts, k);
        }

        for (; half > 0; half /= 2)
        {
            for (int k = 0; k < half; k++) (ScalarOf<T>.Load(parts, k) + ScalarOf<T>.Load(parts, k + half)).Store(parts, k);
        }

        return ScalarOf<T>.Load(parts);
    }

    /// <summary>The sum of terms over the features of one sample. Reads them and nothing behind them.</summary>
    /// <param name="x">The first value.</param>
    /// <param name="count">How many.</param>
    /// <param name="other">What a term reads beside its value.</param>
    /// <param name="parts">Room for <see cref="Parts"/> values.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static ScalarOf<T> OverFeatures<V, T, TTerm>(Slab<T> x, int count, ScalarOf<T> other, Slab<T> parts)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TTerm : ITerm
    {
        other.Store(parts);
        V others = V.Broadcast(parts[0]);
        int i = 0, whole = count - count % V.Count;
        if (V.Count == Parts)
        {
            V sum = default;
            for (; i < whole; i += Parts) sum = TTerm.AddTo<V, T>(sum, V.Load(x, i), others);
            sum.Store(parts);
        }
        else if (2 * V.Count == Parts)
        {
            V first = default, second = default;
            for (; i <= count - Parts; i += Parts)
            {
                first = TTerm.AddTo<V, T>(first, V.Load(x, i), others);
                second = TTerm.AddTo<V, T>(second, V.Load(x, i + V.Count), others);
            }

            first.Store(parts);
            second.Store(parts, V.Count);
        }
        else
            parts.Clear(Parts);

        for (; i < whole; i += V.Count) TTerm.AddTo<V, T>(V.Load(parts, i % Parts), V.Load(x, i), others).Store(parts, i % Parts);
        for (; i < count; i++)
            TTerm.AddTo<ScalarOf<T>, T>(ScalarOf<T>.Load(parts, i % Parts), ScalarOf<T>.Load(x, i), other).Store(parts, i % Parts);
        return OfRow(parts);
    }

    /// <summary>The sum of terms over samples, its parts in registers: in memory each addition would wait for a store.</summary>
    /// <param name="x">The first value, <c>[value][lane]</c>.</param>
    /// <param name="count">How many.</param>
    /// <param name="other">What a term reads beside its value.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static V Over<V, T, TTerm>(Slab<T> x, int count, V other)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TTerm : ITerm
    {
        int lanes = Tile<T>.Lanes;
        V s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        V s8 = default, s9 = default, s10 = default, s11 = default, s12 = default, s13 = default, s14 = default, s15 = default;
        for (; count >= Parts; count -= Parts, x += Parts * lanes)
        {
            s0 = TTerm.AddTo<V, T>(s0, V.Load(x), other);
            s1 = TTerm.AddTo<V, T>(s1, V.Load(x, lanes), other);
            s2 = TTerm.AddTo<V, T>(s2, V.Load(x, 2 * lanes), other);
            s3 = TTerm.AddTo<V, T>(s3, V.Load(x, 3 * lanes), other);
            s4 = TTerm.AddTo<V, T>(s4, V.Load(x, 4 * lanes), other);
            s5 = TTerm.AddTo<V, T>(s5, V.Load(x, 5 * lanes), other);
            s6 = TTerm.AddTo<V, T>(s6, V.Load(x, 6 * lanes), other);
            s7 = TTerm.AddTo<V, T>(s7, V.Load(x, 7 * lanes), other);
            s8 = TTerm.AddTo<V, T>(s8, V.Load(x, 8 * lanes), other);
            s9 = TTerm.AddTo<V, T>(s9, V.Load(x, 9 * lanes), other);
            s10 = TTerm.AddTo<V, T>(s10, V.Load(x, 10 * lanes), other);
            s11 = TTerm.AddTo<V, T>(s11, V.Load(x, 11 * lanes), other);
            s12 = TTerm.AddTo<V, T>(s12, V.Load(x, 12 * lanes), other);
            s13 = TTerm.AddTo<V, T>(s13, V.Load(x, 13 * lanes), other);
            s14 = TTerm.AddTo<V, T>(s14, V.Load(x, 14 * lanes), other);
            s15 = TTerm.AddTo<V, T>(s15, V.Load(x, 15 * lanes), other);
        }

        if (count > 0) s0 = TTerm.AddTo<V, T>(s0, V.Load(x), other);
        if (count > 1) s1 = TTerm.AddTo<V, T>(s1, V.Load(x, lanes), other);
        if (count > 2) s2 = TTerm.AddTo<V, T>(s2, V.Load(x, 2 * lanes), other);
        if (count > 3) s3 = TTerm.AddTo<V, T>(s3, V.Load(x, 3 * lanes), other);
        if (count > 4) s4 = TTerm.AddTo<V, T>(s4, V.Load(x, 4 * lanes), other);
        if (count > 5) s5 = TTerm.AddTo<V, T>(s5, V.Load(x, 5 * lanes), other);
        if (count > 6) s6 = TTerm.AddTo<V, T>(s6, V.Load(x, 6 * lanes), other);
        if (count > 7) s7 = TTerm.AddTo<V, T>(s7, V.Load(x, 7 * lanes), other);
        if (count > 8) s8 = TTerm.AddTo<V, T>(s8, V.Load(x, 8 * lanes), other);
        if (count > 9) s9 = TTerm.AddTo<V, T>(s9, V.Load(x, 9 * lanes), other);
        if (count > 10) s10 = TTerm.AddTo<V, T>(s10, V.Load(x, 10 * lanes), other);
        if (count > 11) s11 = TTerm.AddTo<V, T>(s11, V.Load(x, 11 * lanes), other);
        if (count > 12) s12 = TTerm.AddTo<V, T>(s12, V.Load(x, 12 * lanes), other);
        if (count > 13) s13 = TTerm.AddTo<V, T>(s13, V.Load(x, 13 * lanes), other);
        if (count > 14) s14 = TTerm.AddTo<V, T>(s14, V.Load(x, 14 * lanes), other);
        s0 += s8;
        s1 += s9;
        s2 += s10;
        s3 += s11;
        s4 += s12;
        s5 += s13;
        s6 += s14;
        s7 += s15;
        return s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7));
    }

    /// <summary>What a sum is of.</summary>
    internal interface ITerm
    {
        /// <summary>The sum with one more.</summary>
        static abstract V AddTo<V, T>(V sum, V x, V other) where V : struct, IVector<V, T> where T : unmanaged;
    }

    /// <summary>The values.</summary>
    internal readonly struct Values : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V AddTo<V, T>(V sum, V x, V other) where V : struct, IVector<V, T> where T : unmanaged => sum + x;
    }

    /// <summary>The squares of their differences from the other.</summary>
    internal readonly struct SquaredDifferences : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V AddTo<V, T>(V sum, V x, V other) where V : struct, IVector<V, T> where T : unmanaged
        {
            V difference = x - other;
            return V.MultiplyAdd(difference, difference, sum);
        }
    }
}
