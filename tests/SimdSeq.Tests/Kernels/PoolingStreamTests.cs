using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>Pooling of one sample, a window at a time, has the bits of a tile's: not-a-numbers and the signs of zeros too.</summary>
public sealed class PoolingStreamTests
{
    private const int Steps = 13;

    [Fact]
    public void Single() => All<float>();

    [Fact]
    public void Double() => All<double>();

    private static void All<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int features = 1; features <= 35; features++)
        {
            foreach (int size in (int[])[1, 2, 3, 5])
            {
                int stride = 1 + features % 4, before = features % size;
                AreTheTiles<Vector512Of<T>, T>(features, size, stride, before);
                AreTheTiles<Vector256Of<T>, T>(features, size, stride, before);
                AreTheTiles<Vector128Of<T>, T>(features, size, stride, before);
            }
        }
    }

    private static void AreTheTiles<V, T>(int features, int size, int stride, int before)
        where V : struct, IVector<V, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes, padded = (features + lanes - 1) / lanes * lanes;
        int count = (Steps + before - size) / stride + 1, rows = (int)BitOperations.RoundUpToPowerOf2((uint)size);
        using Memory<T> x = new(Steps * features * lanes), largest = new(count * features * lanes), means = new(count * features * lanes);
        using Memory<T> ring = new(rows * padded), position = new(2), row = new(padded), y = new(padded);
        Fill(x.Values, new Random(features));
        position.Values.Clear();
        ring.Values.Fill(T.NaN);
        var window = new PoolWindow(size, stride, before, Steps, count);
        MaxPooling.Forward<V, T>(x.Slab, x.Slab, isMasked: false, largest.Slab, features, window);
        AveragePooling.Forward<V, T>(x.Slab, x.Slab, isMasked: false, means.Slab, features, window);
        int complete = 0;
        for (int step = 0; step < Steps; step++)
        {
            for (int c = 0; c < features; c++) row.Values[c] = x.Values[(step * features + c) * lanes];
            long number = ConvolutionStream.Push(row.Slab, ring.Slab, rows, position.Slab, padded);
            Assert.Equal(step, number);
            if (step != complete * stride - before + size - 1) continue;
            PoolingStream.Max<V, T>(number, ring.Slab, rows, y.Slab, size, padded);
            IsRow(largest.Values, complete);
            PoolingStream.Average<V, T>(number, ring.Slab, rows, y.Slab, size, padded);
            IsRow(means.Values, complete++);
        }

        Assert.Equal(count, complete);

        void IsRow(Span<T> tile, int at)
        {
            for (int c = 0; c < features; c++) Assert.Equal(Bits(tile[(at * features + c) * lanes]), Bits(y.Values[c]));
        }
    }

    private static void Fill<T>(Span<T> values, Random random) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Reference.Fill(values, random);
        foreach (ref T value in values)
        {
            int kind = random.Next(12);
            if (kind < 3) value = kind == 0 ? T.NaN : kind == 1 ? T.Zero : T.NegativeZero;
        }
    }

    private static long Bits<T>(T value) where T : unmanaged, IFloatingPointIeee754<T> =>
        BitConverter.DoubleToInt64Bits(double.CreateTruncating(value));

    /// <summary>Values that end at a guarded page.</summary>
    private sealed class Memory<T>(int length) : IDisposable where T : unmanaged
    {
        private readonly GuardedBuffer<T> _memory = new(length);

        public Slab<T> Slab => _memory.AtEnd(length);

        public Span<T> Values => Slab.Span(length);

        public void Dispose() => _memory.Dispose();
    }
}
