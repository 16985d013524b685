using SimdSeq.Kernels;

namespace SimdSeq;

/// <content>One sample in pieces, a lane each.</content>
internal sealed partial class TileWorker<T>
{
    // The piece in which the sample ends, filled up with zeros.
    private readonly AlignedBuffer<T> _lastPiece = new(layout.Pieces is { } pieces ? pieces.Steps * layout.Features : 0);

    /// <summary>Fills the tile with the pieces of one sample <c>[step][feature]</c>.</summary>
    public unsafe void LoadPieces(ReadOnlySpan<T> sample)
    {
        var pieces = layout.Pieces!;
        int lanes = Tile<T>.Lanes, width = pieces.Steps * layout.Features, whole = sample.Length / width, used = whole;
        var rest = sample[(whole * width)..];
        if (!rest.IsEmpty)
        {
            rest.CopyTo(_lastPiece.Span);
            used++;
        }

        Samples = used;
        T* destination = (Workspace.Slab + pieces.InputOffset).Address;
        T** rows = stackalloc T*[lanes];
        fixed (T* source = sample)
        {
            for (int lane = 0; lane < lanes; lane++) rows[lane] = lane < whole ? source + (nint)lane * width : _lastPiece.Slab.Address;
            LaneTransposition.Transpose(rows, width, destination);
        }

        LaneTransposition.ClearLanes(new Span<T>(destination, width * lanes), used);
    }

    /// <summary>Writes the answers of one sample, <c>[step][feature]</c>.</summary>
    public void StorePieces(Span<T> outputs)
    {
        int length = layout.Pieces!.Steps * layout.OutputFeatures;
        var tile = (Workspace.Slab + layout.Pieces.OutputOffset).Span(length * Tile<T>.Lanes);
        for (int lane = 0; !outputs.IsEmpty; lane++)
        {
            var piece = outputs[..Math.Min(length, outputs.Length)];
            for (int i = 0; i < piece.Length; i++) piece[i] = tile[i * Tile<T>.Lanes + lane];
            outputs = outputs[piece.Length..];
        }
    }
}
