using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>The gradients of queries, keys and values.</content>
public static unsafe partial class Attention
{
    /// <summary>
    /// The pass of the gradients: with <c>D[i] = do[i]·o[i]</c> and <c>dw[i, j] = do[i]·v[j]</c> it is
    /// <c>ds[i, j] = w[i, j] (dw[i, j] - D[i])</c>, <c>dq[i] = scale Σ_j ds[i, j] k[j]</c>, <c>dk[j] = scale Σ_i ds[i, j] q[i]</c>,
    /// <c>dv[j] = Σ_i w[i, j] do[i]</c>.
    /// </summary>
    /// <param name="shape">What attends to what.</param>
    /// <param name="operands">What the forward pass read.</param>
    /// <param name="y">What it answered.</param>
    /// <param name="yStride">Features from one row of <paramref name="y"/> to the next.</param>
    /// <param name="dropout">What it dropped.</param>
    /// <param name="dy">Gradient of the answers.</param>
    /// <param name="dyStride">Features from one row of <paramref name="dy"/> to the next.</param>
    /// <param name="gradients">Receive the gradients.</param>
    /// <param name="scratch"><see cref="AttentionShape.GradientScratch"/> features.</param>
    /// <param name="samples">Lanes in use.</param>
    /// <remarks>
    /// Sums over queries ascend in runs of <see cref="AttentionShape.GroupBlocks"/> blocks: the weights of a run are turned, so that lanes
    /// are keys, and multiplied with its rows.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients<V, T>(
        in AttentionShape shape, in AttentionOperands<T> operands, Slab<T> y, int yStride, in AttentionDropout dropout,
        Slab<T> dy, int dyStride, in AttentionGradients<T> gradients, Slab<T> scratch, int samples)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        var head = new Head<T>(shape, operands, scratch, samples);
        var back = new BackwardHead<T>(shape, ref head);
        for (int h = 0; h < shape.Heads; h++)
        {
            int keyHead = h / shape.HeadsPerKeyHead;
            if (h % shape.HeadsPerKeyHead == 0)
            {
                head.TakeKeys(keyHead);
                back.ClearKeys(samples);
            }

            head.TakeQueries(h);
            back.TakeAnswers<V>(h, y, yStride, dy, dyStride, samples);
            bool isLastOfKeys = h % shape.HeadsPerKeyHead == shape.HeadsPerKeyHead - 1;
            for (int sample = 0; sample < samples; sample++)
            {
                head.TakeSample<V>(sample);
                back.TakeSample(head, sample);
                for (int first = 0; first < shape.Queries; first += AttentionShape.GroupBlocks * lanes)
                    back.Group<V>(head, dropout, h, sample, first);
                back.KeepQueries<V>(head, sample);
                if (isLastOfKeys) back.KeepKeys(head, sample);
            }

            Store<V, T>(head.QueryRows(0), shape.QueryRows, samples, gradients.Dq, h, gradients.DqStride, shape.Queries, shape.KeyDim,
                gradients.AddsDq);
            if (!isLastOfKeys) continue;
            Store<V, T>(head.KeyRows(0), shape.KeyRows, samples, gradients.Dk, keyHead, gradients.DkStride, shape.Keys, shape.KeyDim,
                gradients.AddsDk);
            Store<V, T>(head.ValueRows(0), shape.KeyRows, samples, gradients.Dv, keyHead, gradients.DvStride, shape.Keys, shape.ValueDim,
                gradients.AddsDv);
        }
    }

    private static void Store<V, T>(
        Slab<T> from, int fromRows, int samples, Slab<T> to, int head, int stride, int rows, int features, bool adds)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (to.Address is null) return;
        int columns = AttentionShape.Pad(features);
        StepLanes.RowsToTile<V, T>(from, AttentionShape.SampleStride(fromRows, columns), columns, samples,
            to + head * features * Tile<T>.Lanes, stride, rows, features, adds);
    }
}

/// <summary>Where the gradients of attention go; a default place: nobody wants that one.</summary>
/// <param name="Dq">Of the queries.</param>
/// <param name="DqStride">Features from one row to the next.</param>
/// <param name="AddsDq">Whether to add to what is there.</param>
/// <param name="Dk">Of the keys.</param>
/// <param name="DkStride">Features from one row to the next.</param>
/// <param name="AddsDk">Whether to add to what is there.</param>
/// <param name="Dv">Of the values.</param>
/// <param name="DvStride">Features from one row to the next.</param>
/// <param name="AddsDv">Whether to add to what is there.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[System.Diagnostics.CodeAnalysis.Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly record struct AttentionGradients<T>(
    Slab<T> Dq, int DqStride, bool AddsDq, Slab<T> Dk, int DkStride, bool AddsDk, Slab<T> Dv, int DvStride, bool AddsDv)
    where T : unmanaged;
