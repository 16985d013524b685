using FsCheck.Xunit;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq.Datasets.Tests;

/// <summary>Horizons, several targets, strides, differences, columns known ahead, weights and missing values, on random windows.</summary>
public class WindowHorizonTests
{
    private const int Width = 6; // columns of the series; the last is the weight

    [Property(MaxTest = 200)]
    public void NoFutureIsInAnInputAndTargetsAreWhereTheyShouldBe(int seed)
    {
        var (series, window, ranges, _) = Draw(seed);
        var data = new WindowDataset(series, window, ranges);
        var rows = window.ToRows(series.Period);
        var (inputs, targets) = Tiles(data);
        int lanes = Tile<float>.Lanes, features = data.Features, known = window.Known.Count,
            ahead = window.EachStep ? rows.Steps : rows.Horizon;
        Assert.Equal(rows.Steps, data.Steps);
        Assert.Equal(ahead * window.Targets.Count, data.Targets);
        Assert.Equal(ahead * known, data.MoreInputValues);
        int before = -1;
        for (int sample = 0; sample < data.Count; sample++)
        {
            data.Fill([sample], inputs, targets);
            int newest = (int)inputs[((rows.Steps - 1) * features) * lanes] / Width;
            Assert.True(newest > before, $"seed {seed}: window {sample} is not after the one before");
            before = newest;
            Assert.Contains(ranges, range => range.Contains(newest - rows.Span) && range.Contains(newest + rows.Reach));
            for (int step = 0; step < rows.Steps; step++)
            {
                for (int f = 0; f < features; f++)
                {
                    int row = newest - (rows.Steps - 1 - step) * rows.Step;
                    Assert.True(row <= newest);
                    Assert.Equal(series[row, series.ColumnIndex(Inputs(window)[f])], inputs[(step * features + f) * lanes]);
                }
            }

            for (int value = 0; value < ahead; value++)
            {
                int row = window.EachStep
                    ? newest - rows.Span + value * rows.Step + rows.Ahead
                    : newest + rows.Ahead + value * rows.HorizonStep;
                int from = window.EachStep ? newest - rows.Span + value * rows.Step : newest;
                for (int k = 0; k < window.Targets.Count; k++)
                {
                    int column = series.ColumnIndex(window.Targets[k]);
                    float expected = series[row, column] - (window.Differences ? series[from, column] : 0);
                    Assert.Equal(expected, targets[(value * window.Targets.Count + k) * lanes]);
                }

                for (int k = 0; k < known; k++)
                {
                    float expected = series[row, series.ColumnIndex(window.Known[k])];
                    Assert.Equal(expected, inputs[(rows.Steps * features + value * known + k) * lanes]);
                }
            }

            Assert.Equal(window.Weight is null ? 1 : series[data.TargetRow(sample), Width - 1], data.WeightOf(sample));
        }
    }

    [Property(MaxTest = 100)]
    public void EveryWindowThereIsComesOnce(int seed)
    {
        var (series, window, ranges, _) = Draw(seed);
        var data = new WindowDataset(series, window, ranges);
        var rows = window.ToRows(series.Period);
        var expected = new List<int>(); // by trying every row
        foreach (var range in ranges)
        {
            int? first = null;
            for (int row = range.First; row <= range.Last; row++)
            {
                if (!range.Contains(row - rows.Span) || !range.Contains(row + rows.Reach)) continue;
                first ??= row;
                if ((row - first.Value) % rows.Stride == 0) expected.Add(row);
            }
        }

        Assert.Equal(expected, Enumerable.Range(0, data.Count).Select(data.NewestRow));
    }

    [Property(MaxTest = 100)]
    public void ASampleIsTheSameInAnyTile(int seed)
    {
        var (series, window, ranges, random) = Draw(seed);
        var preparation = Preparation.Fit(series, ranges, window, RandomOptions(random));
        var data = preparation.Windows(series, ranges);
        int lanes = Tile<float>.Lanes;
        var (inputs, targets) = Tiles(data);
        var (alone, aloneTargets) = Tiles(data);
        int[] samples = [.. Enumerable.Range(0, 1 + random.Next(lanes)).Select(_ => random.Next(data.Count))];
        inputs.AsSpan().Fill(float.NaN);
        targets.AsSpan().Fill(float.NaN);
        data.Fill(samples, inputs, targets);
        for (int lane = 0; lane < lanes; lane++)
        {
            if (lane < samples.Length) data.Fill([samples[lane]], alone, aloneTargets);
            for (int v = 0; v < inputs.Length / lanes; v++)
                Assert.Equal(lane < samples.Length ? alone[v * lanes] : 0, inputs[v * lanes + lane]);
            for (int t = 0; t < data.Targets; t++)
                Assert.Equal(lane < samples.Length ? aloneTargets[t * lanes] : 0, targets[t * lanes + lane]);
        }
    }

    [Property(MaxTest = 100)]
    public void WindowsWithMissingValuesAreLeftOut(int seed)
    {
        var (whole, window, ranges, random) = Draw(seed);
        float[] values = whole.Values.ToArray();
        var marks = new bool[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (random.Next(60) > 0) continue;
            marks[i] = true;
            if (random.Next(2) == 0) values[i] = float.NaN;
        }

        var series = new TimeSeries(values, whole.Columns, whole.Start, whole.Period, marks);
        if (window.Weight is not null) window = window with { Weight = null };
        var all = new WindowDataset(whole, window, ranges);
        foreach (var rule in Enum.GetValues<MissingWindows>())
        {
            int[] expected = [.. Enumerable.Range(0, all.Count).Where(sample => Stays(sample, rule)).Select(all.NewestRow)];
            if (expected.Length == 0)
            {
                Assert.Throws<ArgumentException>(() => new WindowDataset(series, window with { Missing = rule }, ranges));
                continue;
            }

            var data = new WindowDataset(series, window with { Missing = rule }, ranges);
            Assert.Equal(expected, Enumerable.Range(0, data.Count).Select(data.NewestRow));
        }

        bool Stays(int sample, MissingWindows rule)
        {
            if (rule == MissingWindows.Keep) return true;
            int ahead = window.EachStep ? all.Steps : all.Window.Horizon;
            for (int value = 0; value < ahead; value++)
            {
                int row = all.TargetRow(sample, value);
                if (window.Targets.Any(name => marks[row * Width + series.ColumnIndex(name)])) return false;
                if (window.Known.Any(name => float.IsNaN(series[row, series.ColumnIndex(name)]))) return false;
            }

            for (int step = 0; step < all.Steps; step++)
            {
                int row = all.InputRow(sample, step);
                foreach (string name in Inputs(window))
                {
                    int column = series.ColumnIndex(name);
                    if (rule == MissingWindows.LeaveOutTargetsAndInputs ? marks[row * Width + column] : float.IsNaN(series[row, column]))
                        return false;
                }
            }

            return true;
        }
    }

    [Fact]
    public void TheLatestWindowEndsWithTheLastRow()
    {
        var series = CountedSeries.Create(50, 2);
        var window = new WindowOptions { Lookback = CountedSeries.Time(4), Horizon = 3, Targets = ["c1"], Stride = CountedSeries.Time(2) };
        var latest = WindowDataset.Latest(series, window, count: 2);
        Assert.Equal([47, 49], [latest.NewestRow(0), latest.NewestRow(1)]);
        Assert.Equal(0, latest.Targets);
        var (inputs, _) = Tiles(latest);
        latest.Fill([1], inputs, []);
        Assert.Equal([92, 93, 94, 95, 96, 97, 98, 99], Enumerable.Range(0, 8).Select(i => inputs[i * Tile<float>.Lanes]));

        // With columns known ahead the last rows are those of the forecast.
        var known = WindowDataset.Latest(series, window with { Inputs = ["c1"], Known = ["c0"] });
        Assert.Equal(46, known.NewestRow(0));
        Assert.Contains(
            "Expected at least", Assert.Throws<ArgumentOutOfRangeException>(() => WindowDataset.Latest(series, window, count: 25)).Message);
        var lacking = new TimeSeries([.. series.Values[..98], 98, float.NaN], series.Columns, series.Start, series.Period);
        Assert.Contains("'c1', row 49", Assert.Throws<ArgumentException>(() => WindowDataset.Latest(lacking, window)).Message);
    }

    [Fact]
    public void MistakesAreExplained()
    {
        var series = CountedSeries.Create(50, 3);
        var window = new WindowOptions { Lookback = CountedSeries.Time(4), Targets = ["c1"] };
        Refused(window with { Targets = [] }, "c0, c1, c2");
        Refused(window with { Inputs = [] }, "Inputs");
        Refused(window with { Inputs = ["c0"], Differences = true }, "'c1'");
        Refused(window with { Known = ["c1"] }, "given the answer");
        Refused(window with { Targets = ["c1", "c1"] }, "twice");
        Refused(window with { Weight = "no" }, "'no'");
        var negative = new TimeSeries([.. Enumerable.Repeat(-1f, 150)], series.Columns, series.Start, series.Period);
        Assert.Contains(
            "row 4", Assert.Throws<ArgumentException>(() => new WindowDataset(negative, window with { Weight = "c2" })).Message);
        Assert.Throws<ArgumentException>(() => new WindowDataset(series, window, new RowRange(10, 30), new RowRange(30, 49)));

        void Refused(WindowOptions options, string says) =>
            Assert.Contains(says, Assert.Throws<ArgumentException>(() => new WindowDataset(series, options)).Message);
    }

    [Fact]
    public void FillAllocatesNothing()
    {
        var (series, window, ranges, _) = Draw(7);
        window = window with { Differences = false, Known = ["c4"], Targets = ["c0", "c1"], Inputs = ["c0", "c2", "c1"] };
        var data = Preparation.Fit(
            series, ranges, window,
            new PreparationOptions { Scaling = Scaling.Standard, Columns = new Dictionary<string, Scaling> { ["c1"] = Scaling.PerWindow } })
                .Windows(series, ranges);
        var (inputs, targets) = Tiles(data);
        Assert.Equal(0, SimdSeq.Tests.Allocated.BytesOf(() => data.Fill([0, 1], inputs, targets)));
    }

    /// <summary>The first input column is always c0, whose values tell the row.</summary>
    internal static (TimeSeries Series, WindowOptions Window, RowRange[] Ranges, Random Random) Draw(int seed)
    {
        var random = new Random(seed);
        int step = random.Next(1, 4), steps = random.Next(1, 6);
        bool each = random.Next(4) == 0;
        bool differences = random.Next(3) == 0;
        var window = new WindowOptions
        {
            Lookback = CountedSeries.Time(step * steps),
            Every = CountedSeries.Time(step),
            Ahead = random.Next(2) == 0 ? null : CountedSeries.Time(random.Next(1, 9)),
            Horizon = each ? 1 : random.Next(1, 6),
            HorizonEvery = random.Next(2) == 0 ? null : CountedSeries.Time(random.Next(1, 4)),
            Stride = random.Next(2) == 0 ? null : CountedSeries.Time(random.Next(1, 5)),
            Inputs = random.Next(2) == 0 ? null : ["c0", "c3", "c1"],
            Targets = differences ? ["c1", "c0"] : ((string[][])[["c0"], ["c2", "c1"], ["c1"]])[random.Next(3)],
            Known = random.Next(2) == 0 ? [] : ["c4"],
            Differences = differences,
            EachStep = each,
            Weight = random.Next(2) == 0 ? null : $"c{Width - 1}",
        };
        int needed = window.ToRows(CountedSeries.Time(1)) is var rows ? rows.Span + rows.Reach + 1 : 0;
        var ranges = new List<RowRange>();
        int at = random.Next(5);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int last = at + needed - 1 + random.Next(30);
            ranges.Add(new RowRange(at, last));
            at = last + 1 + random.Next(4);
        }

        return (CountedSeries.Create(at + random.Next(5), Width), window, [.. ranges], random);
    }

    internal static PreparationOptions RandomOptions(Random random) => new()
    {
        Scaling = (Scaling)random.Next(4),
        Columns = new Dictionary<string, Scaling> { ["c1"] = (Scaling)random.Next(4), ["c3"] = (Scaling)random.Next(5) },
    };

    private static IReadOnlyList<string> Inputs(WindowOptions window) =>
        window.Inputs ?? [.. Enumerable.Range(0, Width).Select(i => $"c{i}").Where(name => name != window.Weight)];

    private static (float[] Inputs, float[] Targets) Tiles(WindowDataset data) => (
        new float[(data.Steps * data.Features + data.MoreInputValues) * Tile<float>.Lanes],
        new float[Math.Max(1, data.Targets) * Tile<float>.Lanes]);
}
