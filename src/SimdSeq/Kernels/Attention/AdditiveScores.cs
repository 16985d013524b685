using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Scores of additive attention (Bahdanau, Cho and Bengio 2015): <c>s[i, j] = Σ_f w[f] tanh(q[i, f] + k[j, f])</c>, f ascending. Lanes are
/// samples.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class AdditiveScores
{
    /// <summary>The forward pass over a tile.</summary>
    /// <param name="q">Queries, <c>[i][feature][lane]</c>.</param>
    /// <param name="qStride">Features from one query to the next.</param>
    /// <param name="k">Keys, <c>[j][feature][lane]</c>.</param>
    /// <param name="kStride">Features from one key to the next.</param>
    /// <param name="w">Weights, <c>[feature]</c>.</param>
    /// <param name="s">Receives the scores, <c>[i][j][lane]</c>.</param>
    /// <param name="size">Sizes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<V, T>(Slab<T> q, int qStride, Slab<T> k, int kStride, Slab<T> w, Slab<T> s, in AdditiveSize size)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        var math = VectorMath<V, T>.Load();
        for (int i = 0; i < size.Queries; i++, q += qStride * lanes)
        {
            for (int j = 0; j < size.Keys; j++, s += lanes)
            {
                var key = k + j * kStride * lanes;
                for (int lane = 0; lane < lanes; lane += V.Count)
                {
                    V sum = default;
                    for (int f = 0, at = lane; f < size.Features; f++, at += lanes)
                        sum = V.MultiplyAdd(V.Broadcast(w[f]), math.Tanh(V.Load(q, at) + V.Load(key, at)), sum);
                    sum.Store(s, lane);
                }
            }
        }
    }

    /// <summary>The scores of one query of one sample, in a stream: lanes are keys.</summary>
    /// <param name="q">The query, <c>[feature]</c>.</param>
    /// <param name="k">Keys, <c>[feature][key]</c>.</param>
    /// <param name="kStride">Values from one feature to the next, a multiple of the lanes.</param>
    /// <param name="w">Weights, <c>[feature]</c>.</param>
    /// <param name="s">Receives the scores, <c>[key]</c>, in whole vectors.</param>
    /// <param name="size">Sizes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step<V, T>(Slab<T> q, Slab<T> k, int kStride, Slab<T> w, Slab<T> s, in AdditiveSize size)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        var math = VectorMath<V, T>.Load();
        for (int j = 0; j < size.Keys; j += V.Count)
        {
            V sum = default;
            for (int f = 0; f < size.Features; f++)
                sum = V.MultiplyAdd(V.Broadcast(w[f]), math.Tanh(V.Broadcast(q[f]) + V.Load(k, f * kStride + j)), sum);
            sum.Store(s, j);
        }
    }

    /// <summary>
    /// The pass of the gradients, added to what is there: with <c>t = tanh(q[i, f] + k[j, f])</c> and <c>d = ds[i, j] w[f] (1 - t²)</c> it
    /// is <c>dq[i, f] = Σ_j d</c>, <c>dk[j, f] = Σ_i d</c>, <c>dw[f] = Σ ds[i, j] t</c>.
    /// </summary>
    /// <param name="q">Queries.</param>
    /// <param name="qStride">Features from one query to the next.</param>
    /// <param name="k">Keys.</param>
    /// <param name="kStride">Features from one key to the next.</param>
    /// <param name="w">Weights.</param>
    /// <param name="ds">Gradient of the scores.</param>
    /// <param name="dq">Receives that of the queries; a default place: nobody wants it.</param>
    /// <param name="dqStride">Features from one row of it to the next.</param>
    /// <param name="dk">Receives that of the keys; a default place: nobody wants it.</param>
    /// <param name="dkStride">Features from one row of it to the next.</param>
    /// <param name="dw">Receives that of the weights, <c>[feature]</c>.</param>
    /// <param name="sums">Room for a vector for each feature.</param>
    /// <param name="size">Sizes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradients<V, T>(
        Slab<T> q, int qStride, Slab<T> k, int kStride, Slab<T> w, Slab<T> ds, Slab<T> dq, int dqStride, Slab<T> dk, int dkStride,
        Slab<T> dw, Slab<T> sums, in AdditiveSize size)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        var math = VectorMath<V, T>.Load();
        V one = Constant.Of<V, T>(1);
        sums.Clear(size.Features * lanes);
        for (int i = 0; i < size.Queries; i++)
        {
            for (int j = 0; j < size.Keys; j++, ds += lanes)
            {
                Slab<T> query = q + i * qStride * lanes, key = k + j * kStride * lanes;
                Slab<T> dQuery = dq + i * dqStride * lanes, dKey = dk + j * dkStride * lanes;
                for (int at = 0; at < size.Features * lanes; at += V.Count)
                {
                    V d = V.Load(ds, at % lanes), t = math.Tanh(V.Load(query, at) + V.Load(key, at));
                    V.MultiplyAdd(d, t, V.Load(sums, at)).Store(sums, at);
                    d *= V.Broadcast(w[at / lanes]) * V.MultiplyAdd(-t, t, one);
                    if (dq.Address is not null) (V.Load(dQuery, at) + d).Store(dQuery, at);
                    if (dk.Address is not null) (V.Load(dKey, at) + d).Store(dKey, at);
                }
            }
        }

        LaneSum.Add(sums.Address, dw.Address, size.Features);
    }
}

/// <summary>Sizes of additive attention.</summary>
/// <param name="Queries">Number of queries.</param>
/// <param name="Keys">Number of keys.</param>
/// <param name="Features">Features of both.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly record struct AdditiveSize(int Queries, int Keys, int Features);
