using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// The weights of a block of queries of one sample, lanes being the queries: <c>e[key] = exp(s[key] - m)</c>, m the largest score that the
/// query may see, and <c>r = 1 / Σ e</c>. A key that it may not see has the weight 0; where it sees none, r is 0.
/// </summary>
/// <remarks>
/// The sum is an <see cref="InterleavedSum"/> by the number of the key. A weight of 0 changes no sum, so what a query may not see changes
/// no bit: neither steps that are not there nor, if it is causal, those that come after it.
/// </remarks>
internal static unsafe class AttentionWeights
{
    /// <summary>Turns scores into weights.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="slope">By how much a score sinks for each step of distance.</param>
    /// <param name="query">Number of the first query.</param>
    /// <param name="from">Number of the first key.</param>
    /// <param name="to">Number of the key after the last.</param>
    /// <param name="scores">The scores, <c>[key][query]</c>; receives e.</param>
    /// <param name="keys">For each key whether it is there.</param>
    /// <param name="areMasked">Whether anything is to be asked of <paramref name="keys"/>.</param>
    /// <param name="reciprocals">Receives r.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromScores<V, T>(
        in AttentionShape shape, double slope, int query, int from, int to, Slab<T> scores, Slab<T> keys, bool areMasked,
        Slab<T> reciprocals)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        // Keys that all queries of the block see need no comparison.
        int firstForAll = shape.Window == 0 ? from : query + lanes - shape.Window;
        int lastForAll = shape.Causal ? query : shape.Window == 0 ? to : query + shape.Window - 1;
        bool seesAll = !areMasked && slope == 0 && from >= firstForAll && to - 1 <= lastForAll;
        for (int lane = 0; lane < lanes; lane += V.Count)
        {
            V largest = seesAll ? SoftmaxLoops.Largest<V, T>(scores + lane, to - from)
                : Lower<V, T>(shape, slope, query + lane, from, to, scores + lane, areMasked, keys, firstForAll, lastForAll);
            largest = VisibleSoftmax.Shift<V, T>(largest);
            V sum = areMasked ? ExponentialsThere(from, to, scores + lane, keys, largest)
                : SoftmaxLoops.Exponentials(scores + lane, scores + lane, to - from, largest);
            VisibleSoftmax.Reciprocal<V, T>(sum).Store(reciprocals, lane);
        }
    }

    // Lowers the scores by their distance, and those that a query may not see below all others. The answer is the largest.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V Lower<V, T>(
        in AttentionShape shape, double slope, int query, int from, int to, Slab<T> scores, bool areMasked, Slab<T> keys, int firstForAll,
        int lastForAll)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        T* positions = stackalloc T[V.Count];
        for (int i = 0; i < V.Count; i++) positions[i] = Constant.Rounded<T>(query + i);
        V position = V.Load(new Slab<T>(positions)), lowest = Constant.Of<V, T>(double.NegativeInfinity), largest = lowest;
        for (int key = from; key < to; key++, scores += Tile<T>.Lanes)
        {
            if (areMasked && !SequenceMask.IsSet(keys[key])) continue;
            V score = V.Load(scores);
            if (slope != 0)
            {
                V distance = Constant.Of<V, T>(key) - position;
                score = V.MultiplyAdd(Constant.Of<V, T>(-slope), V.Abs(distance), score);
            }

            if (key < firstForAll || key > lastForAll) score = Visible<V, T>(shape, key, position, score, lowest);
            score.Store(scores);
            largest = Softmax.Larger<V, T>(score, largest);
        }

        return largest;
    }

    // SoftmaxLoops.Exponentials of the keys that are there; the others become zero, which changes no sum.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V ExponentialsThere<V, T>(int from, int to, Slab<T> scores, Slab<T> keys, V largest)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        var math = VectorMath<V, T>.Load();
        V shift = -largest;
        for (int key = from, at = 0; key < to; key++, at += lanes)
            (SequenceMask.IsSet(keys[key]) ? math.ExpOfNegative(V.Load(scores, at) + shift) : default).Store(scores, at);
        return InterleavedSum.Over<V, T, InterleavedSum.Values>(scores, to - from, default);
    }

    // The score where the query may see the key.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Visible<V, T>(in AttentionShape shape, int key, V position, V score, V lowest)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V distance = Constant.Of<V, T>(key) - position;
        if (shape.Causal) score = V.WhereGreater(distance, default, lowest, score);
        return shape.Window == 0 ? score
            : V.WhereGreater(V.Abs(distance), Constant.Of<V, T>(shape.Window - 0.5), lowest, score);
    }
}
