using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>The weights themselves, to be looked at.</content>
public static unsafe partial class Attention
{
    /// <summary>The weights of the sample in lane 0, none dropped.</summary>
    /// <param name="shape">What attends to what.</param>
    /// <param name="operands">Queries and keys; values are not read.</param>
    /// <param name="weights">Receives <c>[head][query][key]</c>.</param>
    /// <param name="scratch"><see cref="AttentionShape.ForwardScratch"/> features.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Weights<V, T>(AttentionShape shape, in AttentionOperands<T> operands, Span<T> weights, Slab<T> scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        shape = shape with { ValueDim = shape.KeyDim };
        var head = new Head<T>(shape, operands with { V = operands.K, VStride = operands.KStride }, scratch, samples: 1);
        var scores = head.Take(shape.KeyRows);
        T* memory = stackalloc T[2 * lanes];
        var reciprocals = Slab<T>.AtLine(memory);
        weights.Clear();
        for (int h = 0; h < shape.Heads; h++)
        {
            if (h % shape.HeadsPerKeyHead == 0) head.TakeKeys(h / shape.HeadsPerKeyHead);
            head.TakeQueries(h);
            head.TakeSample<V>(0);
            for (int query = 0; query < shape.Queries; query += lanes)
            {
                var (from, to) = shape.Range(query, lanes);
                head.Weights<V>(h, 0, query, from, to, scores, reciprocals);
                for (int lane = 0; lane < Math.Min(lanes, shape.Queries - query); lane++)
                {
                    var row = weights.Slice((h * shape.Queries + query + lane) * shape.Keys, shape.Keys);
                    var reciprocal = ScalarOf<T>.Broadcast(reciprocals[lane]);
                    fixed (T* first = row)
                    {
                        for (int key = from; key < to; key++)
                            (ScalarOf<T>.Load(scores, (key - from) * lanes + lane) * reciprocal).Store(new Slab<T>(first), key);
                    }
                }
            }
        }
    }
}
