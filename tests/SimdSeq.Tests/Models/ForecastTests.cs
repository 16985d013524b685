using FsCheck.Xunit;
using SimdSeq.Data;

namespace SimdSeq.Tests.Models;

/// <summary>Forecasts in units: from windows, series, streams; by any preparation.</summary>
public class ForecastTests
{
    [Property(MaxTest = 60)]
    public void AForecastIsThatOfTheDataSetToTheBit(int seed)
    {
        var random = new Random(seed);
        var series = Series(random, 40);
        bool differences = random.Next(2) == 0;
        var window = Window(differences) with { Stride = TimeSpan.FromHours(random.Next(1, 3)) };
        var preparation = Preparation.Fit(series, new RowRange(0, 25), window, Options(random));
        var model = new SmallForecaster(seed) { Preparation = preparation };
        var windows = preparation.Windows(series);
        float[] units = windows.ToUnits(model.Predict(windows, threads: 1));
        for (int sample = 0; sample < windows.Count; sample++)
        {
            int from = windows.InputRow(sample, 0);
            float[] raw = series.Values.Slice(from * 3, 12).ToArray();
            Assert.Equal(units[(sample * 6)..(sample * 6 + 6)], model.Forecast(raw));
        }
    }

    [Fact]
    public void TheSeriesForecastComesWithItsTimes()
    {
        var series = Series(new Random(3), 40);
        var preparation = Preparation.Fit(series, new RowRange(0, 25), Window(differences: true));
        var model = new SmallForecaster(4) { Preparation = preparation };
        var forecast = model.Forecast(series);
        Assert.Equal(["a", "b"], forecast.Columns);
        Assert.Equal(series.TimeOf(39) + TimeSpan.FromHours(2), forecast.Start);
        Assert.Equal((3, TimeSpan.FromHours(1)), (forecast.Rows, forecast.Period));
        Assert.Equal(model.Forecast(series.Values[^12..]), forecast.Values.ToArray());

        // Other columns and another order are the same.
        float[] mixed = new float[40 * 4];
        for (int row = 0; row < 40; row++)
        {
            for (int c = 0; c < 3; c++) mixed[row * 4 + 3 - c] = series[row, c];
        }

        Assert.Equal(
            forecast.Values.ToArray(),
            model.Forecast(new TimeSeries(mixed, ["x", "c", "b", "a"], series.Start, series.Period)).Values.ToArray());
        var other = new TimeSeries(mixed, ["x", "y", "b", "a"], series.Start, series.Period);
        Assert.Contains("x, y, b, a; got 'c'", Assert.Throws<ArgumentException>(() => model.Forecast(other)).Message);
    }

    [Fact]
    public void ADifferenceOfNothingRepeatsTheLastValue()
    {
        var series = Series(new Random(3), 40);
        foreach (var scaling in Enum.GetValues<Scaling>())
        {
            var preparation = Preparation.Fit(
                series, new RowRange(0, 25), Window(differences: true), new PreparationOptions { Scaling = scaling });
            var model = new SmallForecaster(4) { Preparation = preparation };
            model.Parameters.Set(new float[model.ParameterCount]);
            float[] answers = model.Forecast(series.Values[^12..]);
            for (int i = 0; i < 6; i++) Assert.Equal(series[39, i % 2], answers[i], 1e-5 * series[39, i % 2]);
        }
    }

    [Fact]
    public void SeveralAnswersOfATargetLieSideBySide()
    {
        var series = Series(new Random(3), 40);
        var preparation = Preparation.Fit(series, new RowRange(0, 25), Window(differences: true));
        var model = new QuantileForecaster(4) { Preparation = preparation };
        var values = new float[model.ParameterCount];
        for (int i = 1; i < 12; i += 2) values[^(12 - i)] = 0.5f; // the bias of every second answer: half a deviation more
        model.Parameters.Set(values);
        var forecast = model.Forecast(series);
        Assert.Equal(["a (1 of 2)", "a (2 of 2)", "b (1 of 2)", "b (2 of 2)"], forecast.Columns);
        for (int row = 0; row < 3; row++)
        {
            for (int k = 0; k < 2; k++)
            {
                Assert.Equal(series[39, k], forecast[row, 2 * k], 1e-3);
                Assert.Equal(series[39, k] + preparation.Targets[k].Scale / 2, forecast[row, 2 * k + 1], 1e-3);
            }
        }

        // Of two the second is compared.
        var windows = preparation.Windows(series, new RowRange(20, 39));
        double sum = 0;
        for (int sample = 0; sample < windows.Count; sample++)
        {
            for (int value = 0; value < 3; value++)
            {
                double answer = series[windows.NewestRow(sample), 1] + preparation.Targets[1].Scale / 2;
                sum += Math.Abs(answer - series[windows.TargetRow(sample, value), 1]);
            }
        }

        Assert.Equal(sum / windows.Count / 3, model.MeasureForecast(windows)[1].MeanAbsolute, 1e-3);
    }

    [Fact]
    public void ColumnsKnownAheadAreTheSecondInput()
    {
        var series = Series(new Random(8), 50);
        var window = Window(differences: false) with { Inputs = ["a", "b", "c"], Known = ["hour sin", "weekday cos"], Ahead = null };
        var calendar = series.WithCalendar();
        var preparation = Preparation.Fit(calendar, new RowRange(0, 30), window);
        var model = new KnownForecaster(1);
        model.Fit(preparation.Windows(calendar, new RowRange(0, 40)), new FitOptions { Epochs = 1, BatchSize = 8, Threads = 1 });
        Assert.Same(preparation, model.Preparation);

        var ahead = series.WithCalendar(rowsAhead: 3);
        var forecast = model.Forecast(ahead);
        Assert.Equal(series.TimeOf(50), forecast.Start);
        var raw = new List<float>(series.Values[^12..].ToArray());
        for (int row = 50; row < 53; row++)
            raw.AddRange([ahead[row, ahead.ColumnIndex("hour sin")], ahead[row, ahead.ColumnIndex("weekday cos")]]);
        Assert.Equal(model.Forecast([.. raw]), forecast.Values.ToArray());
        var latest = preparation.Latest(ahead);
        Assert.Equal(forecast.Values.ToArray(), latest.ToUnits(model.Predict(latest)));
        Assert.Contains("known ahead", Assert.Throws<InvalidOperationException>(model.OpenForecastStream).Message);
    }

    [Property(MaxTest = 40)]
    public void AStreamAnswersAsAWindowDoes(int seed)
    {
        var random = new Random(seed);
        var series = Series(random, 40);
        bool differences = random.Next(2) == 0;
        var options = Options(random, noWindows: true);
        var rows = Preparation.Fit(series, new RowRange(0, 25), Window(differences), options);
        var model = new SmallForecaster(seed) { Preparation = rows };
        using var stream = model.OpenForecastStream();
        for (int step = 0; step < 3; step++) stream.Step(series.Row(step));
        Assert.Equal(model.Forecast(series.Values[..12]), stream.Step(series.Row(3)).ToArray());

        var each = Preparation.Fit(
            series, new RowRange(0, 25), Window(differences) with { EachStep = true, Horizon = 1, Targets = ["b"] }, options);
        var steps = new StepForecaster(seed) { Preparation = each };
        float[] answers = steps.Forecast(series.Values[..12]);
        using var live = steps.OpenForecastStream();
        for (int step = 0; step < 4; step++)
        {
            Assert.True(live.TryStep(series.Row(step), out var answer));
            Assert.Equal(answers[step], answer[0]);
        }

        live.Reset();
        Assert.Equal(answers[0], live.Step(series.Row(0))[0]);
        var windows = each.Windows(series);
        Assert.Equal(answers, windows.ToUnits(steps.Predict(windows))[..4]);
    }

    [Fact]
    public void ErrorsAreThoseOfTheForecastsInUnits()
    {
        var series = Series(new Random(3), 60);
        var preparation = Preparation.Fit(series, new RowRange(0, 25), Window(differences: true));
        var model = new SmallForecaster(4) { Preparation = preparation };
        var windows = preparation.Windows(series, new RowRange(30, 59));
        var errors = model.MeasureForecast(windows);
        Assert.Equal(["a", "b"], errors.Select(its => its.Target));
        for (int k = 0; k < 2; k++)
        {
            double absolute = 0, squares = 0, repeated = 0;
            for (int sample = 0; sample < windows.Count; sample++)
            {
                float[] answers = model.Forecast(series.Values.Slice(windows.InputRow(sample, 0) * 3, 12));
                for (int value = 0; value < 3; value++)
                {
                    double truth = series[windows.TargetRow(sample, value), k], error = answers[value * 2 + k] - truth;
                    absolute += Math.Abs(error) / (3 * windows.Count);
                    squares += error * error / (3 * windows.Count);
                    repeated += Math.Abs(series[windows.NewestRow(sample), k] - truth) / (3 * windows.Count);
                }
            }

            Assert.Equal(absolute, errors[k].MeanAbsolute, 1e-9 * absolute);
            Assert.Equal(Math.Sqrt(squares), errors[k].RootMeanSquare, 1e-9 * absolute);
            Assert.Equal(repeated, errors[k].Persistence, 1e-9 * repeated);
            Assert.Equal(errors[k].MeanAbsolute, errors[k].MeanAbsoluteByStep.Average(), 1e-9 * absolute);
        }

        Assert.Equal(errors.Average(its => its.Persistence), Persistence.MeanAbsoluteError(windows), 1e-9);
    }

    [Fact]
    public void ForecastsAndStreamedStepsAllocateNothing()
    {
        var series = Series(new Random(3), 40);
        var options = new PreparationOptions { Columns = new Dictionary<string, Scaling> { ["a"] = Scaling.Log, ["c"] = Scaling.MinMax } };
        var preparation = Preparation.Fit(series, new RowRange(0, 25), Window(differences: true), options);
        var model = new SmallForecaster(4) { Preparation = preparation };
        float[] window = series.Values[^12..].ToArray(), answers = new float[6];
        Assert.Equal(0, Allocated.BytesOf(() => model.Forecast(window, answers)));
        using var stream = model.OpenForecastStream();
        Assert.Equal(0, Allocated.BytesOf(() => stream.Step(window.AsSpan(0, 3))));
    }

    [Fact]
    public void InDoubleTheAnswersAreOnlyFiner()
    {
        var series = Series(new Random(3), 40);
        var preparation = Preparation.Fit(series, new RowRange(0, 25), Window(differences: true));
        var (single, wide) =
            (new SmallForecaster(4) { Preparation = preparation }, new ForecasterInDouble(4) { Preparation = preparation });
        wide.Parameters.Set([.. single.Parameters.ToArray().Select(value => (double)value)]);
        double[] window = [.. series.Values[^12..].ToArray().Select(value => (double)value)];
        float[] expected = single.Forecast(series.Values[^12..]);
        double[] answers = wide.Forecast(window);
        for (int i = 0; i < 6; i++) Assert.Equal(expected[i], answers[i], 1e-4 * expected[i]);
    }

    [Fact]
    public void MistakesAreExplained()
    {
        var series = Series(new Random(3), 40);
        var model = new SmallForecaster(1);
        Assert.Contains("preparation.Windows", Assert.Throws<InvalidOperationException>(() => model.Forecast(new float[12])).Message);
        Assert.Throws<InvalidOperationException>(model.OpenForecastStream);
        Refused(Window(false) with { Lookback = TimeSpan.FromHours(5) }, "5 x 3");
        Refused(Window(false) with { Inputs = ["a", "b"] }, "4 x 2");
        Refused(Window(false) with { Horizon = 4 }, "8 targets (4 x 2)");
        Refused(Window(false) with { Known = ["c"] }, "makes 3");
        model.Preparation = Preparation.Fit(series, new RowRange(0, 9), Window(false));
        Assert.Contains(
            "one window of 4 steps x 3 features", Assert.Throws<ArgumentException>(() => model.Forecast(new float[24])).Message);
        Assert.Throws<ArgumentException>(() => model.Forecast(new float[12], new float[5]));
        var memory = new float[12];
        Assert.Throws<ArgumentException>(() => model.Forecast(memory, memory.AsSpan(0, 6)));
        model.Preparation = Preparation.Fit(
            series, new RowRange(0, 9), Window(false), new PreparationOptions { Scaling = Scaling.PerWindow });
        Assert.Contains("PerWindow", Assert.Throws<InvalidOperationException>(model.OpenForecastStream).Message);
        model.Preparation = null;
        Assert.Null(model.Preparation);

        void Refused(WindowOptions window, string says) => Assert.Contains(says, Assert.Throws<ArgumentException>(() =>
            model.Preparation = Preparation.Fit(series, new RowRange(0, 9), window)).Message);
    }

    internal static WindowOptions Window(bool differences) => new()
    {
        Lookback = TimeSpan.FromHours(4),
        Ahead = TimeSpan.FromHours(2),
        Horizon = 3,
        Targets = ["a", "b"],
        Differences = differences,
    };

    internal static TimeSeries Series(Random random, int rows) => new(
        [.. Enumerable.Range(0, 3 * rows).Select(i => (float)(100 * (1 + i % 3) + 20 * random.NextDouble()))], ["a", "b", "c"],
        new DateTime(2024, 1, 1), TimeSpan.FromHours(1));

    internal static PreparationOptions Options(Random random, bool noWindows = false)
    {
        int kinds = noWindows ? 4 : 5;
        return new()
        {
            Scaling = (Scaling)random.Next(kinds),
            Columns = new Dictionary<string, Scaling> { ["b"] = (Scaling)random.Next(kinds), ["c"] = (Scaling)random.Next(kinds) },
        };
    }
}
