using SimdSeq.Kernels;

namespace SimdSeq.Datasets.Tests;

/// <summary>Copy memory and the adding problem, as the paper describes them.</summary>
public sealed class GeneratedTaskTests
{
    [Fact]
    public void CopyMemoryHasTheFormOfThePaper()
    {
        const int Blanks = 30;
        var data = new CopyMemoryDataset(200, Blanks, seed: 5);
        Assert.Equal((200, Blanks + 20, 1, Blanks + 20), (data.Count, data.Steps, data.Features, data.Targets));
        var seen = new HashSet<float>();
        for (int sample = 0; sample < data.Count; sample++)
        {
            (float[] inputs, float[] targets) = Filled.Of(data, sample);
            float[] symbols = inputs[..10];
            Assert.All(symbols, symbol => Assert.InRange(symbol, 1, 8));
            seen.UnionWith(symbols);
            Assert.Equal(Enumerable.Repeat(0f, Blanks - 1), inputs[10..(Blanks + 9)]);
            Assert.Equal(Enumerable.Repeat(9f, 11), inputs[(Blanks + 9)..]);
            Assert.Equal([.. Enumerable.Repeat(0f, Blanks + 10), .. symbols], targets);
        }

        Assert.Equal(8, seen.Count);
        Assert.Equal(10 * Math.Log(8) / 50, data.Plateau, 1e-12);
    }

    [Fact]
    public void TheSumIsThatOfTheTwoMarkedNumbers()
    {
        var data = new AddingDataset(300, steps: 20, seed: 5);
        double sum = 0, squares = 0;
        var marked = new HashSet<int>();
        for (int sample = 0; sample < data.Count; sample++)
        {
            (float[] inputs, float[] targets) = Filled.Of(data, sample);
            int[] marks = [.. Enumerable.Range(0, 20).Where(step => inputs[2 * step + 1] == 1)];
            Assert.Equal(2, marks.Length);
            Assert.Equal(18, Enumerable.Range(0, 20).Count(step => inputs[2 * step + 1] == 0));
            Assert.All(Enumerable.Range(0, 20), step => Assert.InRange(inputs[2 * step], 0, 1));
            Assert.Equal(inputs[2 * marks[0]] + inputs[2 * marks[1]], targets[0]);
            marked.UnionWith(marks);
            sum += targets[0];
            squares += (targets[0] - 1) * (targets[0] - 1);
        }

        Assert.Equal(20, marked.Count);
        Assert.Equal(1, sum / 300, 0.1);
        Assert.Equal(AddingDataset.Plateau, squares / 300, 0.04);
    }

    [Fact]
    public void ASeedGivesTheSameSamplesAndAnotherOneOthers()
    {
        Assert.Equal(Filled.Of(new AddingDataset(9, 15, 1), 8).Inputs, Filled.Of(new AddingDataset(20, 15, 1), 8).Inputs);
        Assert.NotEqual(Filled.Of(new AddingDataset(9, 15, 1), 8).Inputs, Filled.Of(new AddingDataset(9, 15, 2), 8).Inputs);
        Assert.Equal(Filled.Of(new CopyMemoryDataset(9, 5, 1), 8).Inputs, Filled.Of(new CopyMemoryDataset(20, 5, 1), 8).Inputs);
        Assert.NotEqual(Filled.Of(new CopyMemoryDataset(9, 5, 1), 8).Inputs, Filled.Of(new CopyMemoryDataset(9, 5, 2), 8).Inputs);
        Assert.NotEqual(Filled.Of(new AddingDataset(9, 15, 1), 7).Inputs, Filled.Of(new AddingDataset(9, 15, 1), 8).Inputs);
    }

    [Fact]
    public void ASampleThatIsNoneAndTooLittleRoomAreErrors()
    {
        var data = new AddingDataset(3, 4, 1);
        float[] inputs = new float[4 * 2 * Tile<float>.Lanes], targets = new float[Tile<float>.Lanes];
        data.Fill([2], inputs, []);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Fill([3], inputs, targets));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Fill([-1], inputs, targets));
        Assert.Throws<ArgumentException>(() => data.Fill([0], inputs.AsSpan(1), targets));
        Assert.Throws<ArgumentException>(() => data.Fill([0], inputs, targets.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => data.Fill(new int[Tile<float>.Lanes + 1], inputs, targets));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AddingDataset(3, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CopyMemoryDataset(0, 1, 1));
    }
}
