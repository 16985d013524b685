using System.Runtime.Intrinsics;
using SimdSeq.Kernels;

namespace SimdSeq;

public abstract partial class SequenceModel<T>
{
    /// <summary>The layers whose <see cref="AttentionWeights"/> can be looked at.</summary>
    public IReadOnlyList<string> AttentionLayers => [.. Layout.Attentions.Select(attention => attention.Layer)];

    /// <summary>What a layer of attention looks at in one sample: its weights, which are made for this call alone.</summary>
    /// <param name="layer">One of <see cref="AttentionLayers"/>.</param>
    /// <param name="sample">The sample, <c>[step][feature]</c>; of several inputs one behind the other.</param>
    /// <param name="lengths">How many of its first steps each input has; empty when all have all.</param>
    /// <exception cref="ArgumentException">There is no such layer, or the sample does not fit.</exception>
    /// <exception cref="InvalidOperationException">The model is being changed.</exception>
    public AttentionWeights<T> AttentionWeights(string layer, ReadOnlySpan<T> sample, ReadOnlySpan<int> lengths = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var attention = Array.Find(Layout.Attentions, one => one.Layer == layer) ?? throw new ArgumentException(
            Layout.Attentions.Length == 0 ? $"{Layout.Name} has no layer of attention."
                : $"{Layout.Name} has no layer of attention called '{layer}'; it has {string.Join(", ", AttentionLayers)}.", nameof(layer));
        if (sample.Length != SampleValues)
        {
            throw new ArgumentException($"{Layout.Name} takes samples of {SampleSize()} values; got {sample.Length}, expected one sample.",
                nameof(sample));
        }

        CheckLengths(lengths, 1);
        using var use = Use.Read();
        EnsurePacked();
        using var lease = Workers.Rent();
        var worker = lease.Item;
        worker.LoadInputs(sample, 1, lengths);
        Forward(worker, worker.StatesFromZero(), Tile<T>.Lanes, default);
        var values = new T[attention.Shape.Heads * attention.Shape.Queries * attention.Shape.Keys];
        if (attention.Weights >= 0) CopyWeights(worker, attention, values);
        else if (Vector512.IsHardwareAccelerated) MakeWeights<Vector512Of<T>>(worker, attention, values);
        else if (Vector256.IsHardwareAccelerated) MakeWeights<Vector256Of<T>>(worker, attention, values);
        else MakeWeights<Vector128Of<T>>(worker, attention, values);
        GC.KeepAlive(worker);
        return new(layer, attention.Shape.Heads, attention.Shape.Queries, attention.Shape.Keys, values);
    }

    // Queries and keys are still there: the pass of the gradients would read them.
    private static void MakeWeights<V>(TileWorker<T> worker, AttentionInfo attention, T[] values) where V : struct, IVector<V, T>
    {
        var work = worker.Workspace.Slab;
        var scratch = new AlignedBuffer<T>(checked((int)attention.Shape.ForwardScratch * Tile<T>.Lanes));
        var operands = new AttentionOperands<T>(
            work + attention.Queries, attention.QueryStride, work + attention.Keys, attention.KeyStride, default, 0,
            work + Math.Max(0, attention.QueryMask), attention.QueryMask >= 0,
            work + Math.Max(0, attention.KeyMask), attention.KeyMask >= 0);
        Attention.Weights<V, T>(attention.Shape, operands, values, scratch.Slab);
        GC.KeepAlive(scratch);
    }

    private static void CopyWeights(TileWorker<T> worker, AttentionInfo attention, T[] values)
    {
        var weights = worker.Workspace.Slab + attention.Weights;
        for (int i = 0; i < values.Length; i++) values[i] = weights[i * Tile<T>.Lanes];
    }
}
