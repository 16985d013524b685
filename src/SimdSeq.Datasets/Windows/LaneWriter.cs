using SimdSeq.Kernels;

namespace SimdSeq.Datasets;

/// <summary>The values of one sample in a tile, <c>[value][lane]</c>.</summary>
/// <param name="tile">The tile.</param>
/// <param name="lane">The sample's lane.</param>
public readonly ref struct LaneWriter(Span<float> tile, int lane)
{
    private readonly Span<float> _tile = tile;

    /// <summary>A value of the sample, by its number.</summary>
    public ref float this[int value] => ref _tile[value * Tile<float>.Lanes + lane];
}
