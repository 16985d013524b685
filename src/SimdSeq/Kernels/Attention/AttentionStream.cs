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
    private static void Answer<V, T>(
        in AttentionShape shape, long step, long to, bool isThere, Slab<T> q, Slab<T> y, in AttentionCache<T> cache)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        // From a whole number of interleaved sums on, as over a tile.
        long first = shape.Window == 0 ? 0 : Math.Clamp(step - shape.Window + 1, 0, to); // to itself: it sees none
        long from = Math.Min(first, to - 1) / InterleavedSum.Parts * InterleavedSum.Parts;
        int keys = (int)(to - from), unseen = (int)(first - from), slot = (int)(from % cache.Slots);
        int before = Math.Min(keys, cache.Slots - slot);
        var scale = ScalarOf<T>.Broadcast(Constant.Rounded<T>(shape.Scale));
        T* memory = stackalloc T[shape.Heads];
        var reciprocals = new Slab<T>(memory);
        for (int h = 0; h < shape.Heads; h++)
        {
            var query = q + h * shape.KeyDim;
            var scores = cache.Scores + h * cache.Slots;
            for (int i = 0; i < shape.KeyDim; i++) (ScalarOf<T>.Load(query, i) * scale).Store(cache.Query, i);
            var ofHead = cache.Keys + h / shape.HeadsPerKeyHead * shape.KeyDim * cache.Slots;
            MatVec.Product<V, T>(cache.Query, ofHead + slot, cache.Slots, scores, inputs: shape.KeyDim, outputs: before);
            if (before < keys)
                MatVec.Product<V, T>(cache.Query, ofHead, cache.Slots, scores + before, inputs: shape.KeyDim, outputs: keys - before);
            var reciprocal = Weigh<V, T>(scores, cache, keys, unseen, slot, here: step - from, shape.Slope(h));
            (isThere ? reciprocal : default).Store(reciprocals, h); // zeros have signs: those of the tile's
        }

        y.Clear(shape.Heads * shape.ValueDim);
        Mix<V, T>(shape, cache.Scores, cache, slot, before, y);
        if (before < keys) Mix<V, T>(shape, cache.Scores + before, cache, 0, keys - before, y);
        for (int h = 0; h < shape.Heads; h++, y += shape.ValueDim)
        {
            var reciprocal = ScalarOf<T>.Load(reciprocals, h);
            for (int i = 0; i < shape.ValueDim; i++) (ScalarOf<T>.Load(y, i) * reciprocal).Store(y, i);
        }
    }

    // Goes on with the mixtures of all heads, over values that follow one another. One head has few sums, which wait for themselves; four
    // do not wait for one another.
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

    // From scores to e, as AttentionWeights; the answer is r.
    private static ScalarOf<T> Weigh<V, T>(
        Slab<T> scores, in AttentionCache<T> cache, int keys, int unseen, int slot, long here, double slope)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        T* memory = stackalloc T[InterleavedSum.Parts + Tile<T>.Lanes];
        var sums = Slab<T>.AtLine(memory);
        // The cache is a ring: what the step sees may go on at its beginning.
        int before = Math.Min(keys, cache.Slots - slot);
        Lower<V, T>(scores, cache.There + slot, before, here, slope);
        Lower<V, T>(scores + before, cache.There, keys - before, here - before, slope);
        for (int i = 0; i < unseen; i++) Scalar<T>(double.NegativeInfinity).Store(scores, i);
        int whole = keys - keys % V.Count;
        var largest = ScalarOf<T>.Broadcast(Softmax.Largest<V, T>(scores, whole, keys, sums));
        largest = VisibleSoftmax.Shift<ScalarOf<T>, T>(largest);
        largest.Store(sums);
        V shift = V.Broadcast(sums[0]);
        sums.Clear(InterleavedSum.Parts);
        var math = VectorMath<V, T>.Load();
        var single = VectorMath<ScalarOf<T>, T>.Load();
        V sum = default;
        for (int i = 0; i < whole; i += V.Count)
        {
            V e = math.ExpOfNegative(V.Load(scores, i) - shift);
            e.Store(scores, i);
            if (V.Count == InterleavedSum.Parts) sum += e; // else some parts' turn is later
            else (V.Load(sums, i % InterleavedSum.Parts) + e).Store(sums, i % InterleavedSum.Parts);
        }

        if (V.Count == InterleavedSum.Parts) sum.Store(sums);
        for (int i = whole; i < keys; i++)
        {
            var e = single.ExpOfNegative(ScalarOf<T>.Load(scores, i) - largest);
            e.Store(scores, i);
            (ScalarOf<T>.Load(sums, i % InterleavedSum.Parts) + e).Store(sums, i % InterleavedSum.Parts);
        }

        return VisibleSoftmax.Reciprocal<ScalarOf<T>, T>(InterleavedSum.Of<ScalarOf<T>, T>(sums));
    }

    // Lowers scores by their distance, and those of steps that are not there below all others.
    private static void Lower<V, T>(Slab<T> scores, Slab<T> there, int keys, long distance, double slope)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        T* memory = stackalloc T[V.Count];
        var numbers = new Slab<T>(memory);
        for (int i = 0; i < V.Count; i++) Scalar<T>(i).Store(numbers, i);
        V number = V.Load(numbers), lowest = Constant.Of<V, T>(double.NegativeInfinity), minusSlope = Constant.Of<V, T>(-slope);
        int key = 0;
        for (; key <= keys - V.Count; key += V.Count)
        {
            V score = V.Load(scores, key);
            if (slope != 0) score = V.MultiplyAdd(minusSlope, V.Abs(Constant.Of<V, T>(distance - key) - number), score);
            V.WhereGreater(V.Load(there, key), default, score, lowest).Store(scores, key);
        }

        if (V.Count > 1 && key < keys) Lower<ScalarOf<T>, T>(scores + key, there + key, keys - key, distance - key, slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarOf<T> Scalar<T>(double value) where T : unmanaged => Constant.Of<ScalarOf<T>, T>(value);
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
