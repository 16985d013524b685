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

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 3)]
    [InlineData(17, 33)]
    public void Square(int between, int betweenTurned)
    {
        ASquare<float>(between, betweenTurned);
        ASquare<double>(between, betweenTurned);
    }

    // What lies between the rows stays as it is, and the last row ends at a guarded page.
    private static void ASquare<T>(int between, int betweenTurned) where T : unmanaged, INumber<T>
    {
        int lanes = Tile<T>.Lanes, stride = lanes + between, turnedStride = lanes + betweenTurned;
        int count = (lanes - 1) * stride + lanes, turnedCount = (lanes - 1) * turnedStride + lanes;
        using var rows = new GuardedBuffer<T>(count);
        using var square = new GuardedBuffer<T>(turnedCount);
        var from = rows.AtEnd(count);
        var turned = square.AtEnd(turnedCount);
        for (int i = 0; i < count; i++) from[i] = T.CreateChecked(i + 1);
        turned.Clear(turnedCount);
        LaneTransposition.Square(from.Address, stride, turned.Address, turnedStride);
        for (int i = 0; i < turnedCount; i++)
        {
            int e = i / turnedStride, row = i % turnedStride;
            Assert.Equal(row < lanes ? from[row * stride + e] : T.Zero, turned[i]);
        }
    }

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
