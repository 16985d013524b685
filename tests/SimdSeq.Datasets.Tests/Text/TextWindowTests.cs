using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

/// <summary>Windows leave nothing out and count nothing twice.</summary>
public sealed class TextWindowTests
{
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 2, 1, 1 }, { 3, 2, 5 }, { 50, 1, 7 }, { 50, 3, 7 }, { 50, 7, 7 }, { 50, 49, 2 }, { 51, 5, 10 }, { 100, 32, 3 }, { 100, 4, 200 },
            { 101, 10, 1 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void RowsGoOnAndPredictEveryTokenOnce(int tokens, int rows, int steps)
    {
        int[] text = [.. Enumerable.Range(100, tokens)];
        var data = new ContiguousBatches(text, rows, steps);
        Assert.Equal(0, data.Count % rows);
        var predicted = new List<float>();
        var last = new float?[rows];
        for (int sample = 0; sample < data.Count; sample++)
        {
            (float[] inputs, float[] targets) = Filled.Of(data, sample);
            int length = data.LengthOf(sample), row = sample % rows;
            for (int step = 0; step < length; step++)
            {
                Assert.Equal(inputs[step] + 1, targets[step]);
                if (last[row] is { } before) Assert.Equal(before + 1, inputs[step]); // goes on, also from window to window
                last[row] = inputs[step];
                predicted.Add(targets[step]);
            }

            Assert.All(targets[length..], target => Assert.Equal(0, target));
        }

        Assert.Equal(text.Skip(1).Select(token => (float)token), predicted.Order());
        Assert.Contains(Enumerable.Range(data.Count - rows, rows), sample => data.LengthOf(sample) > 0); // no window for nothing
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void OverlappingWindowsPredictEveryTokenOnceAndSeeWhatIsBefore(int tokens, int context, int counted)
    {
        const int End = 7;
        int[] text = [.. Enumerable.Range(100, tokens)];
        var data = new OverlappingWindows(text, context, counted, End);
        Assert.Equal((context + counted, counted), (data.Steps, data.Targets));
        var predicted = new List<float>();
        for (int sample = 0; sample < data.Count; sample++)
        {
            (float[] inputs, float[] targets) = Filled.Of(data, sample);
            int length = data.LengthOf(sample);
            for (int step = 0; step < length; step++)
            {
                int at = sample * counted - context + step;
                Assert.Equal(at < 0 ? End : text[at], inputs[step]);
            }

            Assert.InRange(length, context + 1, data.Steps);
            for (int step = 0; step < length - context; step++)
            {
                Assert.Equal(inputs[context + step] + 1, targets[step]);
                predicted.Add(targets[step]);
            }
        }

        Assert.Equal(text.Skip(1).Select(token => (float)token), predicted);
    }

    [Fact]
    public void SizesThatMakeNoSenseAreErrors()
    {
        int[] text = [1, 2, 3];
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContiguousBatches(text, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContiguousBatches(text, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OverlappingWindows(text, -1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OverlappingWindows(text, 1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OverlappingWindows(text.AsMemory(..1), 1, 1, 0));
    }
}
