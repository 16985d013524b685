using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

public sealed class SampleOrderTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    [InlineData(10, 10)]
    [InlineData(10, 32)]
    [InlineData(101, 16)]
    public void EveryPassIsAPermutationAndItsLastBatchIsShort(int count, int batch)
    {
        var order = new SampleOrder(count, shuffle: true, seed: 4);
        for (int pass = 0; pass < 4; pass++)
        {
            var seen = new List<int>();
            for (int left = count; left > 0;)
            {
                var samples = new int[batch];
                int taken = order.Take(samples, acrossPasses: false);
                Assert.Equal(Math.Min(batch, left), taken);
                seen.AddRange(samples[..taken]);
                left -= taken;
            }

            Assert.Equal(Enumerable.Range(0, count), seen.Order());
        }
    }

    [Theory]
    [InlineData(10, 4)]
    [InlineData(10, 32)]
    [InlineData(7, 7)]
    public void AcrossPassesBatchesAreFullAndPassesGoOn(int count, int batch)
    {
        var order = new SampleOrder(count, shuffle: true, seed: 4);
        var seen = new List<int>();
        while (seen.Count < 6 * count)
        {
            var samples = new int[batch];
            Assert.Equal(batch, order.Take(samples, acrossPasses: true));
            seen.AddRange(samples);
        }

        for (int pass = 0; pass < 6; pass++) Assert.Equal(Enumerable.Range(0, count), seen.Skip(pass * count).Take(count).Order());
    }

    [Fact]
    public void TheSeedDecidesAndPassesDiffer()
    {
        int[] first = Passes(seed: 1), same = Passes(seed: 1), other = Passes(seed: 2);
        Assert.Equal(first, same);
        Assert.NotEqual(first, other);
        Assert.NotEqual(first[..50], first[50..]);
        Assert.NotEqual(Enumerable.Range(0, 50), first[..50]);
    }

    [Fact]
    public void BothWaysOfTakingMeetTheSamplesInTheSameOrder() =>
        Assert.Equal(Passes(1, batch: 10), Passes(1, batch: 10, acrossPasses: true));

    [Fact]
    public void WithoutShufflingTheOrderIsThatOfTheData()
    {
        var order = new SampleOrder(5, shuffle: false, seed: 1);
        var samples = new int[12];
        order.Take(samples, acrossPasses: true);
        Assert.Equal([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1], samples);
    }

    [Fact]
    public void FirstPlacesAreFair()
    {
        const int Count = 5, Passes = 5000;
        var order = new SampleOrder(Count, shuffle: true, seed: 9);
        var first = new int[Count];
        var samples = new int[Count];
        for (int pass = 0; pass < Passes; pass++)
        {
            order.Take(samples, acrossPasses: false);
            first[samples[0]]++;
        }

        Assert.All(first, times => Assert.InRange(times, 850, 1150)); // five deviations of 28 around 1000
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void AnEpochAsksForEverySampleOnce(int threads)
    {
        var model = new SmallGru(1);
        var data = new RecordingDataset(Samples.For(model, 53));
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            data.Asked.Clear();
            model.Fit(data, new FitOptions { BatchSize = 20, Threads = threads, Seed = epoch });
            Assert.Equal(Enumerable.Range(0, 53), data.Asked.Order());
        }
    }

    private static int[] Passes(long seed, int batch = 50, bool acrossPasses = false)
    {
        var order = new SampleOrder(50, shuffle: true, seed);
        var samples = new int[100];
        for (int at = 0; at < samples.Length; at += batch) order.Take(samples.AsSpan(at, batch), acrossPasses);
        return samples;
    }
}
