using FsCheck.Xunit;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq.Datasets.Tests;

/// <summary>Sequences of any length with targets at every step.</summary>
public class StepTargetTests
{
    [Property(MaxTest = 200)]
    public void ATargetStaysWithItsStep(int seed)
    {
        var random = new Random(seed);
        int steps = random.Next(1, 9), features = random.Next(1, 4), each = random.Next(1, 4), count = random.Next(1, 20),
            lanes = Tile<float>.Lanes;
        bool pre = random.Next(2) == 0;
        var options = new SequenceOptions
        {
            Padding = pre ? SequenceEnd.Pre : SequenceEnd.Post,
            TellLengths = !pre,
            Truncating = random.Next(2) == 0 ? SequenceEnd.Pre : SequenceEnd.Post,
        };
        int[] lengths = [.. Enumerable.Range(0, count).Select(_ => random.Next(0, 12))];
        // Of sequence s and step t, features are 1000 s + t + 1, targets the same and 100 times the number of the target.
        float[][] inputs =
            [.. lengths.Select((length, s) => Steps(length).SelectMany(t => Enumerable.Repeat(1000f * s + t + 1, features)).ToArray())];
        float[][] targets =
            [.. lengths.Select(
                (length, s) => Steps(length).SelectMany(t => Steps(each).Select(k => 1000f * s + t + 1 + 100 * k)).ToArray())];
        var data = SequenceDataset<float>.ForSteps(inputs, targets, steps, features, each, options);
        Assert.Equal(steps * each, data.Targets);
        var tile = new float[steps * features * lanes];
        var targetTile = new float[steps * each * lanes];
        int[] samples = [.. Steps(random.Next(1, lanes + 1)).Select(_ => random.Next(count))];
        data.Fill(samples, tile, targetTile);
        for (int lane = 0; lane < samples.Length; lane++)
        {
            int kept = 0;
            for (int t = 0; t < steps; t++)
            {
                float step = tile[t * features * lanes + lane];
                for (int k = 0; k < each; k++) Assert.Equal(step == 0 ? 0 : step + 100 * k, targetTile[(t * each + k) * lanes + lane]);
                if (step != 0) kept++;
            }

            Assert.Equal(Math.Min(steps, lengths[samples[lane]]), kept);
            Assert.Equal(pre ? steps : kept, data.LengthOf(samples[lane]));
        }
    }

    [Fact]
    public void IdsAndMistakes()
    {
        var data = SequenceDataset<float>.ForSteps([[1, 2, 3], [4]], [[7, 8, 9], [5]], steps: 2);
        Assert.True(data.HasLengths);
        var (inputs, targets) = (new float[2 * Tile<float>.Lanes], new float[2 * Tile<float>.Lanes]);
        data.Fill([0, 1], inputs, targets);
        Assert.Equal([2, 4, 3, 0], [inputs[0], inputs[1], inputs[Tile<float>.Lanes], inputs[Tile<float>.Lanes + 1]]);
        Assert.Equal([8, 5, 9, 0], [targets[0], targets[1], targets[Tile<float>.Lanes], targets[Tile<float>.Lanes + 1]]);
        Assert.Contains(
            "3 steps of sequence 0",
            Assert.Throws<ArgumentException>(() => SequenceDataset<float>.ForSteps([[1, 2, 3]], [[1f, 2]], 2)).Message);
        Assert.Throws<ArgumentException>(() => SequenceDataset<float>.ForSteps([[1, 2, 3]], [], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceDataset<float>.ForSteps([[1, 2, 3]], [[1f, 2, 3]], 2, targetsOfStep: 0));
    }

    private static IEnumerable<int> Steps(int count) => Enumerable.Range(0, count);
}
