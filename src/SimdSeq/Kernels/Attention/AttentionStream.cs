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
        int before = Math.Min(keys, cache.Slots - slot), valueFeatures = shape.KeyHeads * shape.ValueDim;
        var scale = ScalarOf<T>.Broadcast(Constant.Rounded<T>(shape.Scale));
        for (int h = 0; h < shape.Heads; h++, q += shape.KeyDim, y += shape.ValueDim)
        {
            int keyHead = h / shape.HeadsPerKeyHead;
            for (int i = 0; i < shape.KeyDim; i++) (ScalarOf<T>.Load(q, i) * scale).Store(cache.Query, i);
            var ofHead = cache.Keys + keyHead * shape.KeyDim * cache.Slots;
            MatVec.Product<V, T>(cache.Query, ofHead + slot, cache.Slots, cache.Scores, inputs: shape.KeyDim, outputs: before);
            if (before < keys)
                MatVec.Product<V, T>(cache.Query, ofHead, cache.Slots, cache.Scores + before, inputs: shape.KeyDim, outputs: keys - before);
            var reciprocal = Weigh<V, T>(cache, keys, unseen, slot, here: step - from, shape.Slope(h));
            if (!isThere) reciprocal = default; // zeros have signs: those of the tile's
            var values = cache.Values + keyHead * shape.ValueDim;
            MatVec.Product<V, T>(cache.Scores, values + slot * valueFeatures, valueFeatures, y, inputs: before, outputs: shape.ValueDim);
            if (before < keys)
                MatVec.Accumulate<V, T>(cache.Scores + before, values, valueFeatures, y, inputs: keys - before, outputs: shape.ValueDim);
            for (int i = 0; i < shape.ValueDim; i++) (ScalarOf<T>.Load(y, i) * reciprocal).Store(y, i);
        }
    }

    // From scores to e, as AttentionWeights; the answer is r.
    private static ScalarOf<T> Weigh<V, T>(in AttentionCache<T> cache, int keys, int unseen, int slot, long here, double slope)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        var scores = cache.Scores;
        T* memory = stackalloc T[InterleavedSum.Parts + Tile<T>.Lanes];
        var sums = Slab<T>.AtLine(memory);
        ScalarOf<T> lowest = Scalar<T>(double.NegativeInfinity), zero = default;
        var minusSlope = Scalar<T>(-slope);
        for (int i = 0; i < keys; i++)
        {
            var score = ScalarOf<T>.Load(scores, i);
            if (slope != 0) score = ScalarOf<T>.MultiplyAdd(minusSlope, Scalar<T>(Math.Abs(here - i)), score);
            var there = i < unseen ? zero : ScalarOf<T>.Load(cache.There, (slot + i) % cache.Slots);
            ScalarOf<T>.WhereGreater(there, zero, score, lowest).Store(scores, i);
        }

        int whole = keys - keys % V.Count;
        var largest = ScalarOf<T>.Broadcast(Softmax.Largest<V, T>(scores, whole, keys, sums));
        largest = VisibleSoftmax.Shift<ScalarOf<T>, T>(largest);
        largest.Store(sums);
        V shift = V.Broadcast(sums[0]);
        sums.Clear(InterleavedSum.Parts);
        var math = VectorMath<V, T>.Load();
        var single = VectorMath<ScalarOf<T>, T>.Load();
        for (int i = 0; i < whole; i += V.Count)
        {
            V e = math.ExpOfNegative(V.Load(scores, i) - shift);
            e.Store(scores, i);
            (V.Load(sums, i % InterleavedSum.Parts) + e).Store(sums, i % InterleavedSum.Parts);
        }

        for (int i = whole; i < keys; i++)
        {
            var e = single.ExpOfNegative(ScalarOf<T>.Load(scores, i) - largest);
            e.Store(scores, i);
            (ScalarOf<T>.Load(sums, i % InterleavedSum.Parts) + e).Store(sums, i % InterleavedSum.Parts);
        }

        return VisibleSoftmax.Reciprocal<ScalarOf<T>, T>(InterleavedSum.Of<ScalarOf<T>, T>(sums));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarOf<T> Scalar<T>(double value) where T : unmanaged => Constant.Of<ScalarOf<T>, T>(value);
}

/// <summary>The keys and values of earlier steps of one sample, and room to work in.</summary>
/// <param name="Position">The number of the next step, two values.</param>
/// <param name="Keys">Keys, <c>[key head][feature][slot]</c>.</param>
/// <param name="Values">Values, <c>[slot][key head][feature]</c>.</param>
/// <param name="There">Whether a step is there, <c>[slot]</c>.</param>
/// <param name="Scores">Room for as many scores as there are slots.</param>
/// <param name="Query">Room for a head's query.</param>
/// <param name="Slots">Steps that the cache holds, a multiple of 16.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly record struct AttentionCache<T>(
    Slab<T> Position, Slab<T> Keys, Slab<T> Values, Slab<T> There, Slab<T> Scores, Slab<T> Query, int Slots)
    where T : unmanaged;
