using SimdSeq.Kernels;

namespace SimdSeq;

/// <content>Prediction of a few samples, each cut into pieces that fill the lanes of a tile, with the same bits.</content>
public abstract partial class SequenceModel<T>
{
    // A tile of samples takes as long as this many in pieces, or a few more: rows before a piece are moved there.
    private bool IsInPieces(int samples, ReadOnlySpan<int> lengths) =>
        Layout.Pieces is not null && lengths.IsEmpty && samples <= Tile<T>.Lanes * 3 / 4;

    // An id that is no row of an Embedding fails here without its place, which the tiles then tell.
    private bool TryPredictInPieces(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        using var lease = Workers.Rent();
        var worker = lease.Item;
        try
        {
            for (; !inputs.IsEmpty; inputs = inputs[SampleValues..], outputs = outputs[Outputs..])
            {
                worker.LoadPieces(inputs[..SampleValues]);
                PredictPieces(Frame(worker, worker.Workspace.Slab, keptStates: null, default));
                worker.StorePieces(outputs[..Outputs]);
            }
        }
        catch (UnknownIdException)
        {
            return false;
        }

        GC.KeepAlive(this);
        return true;
    }
}
