using System.Numerics;
using System.Runtime.InteropServices;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>Bit masks of the steps that count, and the choice by them at every width.</summary>
public sealed class SequenceMaskTests
{
    [Fact]
    public void AnIdOfZeroIsPadding()
    {
        Ids<float>();
        Ids<double>();
    }

    [Fact]
    public void AStepCountsWhereAnyFeatureDiffers()
    {
        Features<float>(0);
        Features<double>(0);
        Features<float>(-1.5f);
        Features<double>(-1.5);
    }

    [Fact]
    public void TheFirstStepsOfALengthCount()
    {
        Lengths<float>();
        Lengths<double>();
    }

    [Fact]
    public void WhatIsMadeOfARowCountsWithIt()
    {
        Repeats<float>();
        Repeats<double>();
    }

    [Fact]
    public void SelectChoosesBitByBitAtEveryWidth()
    {
        Selects<Vector512Of<float>, float>();
        Selects<Vector256Of<float>, float>();
        Selects<Vector128Of<float>, float>();
        Selects<ScalarOf<float>, float>();
        Selects<Vector512Of<double>, double>();
        Selects<Vector256Of<double>, double>();
        Selects<Vector128Of<double>, double>();
        Selects<ScalarOf<double>, double>();
    }

    private static void Ids<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Steps = 5;
        int lanes = Tile<T>.Lanes, length = Steps * lanes;
        using var idMemory = new GuardedBuffer<T>(length);
        using var maskMemory = new GuardedBuffer<T>(Steps * lanes);
        Slab<T> ids = idMemory.AtEnd(length), mask = maskMemory.AtEnd(Steps * lanes);
        for (int i = 0; i < length; i++)
            ids[i] = T.CreateChecked(i * 7 % 3);
        mask.Span(Steps * lanes).Fill(T.NaN);
        SequenceMask.FromIds(ids, mask, Steps);
        Check(mask, Steps, (step, lane) => ids[step * lanes + lane] != T.Zero);
    }

    private static void Features<T>(T padding) where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Steps = 7;
        int lanes = Tile<T>.Lanes;
        var random = new Random(3);
        for (int features = 1; features <= 9; features++)
        {
            int length = Steps * features * lanes;
            using var xMemory = new GuardedBuffer<T>(length);
            using var maskMemory = new GuardedBuffer<T>(Steps * lanes);
            Slab<T> x = xMemory.AtEnd(length), mask = maskMemory.AtEnd(Steps * lanes);
            foreach (ref T value in x.Span(length))
                value = random.Next(2 * features) > 0 ? padding : random.Next(2) == 0 ? T.NaN : T.One;
            mask.Span(Steps * lanes).Fill(T.NaN);
            SequenceMask.FromRows(x, features, padding, mask, Steps);
            int width = features;
            Check(mask, Steps, (step, lane) =>
                Enumerable.Range(0, width).Any(f => x[(step * width + f) * lanes + lane] != padding));
        }
    }

    private static void Lengths<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Steps = 6;
        int lanes = Tile<T>.Lanes;
        for (int count = 0; count <= lanes; count++)
        {
            // From none to one more than there are steps.
            int[] lengths = [.. Enumerable.Range(0, count).Select(lane => (lane * 5 + count) % (Steps + 2))];
            using var memory = new GuardedBuffer<T>(Steps * lanes);
            Slab<T> mask = memory.At(count % 2 == 0, Steps * lanes);
            mask.Span(Steps * lanes).Fill(T.NaN);
            SequenceMask.FromLengths(lengths, mask, Steps);
            Check(mask, Steps, (step, lane) => lane < lengths.Length && step < lengths[lane]);
        }
    }

    // Rows 1 and 4 of sample 0 are missing, one more for each sample.
    private static void Repeats<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Rows = 5;
        int lanes = Tile<T>.Lanes;
        foreach (var (times, shift) in (ReadOnlySpan<(int, int)>)[(1, 0), (1, 2), (2, 0), (3, 1), (2, 5)])
        {
            int steps = Rows * times + shift, length = Rows * lanes;
            using var ids = new GuardedBuffer<T>(length);
            using var rows = new GuardedBuffer<T>(length);
            using var mask = new GuardedBuffer<T>(steps * lanes);
            for (int i = 0; i < length; i++) ids.AtEnd(length)[i] = T.CreateChecked((i / lanes + i % lanes + 2) % 3);
            SequenceMask.FromIds(ids.AtEnd(length), rows.AtEnd(length), Rows);
            SequenceMask.Repeat(rows.AtEnd(length), mask.AtEnd(steps * lanes), times, shift, steps);
            int before = shift, copies = times;
            Check(mask.AtEnd(steps * lanes), steps, (step, lane) => ((step < before ? 0 : (step - before) / copies) + lane + 2) % 3 != 0);
        }
    }

    private static void Check<T>(Slab<T> mask, int steps, Func<int, int, bool> counts) where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int step = 0; step < steps; step++)
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                byte[] bits = MemoryMarshal.AsBytes(mask.Span(steps * lanes).Slice(step * lanes + lane, 1)).ToArray();
                Assert.All(bits, b => Assert.Equal(counts(step, lane) ? 0xFF : 0, b));
            }
        }
    }

    private static void Selects<V, T>()
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        // Four tiles: mask, both sides, result; any bits, so that masks of parts of a value and every kind of not-a-number occur.
        int lanes = Tile<T>.Lanes;
        using var memory = new GuardedBuffer<T>(4 * lanes);
        Slab<T> mask = memory.AtEnd(4 * lanes), set = mask + lanes, clear = set + lanes, result = clear + lanes;
        new Random(8).NextBytes(MemoryMarshal.AsBytes(mask.Span(3 * lanes)));
        for (int lane = 0; lane < lanes; lane += V.Count)
            V.Select(V.Load(mask + lane), V.Load(set + lane), V.Load(clear + lane)).Store(result + lane);

        Span<byte> m = MemoryMarshal.AsBytes(mask.Span(lanes)), a = MemoryMarshal.AsBytes(set.Span(lanes));
        Span<byte> b = MemoryMarshal.AsBytes(clear.Span(lanes)), r = MemoryMarshal.AsBytes(result.Span(lanes));
        for (int i = 0; i < r.Length; i++)
            Assert.Equal((byte)((m[i] & a[i]) | (~m[i] & b[i])), r[i]);
    }
}
