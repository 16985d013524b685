using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Attention of a step to a few steps that lie evenly apart before it, with a learned number for each of them: of head h
/// <c>y[t] = Σ_m w[m] v[t - m·dilation]</c>, <c>w = softmax over m of scale · q[t]·k[t - m·dilation] + b[h, m]</c>, m from 0 to window - 1.
/// Steps before the first, and those that a sample does not have, get no weight. Lanes are samples.
/// </summary>
/// <remarks>A product is a sum over features, ascending; sums over m ascend.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class WindowAttention
{
    /// <summary>The forward pass over a tile.</summary>
    /// <param name="size">Sizes.</param>
    /// <param name="q">Queries, <c>[row][head][feature][lane]</c>.</param>
    /// <param name="k">Keys.</param>
    /// <param name="v">Values.</param>
    /// <param name="mask">Which rows are there, <c>[row][lane]</c>.</param>
    /// <param name="isMasked">Whether anything is to be asked of it.</param>
    /// <param name="bias">The learned numbers, <c>[head][m]</c>.</param>
    /// <param name="weights">Receives the weights, <c>[row][head][m][lane]</c>.</param>
    /// <param name="y">Receives the answers, <c>[row][head][feature][lane]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<V, T>(
        in WindowAttentionSize size, Slab<T> q, Slab<T> k, Slab<T> v, Slab<T> mask, bool isMasked, Slab<T> bias, Slab<T> weights, Slab<T> y)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, features = size.Features, width = size.Heads * features * lanes, back = size.Dilation * width;
        var math = VectorMath<V, T>.Load();
        V lowest = Constant.Of<V, T>(double.NegativeInfinity), zero = default;
        V scale = Constant.Of<V, T>(size.Scale);
        for (int row = 0; row < size.Rows; row++)
        {
            for (int head = 0; head < size.Heads; head++, weights += size.Window * lanes)
            {
                int at = (row * size.Heads + head) * features * lanes, seen = size.Seen(row);
                for (int lane = 0; lane < lanes; lane += V.Count)
                {
                    V largest = lowest;
                    for (int m = 0; m < size.Window; m++)
                    {
                        V score = lowest;
                        if (m < seen)
                        {
                            V sum = default;
                            for (int f = at + lane; f < at + features * lanes; f += lanes)
                                sum = V.MultiplyAdd(V.Load(q, f), V.Load(k, f - m * back), sum);
                            score = V.MultiplyAdd(sum, scale, V.Broadcast(bias[head * size.Window + m]));
                            if (isMasked) score = V.Select(V.Load(mask, (row - m * size.Dilation) * lanes + lane), score, lowest);
                        }

                        score.Store(weights, m * lanes + lane);
                        largest = Softmax.Larger<V, T>(score, largest);
                    }

                    largest = VisibleSoftmax.Shift<V, T>(largest);
                    V all = default;
                    for (int m = lane; m < size.Window * lanes; m += lanes)
                    {
                        V e = math.ExpOfNegative(V.Load(weights, m) - largest);
                        e.Store(weights, m);
                        all += e;
                    }

                    V reciprocal = VisibleSoftmax.Reciprocal<V, T>(all);
                    if (isMasked) reciprocal = V.Select(V.Load(mask, row * lanes + lane), reciprocal, zero);
                    for (int m = lane; m < size.Window * lanes; m += lanes) (V.Load(weights, m) * reciprocal).Store(weights, m);
                    for (int f = at + lane; f < at + features * lanes; f += lanes)
                    {
                        V sum = default;
                        for (int m = 0; m < seen; m++) sum = V.MultiplyAdd(V.Load(weights, m * lanes + lane), V.Load(v, f - m * back), sum);
                        sum.Store(y, f);
                    }
                }
            }
        }
    }

    /// <summary>
    /// The pass of the gradients, added to what is there: with <c>dw[m] = dy·v</c> and <c>ds[m] = w[m] (dw[m] - Σ w dw)</c> it is
    /// <c>dq = scale Σ_m ds[m] k</c>, <c>dk += scale · ds[m] q</c>, <c>dv += w[m] dy</c>, <c>db[m] = Σ ds[m]</c>.
    /// </summary>
    /// <param name="size">Sizes.</param>
    /// <param name="q">Queries.</param>
    /// <param name="k">Keys.</param>
    /// <param name="v">Values.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="dy">Gradient of the answers.</param>
    /// <param name="dq">Receives that of the queries.</param>
    /// <param name="dk">Receives that of the keys.</param>
    /// <param name="dv">Receives that of the values.</param>
    /// <param name="dBias">Receives that of the learned numbers, <c>[head][m]</c>.</param>
    /// <param name="sums">Room for a vector for each of these, and for as many as a window has.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradients<V, T>(
        in WindowAttentionSize size, Slab<T> q, Slab<T> k, Slab<T> v, Slab<T> weights, Slab<T> dy, Slab<T> dq, Slab<T> dk, Slab<T> dv,
        Slab<T> dBias, Slab<T> sums)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, features = size.Features, width = size.Heads * features * lanes, back = size.Dilation * width;
        V scale = Constant.Of<V, T>(size.Scale);
        var dScores = sums + size.Heads * size.Window * lanes;
        sums.Clear(size.Heads * size.Window * lanes);
        for (int row = 0; row < size.Rows; row++)
        {
            for (int head = 0; head < size.Heads; head++, weights += size.Window * lanes)
            {
                int at = (row * size.Heads + head) * features * lanes, end = at + features * lanes, seen = size.Seen(row);
                for (int lane = 0; lane < lanes; lane += V.Count)
                {
                    V mean = default;
                    for (int m = 0; m < seen; m++)
                    {
                        V sum = default, weight = V.Load(weights, m * lanes + lane);
                        for (int f = at + lane; f < end; f += lanes)
                        {
                            V d = V.Load(dy, f);
                            sum = V.MultiplyAdd(d, V.Load(v, f - m * back), sum);
                            V.MultiplyAdd(weight, d, V.Load(dv, f - m * back)).Store(dv, f - m * back);
                        }

                        sum.Store(dScores, m * lanes + lane);
                        mean = V.MultiplyAdd(weight, sum, mean);
                    }

                    for (int m = 0; m < seen; m++)
                    {
                        V d = V.Load(weights, m * lanes + lane) * (V.Load(dScores, m * lanes + lane) - mean);
                        int place = (head * size.Window + m) * lanes + lane;
                        (V.Load(sums, place) + d).Store(sums, place);
                        d *= scale;
                        for (int f = at + lane; f < end; f += lanes)
                        {
                            V.MultiplyAdd(d, V.Load(k, f - m * back), V.Load(dq, f)).Store(dq, f);
                            V.MultiplyAdd(d, V.Load(q, f), V.Load(dk, f - m * back)).Store(dk, f - m * back);
                        }
                    }
                }
            }
        }

        LaneSum.Add(sums.Address, dBias.Address, size.Heads * size.Window);
    }

    /// <summary>A step of one sample, whose earlier keys and values lie in rings.</summary>
    /// <param name="size">Sizes.</param>
    /// <param name="step">Number of the step.</param>
    /// <param name="q">Its query, <c>[head][feature]</c>.</param>
    /// <param name="keys">The ring of keys, that of this step included.</param>
    /// <param name="values">The ring of values.</param>
    /// <param name="there">The ring of what is there: 0 where a step is not.</param>
    /// <param name="rows">Rows of the rings, a power of two.</param>
    /// <param name="bias">The learned numbers.</param>
    /// <param name="y">Receives the answer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step<T>(
        in WindowAttentionSize size, long step, Slab<T> q, Slab<T> keys, Slab<T> values, Slab<T> there, int rows, Slab<T> bias, Slab<T> y)
        where T : unmanaged
    {
        int features = size.Features, width = size.Heads * features, seen = size.Seen(step);
        T* memory = stackalloc T[size.Window];
        var weights = new Slab<T>(memory);
        var math = VectorMath<ScalarOf<T>, T>.Load();
        ScalarOf<T> lowest = Constant.Of<ScalarOf<T>, T>(double.NegativeInfinity), zero = default;
        var scale = Constant.Of<ScalarOf<T>, T>(size.Scale);
        var isThere = ScalarOf<T>.Load(there + size.Slot(step, 0, rows));
        for (int head = 0; head < size.Heads; head++, q += features, y += features)
        {
            var largest = lowest;
            for (int m = 0; m < seen; m++)
            {
                int slot = size.Slot(step, m, rows);
                var key = keys + slot * width + head * features;
                ScalarOf<T> sum = default;
                for (int f = 0; f < features; f++) sum = ScalarOf<T>.MultiplyAdd(ScalarOf<T>.Load(q, f), ScalarOf<T>.Load(key, f), sum);
                var score = ScalarOf<T>.MultiplyAdd(sum, scale, ScalarOf<T>.Broadcast(bias[head * size.Window + m]));
                score = ScalarOf<T>.WhereGreater(ScalarOf<T>.Load(there + slot), zero, score, lowest);
                score.Store(weights, m);
                largest = Softmax.Larger<ScalarOf<T>, T>(score, largest);
            }

            largest = VisibleSoftmax.Shift<ScalarOf<T>, T>(largest);
            ScalarOf<T> all = default;
            for (int m = 0; m < seen; m++)
            {
                var e = math.ExpOfNegative(ScalarOf<T>.Load(weights, m) - largest);
                e.Store(weights, m);
                all += e;
            }

            var reciprocal = VisibleSoftmax.Reciprocal<ScalarOf<T>, T>(all);
            reciprocal = ScalarOf<T>.WhereGreater(isThere, zero, reciprocal, zero);
            for (int m = 0; m < seen; m++) (ScalarOf<T>.Load(weights, m) * reciprocal).Store(weights, m);
            for (int f = 0; f < features; f++)
            {
                ScalarOf<T> sum = default;
                for (int m = 0; m < seen; m++)
                {
                    var value = ScalarOf<T>.Load(values + size.Slot(step, m, rows) * width + head * features, f);
                    sum = ScalarOf<T>.MultiplyAdd(ScalarOf<T>.Load(weights, m), value, sum);
                }

                sum.Store(y, f);
            }
        }
    }
}

/// <summary>Sizes of attention to a few steps.</summary>
/// <param name="Rows">Steps.</param>
/// <param name="Heads">Heads.</param>
/// <param name="Features">Features of a head.</param>
/// <param name="Window">Steps that a step sees.</param>
/// <param name="Dilation">Steps from one of them to the next.</param>
/// <param name="Scale">Factor of the products.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly record struct WindowAttentionSize(int Rows, int Heads, int Features, int Window, int Dilation, double Scale)
{
    /// <summary>Where the m-th of the steps that a step sees lies in a ring of so many rows.</summary>
    internal int Slot(long step, int m, int rows) => (int)((step - (long)m * Dilation) & (rows - 1));

    /// <summary>How many steps a step sees that are not before the first.</summary>
    internal int Seen(long row) => (int)Math.Min(row / Dilation + 1, Window);
}
