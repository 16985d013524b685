using FsCheck.Xunit;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq.Datasets.Tests;

public class PreparationTests
{
    [Property(MaxTest = 100)]
    public void OnlyTrainingRowsAreMeasured(int seed)
    {
        var random = new Random(seed);
        float[] values = [.. Enumerable.Range(0, 300).Select(_ => (float)(random.NextDouble() * 100))];
        var series = Series(values);
        var training = new RowRange(random.Next(20), 20 + random.Next(30));
        var window = new WindowOptions { Lookback = TimeSpan.FromHours(3), Targets = ["b"] };
        foreach (var scaling in Enum.GetValues<Scaling>())
        {
            var options = new PreparationOptions { Scaling = scaling };
            var first = Preparation.Fit(series, training, window, options);
            float[] changed = [.. values];
            for (int i = 0; i < changed.Length; i++)
            {
                if (!training.Contains(i / 3)) changed[i] = (float)(random.NextDouble() * 1e6);
            }

            var second = Preparation.Fit(Series(changed), training, window, options);
            Assert.Equal(first.Inputs, second.Inputs);
            Assert.Equal(first.Targets, second.Targets);
        }
    }

    [Property(MaxTest = 100)]
    public void EveryScalingInverts(int seed)
    {
        var random = new Random(seed);
        float[] values = [.. Enumerable.Range(0, 60).Select(_ => (float)Math.Pow(10, random.NextDouble() * 6 - 1))];
        foreach (var scaling in (Scaling[])[Scaling.None, Scaling.Standard, Scaling.MinMax, Scaling.Log])
        {
            var column = Fit(values, scaling);
            foreach (float value in values)
                Assert.Equal(value, column.Invert(column.Apply(value)), 1e-9 * (1 + value));
        }
    }

    [Fact]
    public void StandardScoresAreThoseOfTheStandardizer()
    {
        var random = new Random(5);
        var series = Series([.. Enumerable.Range(0, 300).Select(_ => (float)random.NextDouble() * 9 + 200)]);
        var rows = new RowRange(3, 70);
        var standardizer = Standardizer.Fit(series, rows);
        var preparation = Preparation.Fit(series, rows, new WindowOptions { Lookback = TimeSpan.FromHours(2), Targets = ["c"] });
        for (int c = 0; c < 3; c++)
            Assert.Equal((standardizer.Means[c], standardizer.Deviations[c]), (preparation.Inputs[c].Shift, preparation.Inputs[c].Scale));
        var windows = preparation.Windows(series);
        var scores = new WindowDataset(standardizer.Transform(series), preparation.Window!);
        var (a, b) = (new float[6 * Tile<float>.Lanes], new float[6 * Tile<float>.Lanes]);
        var (s, t) = (new float[Tile<float>.Lanes], new float[Tile<float>.Lanes]);
        for (int sample = 0; sample < windows.Count; sample++)
        {
            windows.Fill([sample], a, s);
            scores.Fill([sample], b, t);
            Assert.Equal(b, a);
            Assert.Equal(t, s);
        }
    }

    [Fact]
    public void LiteralValues()
    {
        Assert.Equal(new ColumnPreparation("a", Scaling.MinMax, 2, 6), Fit([2, 5, 8], Scaling.MinMax));
        Assert.Equal(0.5, Fit([2, 5, 8], Scaling.MinMax).Apply(5));
        Assert.Equal(Math.Log(3), Fit([0, 8], Scaling.Log).Shift, 1e-15); // (log 1 + log 9) / 2
        Assert.Equal(Math.Log(3), Fit([0, 8], Scaling.Log).Scale, 1e-15);
        Assert.Equal(new ColumnPreparation("a", Scaling.Standard, 5, 3), Fit([2, 8], Scaling.Standard));
        var constant = Fit([.. Enumerable.Repeat(0.1f, 30)], Scaling.Standard);
        Assert.Equal((0, 0.1f, 0), (constant.Scale, constant.Invert(0), constant.Apply(7)));
        Assert.True(double.IsNaN(constant.Apply(double.NaN)));
    }

    [Fact]
    public void MissingValuesAreNotMeasured()
    {
        var series = new TimeSeries([1, float.NaN, 3, 100], ["a"], DateTime.UnixEpoch, TimeSpan.FromHours(1), [false, false, false, true]);
        var its = Preparation.Fit(series, new RowRange(0, 3), new WindowOptions { Lookback = TimeSpan.FromHours(1), Targets = ["a"] })
            .Inputs[0];
        Assert.Equal((2, 1), (its.Shift, its.Scale));
    }

    /// <summary>The answer that is the target comes back as the value it was made of.</summary>
    [Property(MaxTest = 200)]
    public void TargetsComeBackInUnits(int seed)
    {
        var (series, window, ranges, random) = WindowHorizonTests.Draw(seed);
        var options = WindowHorizonTests.RandomOptions(random);
        if (window.Inputs is null || window.Inputs.Contains("c1"))
            options = options with { Columns = new Dictionary<string, Scaling>(options.Columns) { ["c1"] = (Scaling)random.Next(5) } };
        var preparation = Preparation.Fit(series, ranges, window, options);
        var data = preparation.Windows(series, ranges);
        var inputs = new float[(data.Steps * data.Features + data.MoreInputValues) * Tile<float>.Lanes];
        var tile = new float[data.Targets * Tile<float>.Lanes];
        var targets = new float[data.Count * data.Targets];
        for (int sample = 0; sample < data.Count; sample++)
        {
            data.Fill([sample], inputs, tile);
            for (int t = 0; t < data.Targets; t++) targets[sample * data.Targets + t] = tile[t * Tile<float>.Lanes];
        }

        float[] units = data.ToUnits(targets);
        for (int i = 0; i < units.Length; i++)
        {
            int place = i % data.Targets, k = place % window.Targets.Count;
            float truth = series[data.TargetRow(i / data.Targets, place / window.Targets.Count), data.TargetColumns[k]];
            Assert.Equal(truth, units[i], 2e-5 * (1 + truth));
        }
    }

    [Property(MaxTest = 200)]
    public void DifferencesOfUnscaledValuesInvertExactly(int seed)
    {
        var random = new Random(seed);
        // Neighbours within a factor of two: their difference is a float.
        var series = Series([.. Enumerable.Range(0, 120).Select(_ => (float)(1000 * (1 + random.NextDouble())))]);
        var window = new WindowOptions { Lookback = TimeSpan.FromHours(3), Horizon = 4, Targets = ["b", "a"], Differences = true };
        var data = new WindowDataset(series, window);
        var (inputs, tile) = (new float[9 * Tile<float>.Lanes], new float[8 * Tile<float>.Lanes]);
        var targets = new float[data.Count * 8];
        for (int sample = 0; sample < data.Count; sample++)
        {
            data.Fill([sample], inputs, tile);
            for (int t = 0; t < 8; t++) targets[sample * 8 + t] = tile[t * Tile<float>.Lanes];
        }

        float[] units = data.ToUnits(targets);
        for (int i = 0; i < units.Length; i++)
            Assert.Equal(series[data.TargetRow(i / 8, i % 8 / 2), i % 2 == 0 ? 1 : 0], units[i]);
    }

    [Fact]
    public void EachWindowHasItsOwnScale()
    {
        var series = new TimeSeries([1, 3, 5, 100, 300, 500], ["a"], DateTime.UnixEpoch, TimeSpan.FromHours(1));
        var window = new WindowOptions { Lookback = TimeSpan.FromHours(2), Targets = ["a"] };
        var data = Preparation.Fit(series, new RowRange(0, 1), window, new PreparationOptions { Scaling = Scaling.PerWindow })
            .Windows(series);
        var (inputs, targets) = (new float[2 * Tile<float>.Lanes], new float[Tile<float>.Lanes]);
        data.Fill([0, 3], inputs, targets);
        Assert.Equal(
            [-1, -1, 1, 1, 3, 3], [inputs[0], inputs[1], inputs[Tile<float>.Lanes], inputs[Tile<float>.Lanes + 1], targets[0], targets[1]]);
        Assert.Equal([5, 500], new[] { data.ToUnits([3, 0, 0, 3])[0], data.ToUnits([3, 0, 0, 3])[3] });
    }

    [Fact]
    public void MistakesAreExplained()
    {
        var series = Series([.. Enumerable.Range(0, 60).Select(i => i - 2f)]);
        var window = new WindowOptions { Lookback = TimeSpan.FromHours(3), Targets = ["b"] };
        Assert.Contains("'a' for Log", Refused(() => Fit(new() { Scaling = Scaling.Log })));
        Assert.Contains("'no'", Refused(() => Fit(new() { Columns = new Dictionary<string, Scaling> { ["no"] = Scaling.None } })));
        Assert.Contains("Scaling", Refused(() => Fit(new() { Scaling = (Scaling)77 })));
        Assert.Contains(
            "'b', which is none",
            Refused(() =>
                Preparation.Fit(series, new RowRange(0, 9), window with { Inputs = ["a"] }, new() { Scaling = Scaling.PerWindow })));
        Assert.Contains(
            "known ahead",
            Refused(() =>
                Preparation.Fit(series, new RowRange(0, 9), window with { Known = ["c"] }, new() { Scaling = Scaling.PerWindow })));
        var preparation = Fit(null);
        Assert.Contains(
            "Resample",
            Refused(() => preparation.Windows(new TimeSeries(new float[60], series.Columns, series.Start, TimeSpan.FromHours(2)))));
        Assert.Contains("differ in stride", Refused(() => preparation.Windows(series, preparation.Window! with { Horizon = 2 })));
        Assert.Equal(6, preparation.Windows(series, preparation.Window! with { Stride = TimeSpan.FromHours(3) }).Count);
        var logs = Preparation.Fit(series, new RowRange(1, 9), window, new() { Scaling = Scaling.Log });
        Assert.Contains("column 'a', which is prepared by logarithms; got -2 in row 0", Refused(() => logs.Windows(series)));

        Preparation Fit(PreparationOptions? options) => Preparation.Fit(series, new RowRange(0, 9), window, options);
        static string Refused(Action act) => Assert.ThrowsAny<ArgumentException>(act).Message;
    }

    private static ColumnPreparation Fit(float[] values, Scaling scaling) =>
        Preparation.FitSamples(values, ["a"], new() { Scaling = scaling }).Inputs[0];

    private static TimeSeries Series(float[] values) => new(values, ["a", "b", "c"], DateTime.UnixEpoch, TimeSpan.FromHours(1));
}
