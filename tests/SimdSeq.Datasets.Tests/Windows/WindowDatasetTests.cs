using FsCheck;
using FsCheck.Xunit;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq.Datasets.Tests;

public class WindowDatasetTests
{
    [Property(MaxTest = 200)]
    public void WindowsKeepTheInvariants(
        PositiveInt steps, PositiveInt step, NonNegativeInt delay, NonNegativeInt before, NonNegativeInt extra, PositiveInt features)
    {
        int every = 1 + step.Get % 5;
        var window = new WindowRows(steps.Get % 9 * every + every, every, every + delay.Get % 13);
        int width = 1 + features.Get % 19, first = before.Get % 11;
        var rows = new RowRange(first, first + window.Lookback + window.Delay + extra.Get % 40);
        TimeSeries series = CountedSeries.Create(rows.Last + 1 + extra.Get % 7, width);
        int target = features.Get % width;
        WindowOptions options = CountedSeries.Window(window.Lookback, window.Step, window.Delay, $"c{target}");

        var inside = new WindowDataset(series, options, rows);
        Assert.Null(WindowInvariants.FindViolation(inside, window, rows, target));
        Assert.Equal(rows.Count - window.Lookback - window.Delay, inside.Count);

        var following = new WindowDataset(series, options with { Bound = TargetBound.MayFollow }, rows);
        Assert.Null(WindowInvariants.FindViolation(following, window, rows, target, targetsInside: false));
        Assert.Equal(Math.Min(rows.Last, series.Rows - 1 - window.Delay) - rows.First - window.Lookback + 1, following.Count);
    }

    [Property(MaxTest = 100)]
    public void NoRowOfTheNextPartIsInTraining(PositiveInt lookback, NonNegativeInt delay, PositiveInt rows)
    {
        int back = 1 + lookback.Get % 8, ahead = delay.Get % 8, cut = back + ahead + 1 + rows.Get % 50;
        TimeSeries series = CountedSeries.Create(2 * cut, 1);
        var training = new WindowDataset(series, CountedSeries.Window(back, 1, ahead), new RowRange(0, cut - 1));
        var inputs = new float[training.Steps * 16];
        var targets = new float[16];
        for (int sample = 0; sample < training.Count; sample++)
        {
            training.Fill([sample], inputs, targets);
            Assert.All(inputs, row => Assert.True(row < cut));
            Assert.True(targets[0] < cut);
        }
    }

    [Theory]
    [InlineData(1, 0)] // target one row late, so the last one is a validation row
    [InlineData(0, 1)] // input one row late
    [InlineData(-1, 0)]
    public void AnOffByOneIsCaught(int targetShift, int inputShift)
    {
        var window = new WindowRows(6, 2, 5);
        var rows = new RowRange(2, 30);
        TimeSeries series = CountedSeries.Create(40, 3);
        var right = new WindowDataset(series, CountedSeries.Window(6, 2, 3, "c1"), rows);
        Assert.Null(WindowInvariants.FindViolation(right, window, rows, 1));
        Assert.NotNull(WindowInvariants.FindViolation(new Shifted(right, inputShift, targetShift), window, rows, 1));
    }

    [Property(MaxTest = 100)]
    public void ASampleIsTheSameInAnyTile(PositiveInt seed, PositiveInt features, PositiveInt step)
    {
        int width = 1 + features.Get % 35, every = 1 + step.Get % 3, lanes = Tile<float>.Lanes;
        TimeSeries series = CountedSeries.Create(90, width);
        var dataset = new WindowDataset(series, CountedSeries.Window(4 * every, every, 5), new RowRange(0, 89));
        var random = new System.Random(seed.Get);
        int[] samples = [.. Enumerable.Range(0, 1 + random.Next(lanes)).Select(_ => random.Next(dataset.Count))];
        int values = dataset.Steps * width;
        var inputs = Filled(values * lanes);
        var targets = Filled(lanes);
        dataset.Fill(samples, inputs, targets);
        var alone = Filled(values * lanes);
        var aloneTarget = Filled(lanes);
        for (int lane = 0; lane < lanes; lane++)
        {
            bool used = lane < samples.Length;
            if (used) dataset.Fill([samples[lane]], alone, aloneTarget);
            for (int v = 0; v < values; v++) Assert.Equal(used ? alone[v * lanes] : 0, inputs[v * lanes + lane]);
            Assert.Equal(used ? aloneTarget[0] : 0, targets[lane]);
        }
    }

    [Fact]
    public void FillAllocatesNothing()
    {
        var dataset = new WindowDataset(CountedSeries.Create(100, 14), CountedSeries.Window(24, 2, 5, "c1"), new RowRange(0, 99));
        var inputs = new float[dataset.Steps * 14 * 16];
        var targets = new float[16];
        Assert.Equal(0, SimdSeq.Tests.Allocated.BytesOf(() => dataset.Fill([1, 2, 3], inputs, targets)));
    }

    [Fact]
    public void MistakesAreExplained()
    {
        TimeSeries series = CountedSeries.Create(50, 3);
        WindowOptions window = CountedSeries.Window(10, 1, 5);
        Assert.Contains(
            "c0, c1, c2",
            Assert.Throws<ArgumentException>(() => new WindowDataset(series, window with { Targets = ["T"] }, new RowRange(0, 49)))
                .Message);
        Assert.Contains(
            "0..49", Assert.Throws<ArgumentOutOfRangeException>(() => new WindowDataset(series, window, new RowRange(0, 50))).Message);
        Assert.Contains(
            "at least 16 rows",
            Assert.Throws<ArgumentOutOfRangeException>(() => new WindowDataset(series, window, new RowRange(0, 14))).Message);
        var dataset = new WindowDataset(series, window, new RowRange(0, 49));
        var inputs = new float[dataset.Steps * 3 * 16];
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Fill([dataset.Count], inputs, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Fill([-1], inputs, []));
        Assert.Throws<ArgumentException>(() => dataset.Fill(new int[17], inputs, []));
        Assert.Throws<ArgumentException>(() => dataset.Fill([0], new float[5], []));
        Assert.Throws<ArgumentException>(() => dataset.Fill([0], inputs, new float[15]));
        dataset.Fill([0], inputs, []);
    }

    [Fact]
    public void PersistenceRepeatsTheNewestInput()
    {
        // Rows count upwards by one: the error is the distance from the newest input row to the target row, in both strides.
        TimeSeries series = CountedSeries.Create(60, 1);
        Assert.Equal(1 + 5, Persistence.MeanAbsoluteError(new WindowDataset(series, CountedSeries.Window(8, 1, 5), new RowRange(0, 59))));
        Assert.Equal(4 + 5, Persistence.MeanAbsoluteError(new WindowDataset(series, CountedSeries.Window(8, 4, 5), new RowRange(0, 59))));
    }

    private static float[] Filled(int length)
    {
        var values = new float[length];
        values.AsSpan().Fill(float.NaN);
        return values;
    }

    /// <summary>A dataset with a planted mistake: inputs or targets some rows off.</summary>
    private sealed class Shifted(WindowDataset right, int inputShift, int targetShift) : Dataset<float>
    {
        public override int Count => right.Count;

        public override int Steps => right.Steps;

        public override int Features => right.Features;

        public override int Targets => 1;

        public override void Fill(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets)
        {
            right.Fill(samples, inputs, targets);
            foreach (ref float value in inputs) value += inputShift * Features;
            foreach (ref float value in targets) value += targetShift * Features;
        }
    }
}
