using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

public sealed class GradientSlotsTests
{
    private const int Length = 2257;

    [Fact]
    public void SlotsAreAddedByTheTree()
    {
        for (int used = 1; used <= 17; used++) Samples.Same<float>(Tree(Slots(used), 0, used), Sum(used), $"{used} slots");
    }

    [Fact]
    public void AnyOtherOrderWouldBeNoticed()
    {
        // From 4 slots on, adding one after the other rounds otherwise: the test above can fail.
        for (int used = 4; used <= 17; used++)
        {
            float[] oneByOne = new float[Length];
            foreach (float[] slot in Slots(used))
            {
                for (int i = 0; i < Length; i++) oneByOne[i] += slot[i];
            }

            Assert.NotEqual(oneByOne, Sum(used));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1003)]
    public void SquaresAreAddedInEightSums(int length)
    {
        float[] values = Samples.Values<float>(length, 3);
        var sums = new double[8];
        int whole = length / 8 * 8;
        for (int i = 0; i < length; i++) sums[i < whole ? i % 8 : 0] += (double)values[i] * values[i];
        double expected = ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
        Assert.Equal(expected, GradientSlots<float>.SumOfSquares(values));
    }

    [Fact]
    public void SquaresOfLargeFloatsDoNotOverflow() =>
        Assert.Equal(2.0 * float.MaxValue * float.MaxValue, GradientSlots<float>.SumOfSquares([float.MaxValue, -float.MaxValue]));

    private static float[] Sum(int used)
    {
        var slots = new GradientSlots<float>(used + 1, Length); // one more than are used
        float[][] values = Slots(used);
        for (int slot = 0; slot < used; slot++) values[slot].CopyTo(slots[slot].Span);
        slots[used].Span.Fill(float.NaN);
        // In ranges that begin and end anywhere: they change no bit.
        slots.Sum(used, 0, 100);
        slots.Sum(used, 100, Length - 100);
        return slots[0].Span.ToArray();
    }

    private static float[][] Slots(int count) => [.. Enumerable.Range(0, count).Select(slot => Samples.Values<float>(Length, slot + 1))];

    // The sum of [from, to): its left part has the largest power of two of slots that leaves a right part.
    private static float[] Tree(float[][] slots, int from, int to)
    {
        if (to - from == 1) return slots[from];
        int half = 1;
        while (2 * half < to - from) half *= 2;
        float[] left = Tree(slots, from, from + half), right = Tree(slots, from + half, to);
        return [.. left.Zip(right, (a, b) => a + b)];
    }
}
