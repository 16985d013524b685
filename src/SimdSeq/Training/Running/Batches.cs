using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// How a pass takes the samples of a data set: batch after batch, each divided into tiles. Sample <c>i</c> has place <c>i % size</c> of
/// batch
/// <c>i / size</c>. A place goes on from batch to batch; places know nothing of each other.
/// </summary>
internal readonly record struct Batches<T> where T : unmanaged
{
    /// <param name="samples">Samples of the data set, at least 1.</param>
    /// <param name="size">Samples of a batch, at least 1.</param>
    public Batches(int samples, int size)
    {
        Samples = samples;
        Size = Math.Min(samples, size);
        Count = (samples - 1) / Size + 1;
        Tiles = Tile<T>.Count(Size);
    }

    /// <summary>Samples of the data set.</summary>
    public int Samples { get; }

    /// <summary>Samples of a batch; the last one may have fewer.</summary>
    public int Size { get; }

    /// <summary>Number of batches.</summary>
    public int Count { get; }

    /// <summary>Tiles of a batch.</summary>
    public int Tiles { get; }

    /// <summary>The samples of a tile of a batch; none when the last batch does not reach so far.</summary>
    public (int First, int Count) this[int batch, int tile]
    {
        get
        {
            int start = batch * Size, place = tile * Tile<T>.Lanes;
            int left = Math.Min(Size, Samples - start) - place;
            return left <= 0 ? (Samples, 0) : (start + place, Math.Min(Tile<T>.Lanes, left));
        }
    }
}
