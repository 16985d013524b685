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
        T* positions = stackalloc T[lanes];
        for (int i = 0; i < lanes; i++) positions[i] = Constant.Rounded<T>(query + i);
        T* sumMemory = stackalloc T[InterleavedSum.Parts * V.Count];
        var sums = new Slab<T>(sumMemory);
        var math = VectorMath<V, T>.Load();
        V lowest = Constant.Of<V, T>(double.NegativeInfinity), zero = default;
        for (int lane = 0; lane < lanes; lane += V.Count)
        {
            V position = V.Load(new Slab<T>(positions), lane), largest = lowest;
            for (int key = from, at = lane; key < to; key++, at += lanes)
            {
                if (areMasked && !SequenceMask.IsSet(keys[key])) continue;
                V score = V.Load(scores, at);
                if (slope != 0)
                {
                    V distance = Constant.Of<V, T>(key) - position;
                    score = V.MultiplyAdd(Constant.Of<V, T>(-slope), V.Abs(distance), score);
                }

                if (key < firstForAll || key > lastForAll) score = Visible<V, T>(shape, key, position, score, lowest);
                else if (slope == 0)
                {
                    largest = Softmax.Larger<V, T>(score, largest);
                    continue;
                }

                score.Store(scores, at);
                largest = Softmax.Larger<V, T>(score, largest);
            }

            largest = VisibleSoftmax.Shift<V, T>(largest);
            sums.Clear(InterleavedSum.Parts * V.Count);
            for (int key = from, at = lane; key < to; key++, at += lanes)
            {
                if (areMasked && !SequenceMask.IsSet(keys[key]))
                {
                    zero.Store(scores, at);
                    continue;
                }

                V e = math.Exp(V.Load(scores, at) - largest);
                e.Store(scores, at);
                int part = key % InterleavedSum.Parts * V.Count;
                (V.Load(sums, part) + e).Store(sums, part);
            }

            V sum = InterleavedSum.Of<V, T>(sums);
            VisibleSoftmax.Reciprocal<V, T>(sum).Store(reciprocals, lane);
        }
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
