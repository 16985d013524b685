using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Means of rows by scores that are there: <c>y[i] = Σ_j w[i, j] v[j]</c>, <c>w[i, ·] = softmax(s[i, ·])</c> over the rows that are there;
/// zero where none is. Lanes are samples. Sums over rows ascend but for that of softmax, which is an <see cref="InterleavedSum"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class Mixture
{
    /// <summary>The forward pass over a tile.</summary>
    /// <param name="scores">Scores, <c>[i][j][lane]</c>.</param>
    /// <param name="mask">Which rows are there, <c>[j][lane]</c>.</param>
    /// <param name="isMasked">Whether anything is to be asked of it.</param>
    /// <param name="values">Rows, <c>[j][feature][lane]</c>.</param>
    /// <param name="weights">Receives the weights.</param>
    /// <param name="y">Receives the means, <c>[i][feature][lane]</c>.</param>
    /// <param name="size">Sizes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<V, T>(
        Slab<T> scores, Slab<T> mask, bool isMasked, Slab<T> values, Slab<T> weights, Slab<T> y, in MixtureSize size)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = size.Rows * lanes;
        for (int i = 0; i < size.Means; i++, scores += width, weights += width, y += size.Features * lanes)
        {
            Weigh<V, T>(scores, mask, isMasked, weights, size.Rows);
            for (int lane = 0; lane < lanes; lane += V.Count)
            {
                for (int f = 0; f < size.Features; f++)
                {
                    V sum = default;
                    for (int j = 0, at = f * lanes + lane; j < size.Rows; j++, at += size.ValueStride * lanes)
                        sum = V.MultiplyAdd(V.Load(weights, j * lanes + lane), V.Load(values, at), sum);
                    sum.Store(y, f * lanes + lane);
                }
            }
        }
    }

    /// <summary>One mean of one sample, in a stream.</summary>
    /// <param name="scores">Scores, <c>[row]</c>.</param>
    /// <param name="there">Which rows are there, <c>[row]</c>: 1, else 0.</param>
    /// <param name="values">Rows, <c>[row][feature]</c>.</param>
    /// <param name="weights">Receives the weights.</param>
    /// <param name="y">Receives the mean, <c>[feature]</c>.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="features">Features of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step<V, T>(Slab<T> scores, Slab<T> there, Slab<T> values, Slab<T> weights, Slab<T> y, int rows, int features)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        T* memory = stackalloc T[InterleavedSum.Parts + Tile<T>.Lanes];
        var sums = Slab<T>.AtLine(memory);
        ScalarOf<T> lowest = Constant.Of<ScalarOf<T>, T>(double.NegativeInfinity), zero = default, largest = lowest;
        for (int j = 0; j < rows; j++)
        {
            var score = ScalarOf<T>.WhereGreater(ScalarOf<T>.Load(there, j), zero, ScalarOf<T>.Load(scores, j), lowest);
            score.Store(weights, j);
            largest = Softmax.Larger<ScalarOf<T>, T>(score, largest);
        }

        largest = VisibleSoftmax.Shift<ScalarOf<T>, T>(largest);
        var sum = SoftmaxLoops.ExponentialsOfRow<V, T>(weights, weights, rows, largest, sums);
        var reciprocal = VisibleSoftmax.Reciprocal<ScalarOf<T>, T>(sum);
        for (int j = 0; j < rows; j++) (ScalarOf<T>.Load(weights, j) * reciprocal).Store(weights, j);
        MatVec.Product<V, T>(weights, values, features, y, inputs: rows, outputs: features);
    }

    /// <summary>The pass of the gradients: <c>ds = w (dw - Σ w dw)</c> with <c>dw[i, j] = dy[i]·v[j]</c>,
    /// <c>dv[j] = Σ_i w[i, j] dy[i]</c>.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="values">Rows.</param>
    /// <param name="dy">Gradient of the means.</param>
    /// <param name="dScores">Receives that of the scores; a default place: nobody wants it.</param>
    /// <param name="addsScores">Whether to add to what is there.</param>
    /// <param name="dValues">Receives that of the rows; a default place: nobody wants it.</param>
    /// <param name="dValueStride">Features from one row of it to the next.</param>
    /// <param name="addsValues">Whether to add to what is there.</param>
    /// <param name="dWeights">Room for as many vectors as there are rows.</param>
    /// <param name="size">Sizes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients<V, T>(
        Slab<T> weights, Slab<T> values, Slab<T> dy, Slab<T> dScores, bool addsScores, Slab<T> dValues, int dValueStride, bool addsValues,
        Slab<T> dWeights, in MixtureSize size)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = size.Rows * lanes;
        for (int i = 0; i < size.Means; i++, weights += width, dy += size.Features * lanes)
        {
            if (dScores.Address is not null)
            {
                OfScores<V, T>(weights, values, dy, dScores, addsScores, dWeights, size);
                dScores += width;
            }

            if (dValues.Address is null) continue;
            bool adds = addsValues || i > 0;
            for (int j = 0; j < size.Rows; j++)
            {
                var row = dValues + j * dValueStride * lanes;
                for (int at = 0; at < size.Features * lanes; at += V.Count)
                {
                    V weight = V.Load(weights, j * lanes + at % lanes), d = V.Load(dy, at);
                    (adds ? V.MultiplyAdd(weight, d, V.Load(row, at)) : weight * d).Store(row, at);
                }
            }
        }
    }

    private static void OfScores<V, T>(
        Slab<T> weights, Slab<T> values, Slab<T> dy, Slab<T> dScores, bool adds, Slab<T> dWeights, in MixtureSize size)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int lane = 0; lane < lanes; lane += V.Count)
        {
            V mean = default;
            for (int j = 0; j < size.Rows; j++)
            {
                V sum = default;
                var row = values + j * size.ValueStride * lanes;
                for (int at = lane; at < size.Features * lanes; at += lanes) sum = V.MultiplyAdd(V.Load(dy, at), V.Load(row, at), sum);
                sum.Store(dWeights, j * lanes + lane);
                mean = V.MultiplyAdd(V.Load(weights, j * lanes + lane), sum, mean);
            }

            for (int at = lane; at < size.Rows * lanes; at += lanes)
            {
                V d = V.Load(weights, at) * (V.Load(dWeights, at) - mean);
                (adds ? V.Load(dScores, at) + d : d).Store(dScores, at);
            }
        }
    }

    private static void Weigh<V, T>(Slab<T> scores, Slab<T> mask, bool isMasked, Slab<T> weights, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        V lowest = Constant.Of<V, T>(double.NegativeInfinity);
        for (int lane = 0; lane < lanes; lane += V.Count)
        {
            V largest = lowest;
            for (int at = lane; at < rows * lanes; at += lanes)
            {
                V score = V.Load(scores, at);
                if (isMasked) score = V.Select(V.Load(mask, at), score, lowest);
                score.Store(weights, at);
                largest = Softmax.Larger<V, T>(score, largest);
            }

            V sum = SoftmaxLoops.Exponentials(weights + lane, weights + lane, rows, VisibleSoftmax.Shift<V, T>(largest));
            V reciprocal = VisibleSoftmax.Reciprocal<V, T>(sum);
            for (int at = lane; at < rows * lanes; at += lanes) (V.Load(weights, at) * reciprocal).Store(weights, at);
        }
    }
}

/// <summary>How many means of what.</summary>
/// <param name="Means">Number of means.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Features">Features of a row.</param>
/// <param name="ValueStride">Features from one row to the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly record struct MixtureSize(int Means, int Rows, int Features, int ValueStride);
