using System.Numerics;
using FsCheck;
using FsCheck.Xunit;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq.Datasets.Tests;

public class SequenceDatasetTests
{
    [Theory]
    [InlineData(SequenceEnd.Pre, SequenceEnd.Pre, "0 0 1 2", "5 6 7 8")]
    [InlineData(SequenceEnd.Post, SequenceEnd.Pre, "1 2 0 0", "5 6 7 8")]
    [InlineData(SequenceEnd.Pre, SequenceEnd.Post, "0 0 1 2", "4 5 6 7")]
    [InlineData(SequenceEnd.Post, SequenceEnd.Post, "1 2 0 0", "4 5 6 7")]
    public void EndsMeanWhatTheyMeanInKeras(SequenceEnd padding, SequenceEnd truncating, string shorter, string longer)
    {
        var options = new SequenceOptions { Padding = padding, Truncating = truncating };
        var dataset = new SequenceDataset<float>([[1, 2], [4, 5, 6, 7, 8], []], [1, 0, 1], 4, options: options);
        Assert.Equal((3, 4, 1, 1, false), (dataset.Count, dataset.Steps, dataset.Features, dataset.Targets, dataset.HasLengths));
        Assert.Equal([shorter, longer, "0 0 0 0"], Enumerable.Range(0, 3).Select(s => string.Join(' ', Sample(dataset, s))));
        Assert.Equal([2, 4, 0], Enumerable.Range(0, 3).Select(dataset.KeptSteps));
        Assert.All(Enumerable.Range(0, 3), s => Assert.Equal(4, dataset.LengthOf(s)));
    }

    [Property(MaxTest = 200)]
    public void SamplesAreThoseOfTheDefinitionInFloat(int seed) => CheckAgainstDefinition<float>(seed);

    [Property(MaxTest = 200)]
    public void SamplesAreThoseOfTheDefinitionInDouble(int seed) => CheckAgainstDefinition<double>(seed);

    [Property(MaxTest = 100)]
    public void IdsAreRowsOfOneFeature(int seed)
    {
        var random = new System.Random(seed);
        int[][] ids = [.. Enumerable.Range(0, 9).Select(_ =>
            Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(1 << 24)).ToArray())];
        double[] targets = new double[9];
        SequenceOptions options = Options(random);
        var asIds = new SequenceDataset<double>(ids, targets, 6, options: options);
        double[][] rows = [.. ids.Select(row => row.Select(id => (double)id).ToArray())];
        var asRows = new SequenceDataset<double>(rows, targets, 6, features: 1, options: options);
        Assert.All(Enumerable.Range(0, 9), s => Assert.Equal(Sample(asRows, s), Sample(asIds, s)));
    }

    [Fact]
    public void FillAllocatesNothing()
    {
        var dataset = new SequenceDataset<float>([[1, 2], [4, 5, 6, 7, 8], []], [1, 0, 1], 4);
        var inputs = new float[4 * 16];
        var targets = new float[16];
        Assert.Equal(0, SimdSeq.Tests.Allocated.BytesOf(() => dataset.Fill([2, 0, 1], inputs, targets)));
    }

    [Fact]
    public void MistakesAreExplained()
    {
        int[][] ids = [[1, 2], [3]];
        Assert.Contains("each of 2 sequences = 2 values, got 1", Assert.Throws<ArgumentException>(() =>
            new SequenceDataset<float>(ids, [1], 4)).Message);
        Assert.Contains("Sequence 1 is null", Assert.Throws<ArgumentException>(() =>
            new SequenceDataset<float>([[1], null!], [1, 0], 4)).Message);
        Assert.Contains("16777217 in sequence 1", Assert.Throws<ArgumentException>(() =>
            new SequenceDataset<float>([[1], [(1 << 24) + 1]], [1, 0], 4)).Message);
        Assert.Contains("3 values in sequence 0", Assert.Throws<ArgumentException>(() =>
            new SequenceDataset<float>([[1f, 2, 3]], [1], 4, features: 2)).Message);
        Assert.Contains("Pad at the end", Assert.Throws<ArgumentException>(() =>
            new SequenceDataset<float>(ids, [1, 0], 4, options: new SequenceOptions { TellLengths = true })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequenceDataset<float>(ids, [1, 0], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequenceDataset<float>([[1f]], [1], 4, features: 0));
        var dataset = new SequenceDataset<float>(ids, [1, 0], 4);
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Fill([2], new float[64], []));
        Assert.Throws<ArgumentException>(() => dataset.Fill([0], new float[63], []));
        dataset.Fill([0], new float[64], []);
    }

    private static SequenceOptions Options(System.Random random)
    {
        var options = new SequenceOptions { Padding = (SequenceEnd)random.Next(2), Truncating = (SequenceEnd)random.Next(2) };
        return options with { TellLengths = options.Padding == SequenceEnd.Post && random.Next(2) == 1 };
    }

    /// <summary>Fills tiles of any number of lanes and compares every value with the definition, written out step by step.</summary>
    private static void CheckAgainstDefinition<T>(int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new System.Random(seed);
        int features = 1 + random.Next(5), steps = 1 + random.Next(9), targetCount = random.Next(3), count = 1 + random.Next(20);
        int value = 0, lanes = Tile<T>.Lanes;
        T[][] sequences = [.. Enumerable.Range(0, count).Select(_ =>
            Enumerable.Range(0, random.Next(2 * steps + 1) * features).Select(_ => T.CreateChecked(++value)).ToArray())];
        T[] targets = [.. Enumerable.Range(0, count * targetCount).Select(_ => T.CreateChecked(++value))];
        SequenceOptions options = Options(random);
        var dataset = new SequenceDataset<T>(sequences, targets, steps, features, targetCount, options);
        int[] samples = [.. Enumerable.Range(0, random.Next(lanes + 1)).Select(_ => random.Next(count))];
        T[] tile = Filled(steps * features * lanes + 1), targetTile = Filled(targetCount * lanes + 1);
        dataset.Fill(samples, tile, targetTile);
        Assert.True(T.IsNaN(tile[^1]) && T.IsNaN(targetTile[^1]), "Wrote beyond the tile.");
        for (int lane = 0; lane < lanes; lane++)
        {
            for (int step = 0; step < steps; step++)
            {
                for (int f = 0; f < features; f++)
                {
                    T expected = lane < samples.Length ? Defined(samples[lane], step, f) : T.Zero;
                    Assert.Equal(expected, tile[(step * features + f) * lanes + lane]);
                }
            }

            for (int t = 0; t < targetCount; t++)
                Assert.Equal(lane < samples.Length ? targets[samples[lane] * targetCount + t] : T.Zero, targetTile[t * lanes + lane]);
        }

        for (int s = 0; s < count; s++)
        {
            int kept = Math.Min(steps, sequences[s].Length / features);
            Assert.Equal((kept, options.TellLengths ? kept : steps), (dataset.KeptSteps(s), dataset.LengthOf(s)));
        }

        T Defined(int sample, int step, int feature)
        {
            int length = sequences[sample].Length / features;
            if (length < steps && options.Padding == SequenceEnd.Pre) step -= steps - length;
            if (length > steps && options.Truncating == SequenceEnd.Pre) step += length - steps;
            return step >= 0 && step < length ? sequences[sample][step * features + feature] : T.Zero;
        }

        static T[] Filled(int length) => [.. Enumerable.Repeat(T.NaN, length)];
    }

    private static T[] Sample<T>(SequenceDataset<T> dataset, int sample) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var inputs = new T[dataset.Steps * dataset.Features * Tile<T>.Lanes];
        dataset.Fill([sample], inputs, []);
        return [.. Enumerable.Range(0, dataset.Steps * dataset.Features).Select(i => inputs[i * Tile<T>.Lanes])];
    }
}
