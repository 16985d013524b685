using FsCheck.Xunit;
using SimdSeq.Data;
using SimdSeq.Kernels;
using SimdSeq.Tests.Serialization;

namespace SimdSeq.Tests.Models;

/// <summary>Several series in one model, each scaled by its own numbers.</summary>
public class SeriesForecastTests
{
    private static readonly string[] Names = ["north", "south", "west"];

    /// <summary>Whatever the others are, a series is prepared as if it were alone.</summary>
    [Property(MaxTest = 60)]
    public void ASeriesIsPreparedAsIfItWereAlone(int seed)
    {
        var random = new Random(seed);
        var (parts, window, options) = (Parts(random), ForecastTests.Window(random.Next(2) == 0), ForecastTests.Options(random));
        var together = Preparation.Fit(parts, window, options);
        var model = new SmallForecaster(seed) { Preparation = together };
        Assert.Equal(Names, together.Series);
        foreach (var part in parts)
        {
            var alone = Preparation.Fit(part.Series, part.Rows, window, options);
            Assert.Equal(alone.Inputs, together.Of(part.Name).Inputs);
            Assert.Equal(alone.Targets, together.Of(part.Name).Targets);
            var single = new SmallForecaster(seed) { Preparation = alone };
            float[] raw = part.Series.Values[^12..].ToArray(), answers = new float[6];
            model.Forecast(part.Name, raw, answers);
            Assert.Equal(single.Forecast(raw), answers);
            Assert.Equal(answers, model.Forecast(part.Name, raw));
            var (forecast, expected) = (model.Forecast(part.Name, part.Series), single.Forecast(part.Series));
            Assert.Equal((expected.Start, expected.Rows), (forecast.Start, forecast.Rows));
            Assert.Equal(expected.Values.ToArray(), forecast.Values.ToArray());
            var windows = together.Windows(parts)[part.Name];
            Assert.Equal(
                alone.Windows(part.Series, [.. part.Rows]).ToUnits(single.Predict(windows)), windows.ToUnits(model.Predict(windows)));
        }
    }

    /// <summary>A tile that mixes series has, in every lane, what the windows of that series have alone.</summary>
    [Property(MaxTest = 100)]
    public void AnyMixOfWindowsHasTheBitsOfEachSeries(int seed)
    {
        var random = new Random(seed);
        var parts = Parts(random);
        var window = ForecastTests.Window(random.Next(2) == 0);
        window = window with { Weight = "w", Inputs = ["a", "b", "c"], Known = ["k"], Horizon = 3, Ahead = null };
        parts = [.. parts.Select(part => new SeriesPart(part.Name, WithMore(part.Series, random), [.. part.Rows]))];
        var windows = Preparation.Fit(parts, window, ForecastTests.Options(random, noWindows: true)).Windows(parts);
        Assert.Equal(parts.Sum(part => windows[part.Name].Count), windows.Count);
        int lanes = Tile<float>.Lanes, values = windows.Steps * windows.Features + windows.MoreInputValues;
        int[] samples = [.. Enumerable.Range(0, random.Next(lanes + 1)).Select(_ => random.Next(windows.Count))];
        float[] inputs = Dirty(values * lanes), targets = Dirty(windows.Targets * lanes), withoutTargets = Dirty(values * lanes);
        windows.Fill(samples, inputs, targets);
        windows.Fill(samples, withoutTargets, []);
        Assert.Equal(inputs, withoutTargets);
        float[] one = Dirty(values * lanes), its = Dirty(windows.Targets * lanes);
        for (int lane = 0; lane < lanes; lane++)
        {
            Array.Clear(one);
            Array.Clear(its);
            if (lane < samples.Length)
            {
                var (name, sample) = windows.PlaceOf(samples[lane]);
                windows[name].Fill([sample], one, its);
                Assert.Equal(windows[name].WeightOf(sample), windows.WeightOf(samples[lane]));
            }

            for (int i = 0; i < values; i++) Assert.Equal(one[i * lanes], inputs[i * lanes + lane]);
            for (int i = 0; i < windows.Targets; i++) Assert.Equal(its[i * lanes], targets[i * lanes + lane]);
        }

        static float[] Dirty(int length) => [.. Enumerable.Repeat(float.NaN, length)];
    }

    /// <summary>A shop that sells 1,024 times as much is the same to the model, and its forecast 1,024 times as high.</summary>
    [Theory]
    [InlineData(Scaling.Standard)]
    [InlineData(Scaling.MinMax)]
    public void SizeIsNothingToTheModel(Scaling scaling)
    {
        var small = ForecastTests.Series(new Random(5), 40);
        var large = new TimeSeries([.. small.Values.ToArray().Select(value => 1024 * value)], small.Columns, small.Start, small.Period);
        SeriesPart[] parts = [new("small", small), new("large", large)];
        var preparation = Preparation.Fit(parts, ForecastTests.Window(differences: true), new() { Scaling = scaling });
        var windows = preparation.Windows(parts);
        var model = new SmallForecaster(3) { Preparation = preparation };
        Assert.Equal(model.Predict(windows["small"]), model.Predict(windows["large"]));
        Assert.Equal(
            model.Forecast("small", small).Values.ToArray().Select(value => 1024 * value), model.Forecast("large", large).Values.ToArray());
        Assert.Equal(preparation.Of("small").Inputs[0].Scale * 1024, preparation.Of("large").Inputs[0].Scale);

        var errors = model.MeasureForecast(windows);
        Assert.Equal(["small", "large"], errors.Keys);
        Assert.Equal(1024 * errors["small"][1].MeanAbsolute, errors["large"][1].MeanAbsolute, 1e-9 * errors["large"][1].MeanAbsolute);
    }

    [Fact]
    public void TrainingTakesThePreparationAndAnyNumberOfThreadsGivesTheSameBits()
    {
        var parts = Parts(new Random(7));
        var preparation = Preparation.Fit(parts, ForecastTests.Window(differences: false));
        string[] hashes = [.. new[] { 1, 3 }.Select(threads =>
        {
            var model = new SmallForecaster(1);
            model.Fit(
                preparation.Windows(parts),
                new FitOptions { Epochs = 3, BatchSize = 40, Threads = threads, Validation = preparation.Windows(parts) });
            Assert.Same(preparation, model.Preparation);
            return model.ParameterSha256();
        })];
        Assert.Equal(hashes[0], hashes[1]);
        Assert.NotEqual(new SmallForecaster(1).ParameterSha256(), hashes[0]);
    }

    [Property(MaxTest = 60)]
    public void ItTravelsInTheModelsFile(int seed)
    {
        var random = new Random(seed);
        var parts = Parts(random);
        var preparation = Preparation.Fit(parts, ForecastTests.Window(random.Next(2) == 0), ForecastTests.Options(random));
        var saved = new SmallForecaster(seed) { Preparation = preparation };
        byte[] file = Saved.Bytes(saved);
        var loaded = new SmallForecaster(99);
        loaded.Load(new MemoryStream(file));
        Assert.Equal(preparation.Series, loaded.Preparation!.Series);
        foreach (var part in parts)
        {
            Assert.Equal(saved.Forecast(part.Name, part.Series).Values.ToArray(), loaded.Forecast(part.Name, part.Series).Values.ToArray());
            Assert.Equal(preparation.Of(part.Name).Inputs, loaded.Preparation.Of(part.Name).Inputs);
        }

        Assert.Equal(file, Saved.Bytes(loaded));
        for (int length = file.Length - 1; length > 0; length -= 37) Saved.Refused(loaded, file[..length], $"cut to {length} bytes");
    }

    /// <summary>Older packages read the file of a model that knows one series, and refuse the other by name.</summary>
    [Fact]
    public void OnlySeveralSeriesNeedTheNewSection()
    {
        var part = Parts(new Random(1))[0];
        var window = ForecastTests.Window(differences: false);
        Assert.Equal(1, PreparationSection.VersionOf(Preparation.Fit(part.Series, part.Rows, window)));
        Assert.Equal(2, PreparationSection.VersionOf(Preparation.Fit([part], window)));
        var several = Preparation.Fit([part], window);
        byte[] section = PreparationSection.Write(several);
        Assert.Equal("north", Assert.Single(PreparationSection.Read(section, "file", 2).Series));
        Assert.Throws<ModelFormatException>(() => PreparationSection.Read(section, "file", 1)); // bytes are left over
        Assert.Throws<ModelFormatException>(() => PreparationSection.Read(PreparationSection.Write(several.Of("north")), "file", 2));
        int name = section.AsSpan().IndexOf("north"u8), own = 4 + 5 + 5 * 16;
        Assert.Equal(section.Length, name - 4 + own);
        byte[] twice = [.. section, .. section[(name - 4)..]];
        twice[name - 8] = 2;
        Assert.Contains("different names of series",
            Assert.Throws<ModelFormatException>(() => PreparationSection.Read(twice, "file", 2)).Message);
    }

    [Fact]
    public void AStreamIsOfOneSeries()
    {
        var parts = Parts(new Random(2));
        var preparation = Preparation.Fit(parts, ForecastTests.Window(differences: true));
        var model = new SmallForecaster(4) { Preparation = preparation };
        foreach (var part in parts)
        {
            using var stream = model.OpenForecastStream(part.Name);
            for (int step = 0; step < 3; step++) stream.Step(part.Series.Row(step));
            Assert.Equal(model.Forecast(part.Name, part.Series.Values[..12]), stream.Step(part.Series.Row(3)).ToArray());
        }
    }

    [Fact]
    public void ForecastsAllocateNothingWhateverTheSeries()
    {
        var parts = Parts(new Random(2));
        var model = new SmallForecaster(4) { Preparation = Preparation.Fit(parts, ForecastTests.Window(differences: true)) };
        float[] window = parts[0].Series.Values[^12..].ToArray(), answers = new float[6];
        Assert.Equal(0, Allocated.BytesOf(() =>
        {
            foreach (string name in Names) model.Forecast(name, window, answers);
        }));
    }

    /// <summary>A shop that has opened since: measured alone, and nothing changes for the others.</summary>
    [Fact]
    public void ANewSeriesIsMeasuredWithoutTheOthers()
    {
        var parts = Parts(new Random(3));
        var options = new PreparationOptions { Columns = new Dictionary<string, Scaling> { ["a"] = Scaling.Log, ["c"] = Scaling.MinMax } };
        var all = Preparation.Fit(parts, ForecastTests.Window(differences: false), options);
        var two = Preparation.Fit(parts[..2], ForecastTests.Window(differences: false), options);
        var three = two.With(parts[2]);
        Assert.Equal(Names, three.Series);
        Assert.Equal(Names[..2], two.Series); // as it was
        foreach (string name in Names) Assert.Equal(all.Of(name).Inputs, three.Of(name).Inputs);
        Assert.Same(two.Of("north"), three.Of("north"));
        var other = three.With(new SeriesPart("north", parts[2].Series, [.. parts[2].Rows])); // other numbers for one
        Assert.Equal(3, other.Series.Count);
        Assert.Equal(all.Of("west").Inputs, other.Of("north").Inputs);
        var model = new SmallForecaster(1) { Preparation = two };
        Assert.Throws<ArgumentException>(() => model.Forecast("west", parts[2].Series));
        model.Preparation = three;
        Assert.Equal(6, model.Forecast("west", parts[2].Series).Values.Length);
    }

    [Fact]
    public void MistakesAreExplained()
    {
        var parts = Parts(new Random(4));
        var window = ForecastTests.Window(differences: false);
        var preparation = Preparation.Fit(parts, window);
        var model = new SmallForecaster(1) { Preparation = preparation };
        var series = parts[0].Series;
        Assert.Contains("one of the series north, south, west; got 'nroth'", Refused(() => model.Forecast("nroth", new float[12])));
        Assert.Contains("preparation.With", Refused(() => model.OpenForecastStream("nroth")));
        Assert.Contains("Forecast(\"north\", window)", Unnamed(() => model.Forecast(new float[12])));
        Assert.Contains("each of north, south, west is scaled", Unnamed(() => model.Forecast(series)));
        Assert.Contains("got none", Unnamed(() => model.OpenForecastStream()));
        Assert.Contains("preparation.Of(name)", Unnamed(() => preparation.Windows(series)));
        Assert.Contains("preparation.Of(name)", Unnamed(() => preparation.Latest(series)));
        Assert.Contains("preparation.Of(name)", Unnamed(() => preparation.Prepare(new float[3])));
        model.Preparation = preparation.Of("north");
        Assert.Contains("Leave the name out", Refused(() => model.Forecast("north", new float[12])));
        Assert.Contains("scales all values alike", Unnamed(() => model.Preparation.With(parts[0])));

        Assert.Contains("at least one series", Refused(() => Preparation.Fit([], window)));
        Assert.Contains("'north' twice", Refused(() => Preparation.Fit([parts[0], parts[0]], window)));
        Assert.Contains("Series 'x': Expected one of the columns a, b, d; got 'c'", Refused(() => Preparation.Fit(
            [parts[0], new SeriesPart("x", new TimeSeries(series.Values.ToArray(), ["a", "b", "d"], series.Start, series.Period))],
            window)));
        Assert.Contains("Series 'x': Expected a row every 1h", Refused(() => Preparation.Fit(
            [parts[0], new SeriesPart("x", new TimeSeries(series.Values.ToArray(), series.Columns, series.Start, series.Period / 2))],
            window)));
        Assert.Contains("Series 'x': Expected at least", Refused(() => preparation.With(new SeriesPart("x", series)).Windows(
            [new SeriesPart("x", series, new RowRange(0, 4))])));
        Assert.Contains("got 'y'", Refused(() => preparation.Windows([new SeriesPart("y", series)])));
        Assert.Contains("north, south, west; got 'y'", Refused(() => preparation.Windows(parts)["y"]));
        Assert.Throws<ArgumentException>(() => new SeriesPart("", series));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeriesPart("x", series, new RowRange(0, 40)));
        var many = Preparation.Fit([.. Enumerable.Range(0, 25).Select(i => new SeriesPart($"s{i}", series))], window);
        Assert.Contains("s19 and 5 more; got", Refused(() => many.Of("none")));

        static string Refused(Func<object> action) => Assert.ThrowsAny<ArgumentException>(action).Message;
        static string Unnamed(Func<object> action) => Assert.Throws<InvalidOperationException>(action).Message;
    }

    // Of different lengths, sizes and first rows.
    private static SeriesPart[] Parts(Random random) => [.. Names.Select((name, i) =>
    {
        var series = ForecastTests.Series(random, 40 + 3 * i);
        float factor = MathF.Pow(10, i);
        series = new TimeSeries(
            [.. series.Values.ToArray().Select(value => factor * value)], series.Columns, series.Start.AddDays(i), series.Period);
        return new SeriesPart(name, series, new RowRange(i, 25 + i));
    })];

    private static TimeSeries WithMore(TimeSeries series, Random random)
    {
        var values = new List<float>();
        for (int row = 0; row < series.Rows; row++) values.AddRange([.. series.Row(row), random.NextSingle(), random.Next(3)]);
        return new TimeSeries([.. values], [.. series.Columns, "k", "w"], series.Start, series.Period);
    }
}
