using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Scaled dot-product attention of several heads (Vaswani et al. 2017): <c>o[i] = Σ_j w[i, j] v[j]</c>,
/// <c>w[i, ·] = softmax(scale · q[i]·k[·])</c>.
/// </summary>
/// <remarks>
/// <para>One head of one sample at a time, lanes being its queries (<see cref="StepLanes"/>): then scores and mixtures are the products of
/// <see cref="MatMul"/>, and a block of scores stays in the first-level cache. Weights are not kept: memory grows with the steps, not with
/// their square, and the pass of the gradients makes them again.</para>
/// <para>The order: a score is a sum over features from zero on, ascending, of <c>(scale q)·k</c>; an answer is a sum over keys, ascending,
/// of <c>e[j] v[j]</c>, times r (<see cref="AttentionWeights"/>).</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe partial class Attention
{
    /// <summary>The forward pass over a tile.</summary>
    /// <param name="shape">What attends to what.</param>
    /// <param name="operands">Queries, keys and values, and which of them are there.</param>
    /// <param name="y">Receives the answers, <c>[query][head][value feature][lane]</c>.</param>
    /// <param name="yStride">Features from one row of <paramref name="y"/> to the next.</param>
    /// <param name="dropout">Which weights are dropped.</param>
    /// <param name="scratch"><see cref="AttentionShape.ForwardScratch"/> features.</param>
    /// <param name="samples">Lanes in use.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<V, T>(
        in AttentionShape shape, in AttentionOperands<T> operands, Slab<T> y, int yStride, in AttentionDropout dropout, Slab<T> scratch,
        int samples)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        var head = new Head<T>(shape, operands, scratch, samples);
        var answers = head.Take(AttentionShape.OfAllSamples(shape.QueryRows, shape.ValueColumns));
        int answerStride = AttentionShape.SampleStride(shape.QueryRows, shape.ValueColumns);
        var answer = head.Take(shape.ValueDim);
        var scores = head.Take(shape.KeyRows);
        var mask = head.Take(shape.KeyRows);
        T* memory = stackalloc T[2 * lanes];
        var reciprocals = Slab<T>.AtLine(memory);
        for (int h = 0; h < shape.Heads; h++)
        {
            if (h % shape.HeadsPerKeyHead == 0) head.TakeKeys(h / shape.HeadsPerKeyHead);
            head.TakeQueries(h);
            for (int sample = 0; sample < samples; sample++)
            {
                head.TakeSample<V>(sample);
                for (int query = 0; query < shape.Queries; query += lanes)
                {
                    var (from, to) = shape.Range(query, lanes);
                    head.Weights<V>(h, sample, query, from, to, scores, reciprocals);
                    if (dropout.Rate > 0)
                    {
                        head.FillMask(dropout, h, sample, query, from, to, mask);
                        Multiply<V, T>(scores, mask, (to - from) * lanes);
                    }

                    MatMul.Product<V, T>(scores, 0, head.ValueRows(sample) + from * shape.ValueColumns, shape.ValueColumns, answer, 0,
                        rows: 1, inputs: to - from, outputs: shape.ValueDim);
                    Scale<V, T>(answer, shape.ValueDim, reciprocals);
                    StepLanes.RowsOfBlock(answer, shape.ValueDim, answers + sample * answerStride + query * shape.ValueColumns,
                        shape.ValueColumns, Math.Min(lanes, shape.Queries - query));
                }
            }

            StepLanes.RowsToTile<V, T>(answers, answerStride, shape.ValueColumns, samples, y + h * shape.ValueDim * lanes, yStride,
                shape.Queries, shape.ValueDim, adds: false);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale<V, T>(Slab<T> rows, int count, Slab<T> factors)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int lane = 0; lane < lanes; lane += V.Count)
        {
            V factor = V.Load(factors, lane);
            for (int at = lane; at < count * lanes; at += lanes) (V.Load(rows, at) * factor).Store(rows, at);
        }
    }
}
