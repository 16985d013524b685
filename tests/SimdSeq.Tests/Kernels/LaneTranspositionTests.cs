using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>Rows of every length become a tile: each value is moved to its place, none before or behind is read or written.</summary>
public sealed unsafe class LaneTranspositionTests
{
    [Fact]
    public void Single() => All<float>();

    [Fact]
    public void Double() => All<double>();

    private static void All<T>() where T : unmanaged, INumber<T>
    {
        int lanes = Tile<T>.Lanes;
        T** rows = stackalloc T*[lanes];
        for (int width = 1; width <= 70; width++)
        {
            // Each row ends at a guarded page of its own, and the tile as well.
            var buffers = Enumerable.Range(0, lanes).Select(_ => new GuardedBuffer<T>(width)).ToList();
            using var tile = new GuardedBuffer<T>(width * lanes);
            for (int lane = 0; lane < lanes; lane++)
            {
                var row = buffers[lane].AtEnd(width);
                for (int e = 0; e < width; e++) row.Span(width)[e] = T.CreateChecked(1000 * lane + e);
                rows[lane] = row.Address;
            }

            var turned = tile.AtEnd(width * lanes);
            LaneTransposition.Transpose(rows, width, turned.Address);
            for (int e = 0; e < width; e++)
            {
                for (int lane = 0; lane < lanes; lane++) Assert.Equal(T.CreateChecked(1000 * lane + e), turned[e * lanes + lane]);
            }

            buffers.ForEach(buffer => buffer.Dispose());
        }
    }
}
