using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// A step of causal attention of a sequence to itself, for one sample: the keys and values of earlier steps lie in a cache. Or a step that
/// asks another sequence, which lies there as a whole. The order of every sum is that of <see cref="Attention"/>, so the bits are.
/// </summary>
/// <remarks>
/// Keys are <c>[key head][feature][slot]</c> and values <c>[slot][key head][feature]</c>, so that scores run over lanes of steps and
/// mixtures over lanes of features. A step has the slot <c>step mod slots</c>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class AttentionStream
{
    /// <summary>Takes a step into the cache, and answers it.</summary>
    /// <param name="shape">What attends to what.</param>
    /// <param name="q">The step's query, <c>[head][feature]</c>.</param>
    /// <param name="k">Its key, <c>[key head][feature]</c>.</param>
    /// <param name="v">Its value.</param>
    /// <param name="isThere">Whether the step is there; if not, the answer is zero.</param>
    /// <param name="y">Receives the answer, <c>[head][value feature]</c>.</param>
    /// <param name="cache">The cache.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step<V, T>(
        in AttentionShape shape, Slab<T> q, Slab<T> k, Slab<T> v, bool isThere, Slab<T> y, in AttentionCache<T> cache)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        long step = Push(shape, k, v, isThere, cache);
        Answer<V, T>(shape, step, step + 1, isThere, q, y, cache);
    }

    /// <summary>Answers a step that asks a sequence which lies in the cache from the beginning, step i in slot i.</summary>
    /// <param name="shape">What attends to what.</param>
    /// <param name="q">The step's query, <c>[head][feature]</c>.</param>
    /// <param name="isThere">Whether the step is there; if not, the answer is zero.</param>
    /// <param name="y">Receives the answer, <c>[head][value feature]</c>.</param>
    /// <param name="cache">The keys and values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void StepOverAll<V, T>(in AttentionShape shape, Slab<T> q, bool isThere, Slab<T> y, in AttentionCache<T> cache)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        long step = StreamCounter.Next(cache.Position);
        long to = shape.Causal ? step + 1 : shape.Window == 0 ? shape.Keys : step + shape.Window;
        Answer<V, T>(shape, step, Math.Min(to, shape.Keys), isThere, q, y, cache);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Push<T>(in AttentionShape shape, Slab<T> k, Slab<T> v, bool isThere, in AttentionCache<T> cache) where T : unmanaged
    {
        long step = StreamCounter.Next(cache.Position);
        if (shape.Window == 0 && step >= cache.Slots)
            throw new InvalidOperationException($"The cache of attention has room for {cache.Slots} steps."); // a stream ends before
        int slot = (int)(step % cache.Slots), keyFeatures = shape.KeyHeads * shape.KeyDim, valueFeatures = shape.KeyHeads * shape.ValueDim;
        for (int i = 0; i < keyFeatures; i++) cache.Keys[i * cache.Slots + slot] = k[i];
        v.CopyTo(cache.Values + slot * valueFeatures, valueFeatures);
        cache.There[slot] = Constant.Rounded<T>(isThere ? 1 : 0);
        return step;
    }

    // Of the keys before a given one, those that the step sees.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Answer<V, T>(
        in AttentionShape shape, long step, long to, bool isThere, Slab<T> q, Slab<T> y, in AttentionCache<T> cache)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        // From a whole number of interleaved sums on, as over a tile.
        long first = shape.Window == 0 ? 0 : Math.Clamp(step - shape.Window + 1, 0, to); // to itself: it sees none
        long from = Math.Min(first, to - 1) / InterleavedSum.Parts * InterleavedSum.Parts;
        int keys = (int)(to - from), unseen = (int)(first - from), slot = (int)(from % cache.Slots);
        // Whole vectors: what lies in the slots behind the last key has the score minus infinity, and so weighs nothing.
        int padded = AttentionShape.Pad(keys), before = Math.Min(padded, cache.Slots - slot), seen = Math.Min(keys, before);
        T* memory = stackalloc T[shape.Heads];
        var reciprocals = new Slab<T>(memory);
        T scale = Constant.Rounded<T>(shape.Scale);
        for (int h = 0; h < shape.Heads; h++)
        {
            var scores = cache.Scores + h * cache.Slots;
            Scale<V, T>(q + h * shape.KeyDim, scale, cache.Query, shape.KeyDim);
            var ofHead = cache.Keys + h / shape.HeadsPerKeyHead * shape.KeyDim * cache.Slots;
            MatVec.Product<V, T>(cache.Query, ofHead + slot, cache.Slots, scores, inputs: shape.KeyDim, outputs: before);
            if (before < padded)
                MatVec.Product<V, T>(cache.Query, ofHead, cache.Slots, scores + before, inputs: shape.KeyDim, outputs: padded - before);
            Forbid(scores, 0, unseen);
            Forbid(scores, keys, padded);
            var reciprocal = Weigh<V, T>(scores, cache, padded, slot, here: step - from, shape.Slope(h));
            (isThere ? reciprocal : default).Store(reciprocals, h); // zeros have signs: those of the tile's
        }

        y.Clear(shape.Heads * shape.ValueDim);
        Mix<V, T>(shape, cache.Scores, cache, slot, seen, y);
        if (seen < keys) Mix<V, T>(shape, cache.Scores + seen, cache, 0, keys - seen, y);
        for (int h = 0; h < shape.Heads; h++, y += shape.ValueDim) Scale<V, T>(y, reciprocals[h], y, shape.ValueDim);
    }

    // The scores of keys that the step may not see.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Forbid<T>(Slab<T> scores, int from, int to) where T : unmanaged
    {
        for (int i = from; i < to; i++) scores[i] = Constant.Rounded<T>(double.NegativeInfinity);
    }

    // y = factor x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale<V, T>(Slab<T> x, T factor, Slab<T> y, int count)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int i = 0;
        for (; i <= count - V.Count; i += V.Count) (V.Load(x, i) * V.Broadcast(factor)).Store(y, i);
        for (; i < count; i++) (ScalarOf<T>.Load(x, i) * ScalarOf<T>.Broadcast(factor)).Store(y, i);
    }

    // Goes on with the mixtures of all heads, over values that follow one another. One head has few sums, which wait for themselves; four
    // do not wait for one another.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix<V, T>(
        in AttentionShape shape, Slab<T> scores, in AttentionCache<T> cache, int slot, int keys, Slab<T> y)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int stride = shape.KeyHeads * shape.ValueDim, h = 0;
        var values = cache.Values + slot * stride;
        if (shape.ValueDim == V.Count || shape.ValueDim == 2 * V.Count)
        {
            for (; h <= shape.Heads - 4; h += 4)
            {
                if (shape.ValueDim == V.Count) MixFour<V, T, Of1>(shape, scores, cache.Slots, values, stride, h, keys, y);
                else MixFour<V, T, Of2>(shape, scores, cache.Slots, values, stride, h, keys, y);
            }
        }

        for (; h < shape.Heads; h++)
        {
            MatVec.Accumulate<V, T>(scores + h * cache.Slots, values + h / shape.HeadsPerKeyHead * shape.ValueDim, stride,
                y + h * shape.ValueDim, inputs: keys, outputs: shape.ValueDim);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MixFour<V, T, TSize>(
        in AttentionShape shape, Slab<T> scores, int slots, Slab<T> values, int stride, int head, int keys, Slab<T> y)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TSize : IBlockSize
    {
        int width = shape.ValueDim, shared = shape.HeadsPerKeyHead;
        Slab<T> y0 = y + head * width, y1 = y0 + width, y2 = y1 + width, y3 = y2 + width;
        Slab<T> s0 = scores + head * slots, s1 = s0 + slots, s2 = s1 + slots, s3 = s2 + slots;
        Slab<T> v0 = values + head / shared * width, v1 = values + (head + 1) / shared * width;
        Slab<T> v2 = values + (head + 2) / shared * width, v3 = values + (head + 3) / shared * width;
        UnitSums<V, T, TSize> a = new(y0), b = new(y1), c = new(y2), d = new(y3);
        for (int key = 0; key < keys; key++, v0 += stride, v1 += stride, v2 += stride, v3 += stride)
        {
            a.Add(v0, V.Broadcast(s0[key]));
            b.Add(v1, V.Broadcast(s1[key]));
            c.Add(v2, V.Broadcast(s2[key]));
            d.Add(v3, V.Broadcast(s3[key]));
        }

        a.Store(y0);
        b.Store(y1);
        c.Store(y2);
        d.Store(y3);
    }

    // From scores to e, as AttentionWeights; the answer is r. Keys are whole vectors of any width.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ScalarOf<T> Weigh<V, T>(Slab<T> scores, in AttentionCache<T> cache, int keys, int slot, long here, double slope)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        T* memory = stackalloc T[InterleavedSum.Parts + Tile<T>.Lanes];
        var room = Slab<T>.AtLine(memory);
        // The cache is a ring: what the step sees may go on at its beginning.
        int before = Math.Min(keys, cache.Slots - slot);
        Lower<V, T>(scores, cache.There + slot, before, here, slope);
        if (before < keys) Lower<V, T>(scores + before, cache.There, keys - before, here - before, slope);
        var largest = VisibleSoftmax.Shift<ScalarOf<T>, T>(SoftmaxLoops.LargestOfRow<V, T>(scores, keys, room));
        return VisibleSoftmax.Reciprocal<ScalarOf<T>, T>(SoftmaxLoops.ExponentialsOfRow<V, T>(scores, scores, keys, largest, room));
    }

    // Lowers scores by their distance, and those of steps that are not there below all others.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Lower<V, T>(Slab<T> scores, Slab<T> there, int keys, long distance, double slope)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V lowest = Constant.Of<V, T>(double.NegativeInfinity);
        if (slope == 0)
        {
            for (int key = 0; key < keys; key += V.Count)
                V.WhereGreater(V.Load(there, key), default, V.Load(scores, key), lowest).Store(scores, key);
            return;
        }

        T* memory = stackalloc T[V.Count];
        for (int i = 0; i < V.Count; i++) memory[i] = Constant.Rounded<T>(i);
        V number = V.Load(new Slab<T>(memory)), minusSlope = Constant.Of<V, T>(-slope);
        for (int key = 0; key < keys; key += V.Count)
        {
            V lowered = V.MultiplyAdd(minusSlope, V.Abs(Constant.Of<V, T>(distance - key) - number), V.Load(scores, key));
            V.WhereGreater(V.Load(there, key), default, lowered, lowest).Store(scores, key);
        }
    }
}

/// <summary>The keys and values of earlier steps of one sample, and room to work in.</summary>
/// <param name="Position">The number of the next step, two values.</param>
/// <param name="Keys">Keys, <c>[key head][feature][slot]</c>.</param>
/// <param name="Values">Values, <c>[slot][key head][feature]</c>.</param>
/// <param name="There">Whether a step is there, <c>[slot]</c>.</param>
/// <param name="Scores">Room for as many scores as there are slots, for each head.</param>
/// <param name="Query">Room for a head's query.</param>
/// <param name="Slots">Steps that the cache holds, a multiple of 16.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly record struct AttentionCache<T>(
    Slab<T> Position, Slab<T> Keys, Slab<T> Values, Slab<T> There, Slab<T> Scores, Slab<T> Query, int Slots)
    where T : unmanaged;
