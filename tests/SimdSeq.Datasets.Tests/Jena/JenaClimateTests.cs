using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

public sealed class JenaClimateTests : IDisposable
{
    private const string Hourly = "jena/jena_hourly_2009_2016.csv.gz";
    private const string Year2020 = "jena/jena_weather_2020_10min.csv.gz";
    private const string January2009 = "jena/jena_2009_first4000rows_10min.csv.gz";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RealDataFact(Hourly)]
    public void RepeatingTheLastValueGivesTheBooksError()
    {
        JenaRecord record = JenaClimate.Load(RealDataFactAttribute.PathOf(Hourly));
        Assert.Equal(70_038, record.Series.Rows);
        Assert.Equal([80, 70, 70, 1010, 4510], record.Report.Gaps.Select(gap => gap.Length.TotalMinutes));
        Assert.Equal(
            new SeriesSplit(new RowRange(0, 33_332), new RowRange(33_333, 49_999), new RowRange(50_000, 70_037)),
            JenaClimate.Split(record.Series));
        JenaTask task = JenaTask.Create(record.Series);
        Assert.Equal(8.847, task.DegreesPerUnit, 5e-4);
        Assert.Equal(0.2895, Persistence.MeanAbsoluteError(task.Validation) / task.DegreesPerUnit, 5e-5);
        Assert.Equal(2.56, Persistence.MeanAbsoluteError(task.Validation), 5e-3);
        Assert.Equal(33_333 - 120 - 24, task.Training.Count);
        Assert.Equal(16_547, task.Validation.Count);
        Assert.Equal(49_999, task.Validation.NewestRow(task.Validation.Count - 1) + 1);
        Assert.True(task.Test.TargetRow(0) > task.Validation.TargetRow(task.Validation.Count - 1));
    }

    [RealDataFact(Hourly)]
    public void TheHourlyRecordIsCompleted()
    {
        JenaRecord record = JenaClimate.Load(RealDataFactAttribute.PathOf(Hourly));
        Assert.Equal(JenaClimate.Columns, record.Series.Columns);
        Assert.Equal(["p (mbar)", "T (degC)", "Tdew (degC)", "rh (%)", "VPmax (mbar)", "wv (m/s)"], record.ColumnsFrom(ColumnSource.Read));
        Assert.Equal(["max. wv (m/s)", "wd (deg)"], record.ColumnsFrom(ColumnSource.Zeroed));
        Preparation preparation = JenaTask.Create(record.Series).Preparation;
        Assert.All([12, 13], f => Assert.Equal(0, preparation.Inputs[f].Apply(record.Series[500, f])));
    }

    [RealDataFact(Year2020)]
    public void TheYear2020IsRead()
    {
        JenaRecord record = JenaClimate.Load(RealDataFactAttribute.PathOf(Year2020));
        Assert.Equal(52_696, record.Series.Rows);
        Assert.Equal(14, record.ColumnsFrom(ColumnSource.Read).Count());
        Assert.Equal(TimeSpan.FromMinutes(100), Assert.Single(record.Report.Gaps).Length);
        Assert.Equal(1, record.Report.Duplicates);
        Assert.Equal(1, record.Report.MissingValues["wv (m/s)"]);
        Assert.All(Enumerable.Range(0, record.Series.Rows), r => Assert.True(record.Series[r, 11] >= 0));
        Assert.True(JenaTask.Create(record.Series).Test.Count > 10_000);
    }

    [RealDataFact(Year2020)]
    public void FormulasFitTheYear2020() => CheckFormulas(RealDataFactAttribute.PathOf(Year2020), 52_696);

    [RealDataFact(January2009)]
    public void FormulasFitJanuary2009() => CheckFormulas(RealDataFactAttribute.PathOf(January2009), 4_000);

    [Theory]
    [InlineData(420_551, 10, 199_999, 299_999)]
    [InlineData(70_038, 60, 33_332, 49_999)]
    [InlineData(52_696, 10, 25_059, 37_589)]
    [InlineData(50_100, 60, 23_824, 35_737)]
    public void SplitsBySpanOrInProportion(int rows, int minutes, int lastTraining, int lastValidation)
    {
        var series = new TimeSeries(new float[rows], ["T (degC)"], DateTime.UnixEpoch, TimeSpan.FromMinutes(minutes));
        Assert.Equal(
            new SeriesSplit(
                new RowRange(0, lastTraining), new RowRange(lastTraining + 1, lastValidation), new RowRange(lastValidation + 1, rows - 1)),
            JenaClimate.Split(series));
    }

    [Fact]
    public void PressureTemperatureAndHumidityDetermineTheRest()
    {
        // The original's second row, of which only three columns are given.
        string path = _folder.Write(
            "a.csv", "Date Time,rh (%),p (mbar),T (degC)\n01.01.2009 00:10:00,93.3,996.52,-8.02\n01.01.2009 00:20:00,93.4,996.57,-8.41\n");
        JenaRecord record = JenaClimate.Load(path);
        float[] expected = [996.57f, -8.41f, 265.01f, -9.28f, 93.4f, 3.23f, 3.02f, 0.21f, 1.89f, 3.03f, 1309.8f, 0, 0, 0];
        Assert.All(Enumerable.Range(0, 14), f => Assert.Equal(expected[f], record.Series[1, f], f == 10 ? 0.1f : 0.03f));
        Assert.Equal(8, record.ColumnsFrom(ColumnSource.Derived).Count());

        path = _folder.Write("b.csv", "Date Time,p (mbar),T (degC)\n01.01.2009 00:10:00,996.52,-8.02\n01.01.2009 00:20:00,996.57,-8.41\n");
        Assert.Equal("rh (%)", Assert.Throws<SeriesFormatException>(() => JenaClimate.Load(path)).Column);
    }

    [Fact]
    public void AWindOfMinus9999IsMissing()
    {
        string path = _folder.Write("a.csv", "Date Time,rh (%),p (mbar),T (degC),wv (m/s)\n"
            + "01.01.2009 00:10:00,93.3,996.52,-8.02,1.03\n01.01.2009 00:20:00,93.4,996.57,-8.41,-9999.00\n");
        JenaRecord record = JenaClimate.Load(path);
        Assert.Equal(1.03f, record.Series[1, 11]);
        Assert.Equal(1, record.Report.MissingValues["wv (m/s)"]);
        path = _folder.Write("b.csv", File.ReadAllText(path).Replace("1.03", "NaN"));
        Assert.EndsWith(
            "got 'NaN'. Correct it, or write -9999 for a missing value.",
            Assert.Throws<SeriesFormatException>(() => JenaClimate.Load(path)).Message);
    }

    [Theory]
    [InlineData("0,996.57,-8.41", "rh (%)")]
    [InlineData("-3,996.57,-8.41", "rh (%)")]
    [InlineData("93.4,0,-8.41", "p (mbar)")]
    [InlineData("93.4,996.57,-234.18", "T (degC)")]
    public void WhatNothingCanBeDerivedFromIsNamed(string row, string column)
    {
        string path = _folder.Write(
            "a.csv", $"Date Time,rh (%),p (mbar),T (degC)\n01.01.2009 00:10:00,93.3,996.52,-8.02\n01.01.2009 00:20:00,{row}\n");
        var e = Assert.Throws<SeriesFormatException>(() => JenaClimate.Load(path));
        Assert.Equal((path, column), (e.File, e.Column));
        Assert.Contains("in row 1", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Derives all columns from pressure, temperature and relative humidity, or as documented, and compares with the
    /// station's.</summary>
    private static void CheckFormulas(string path, int rows)
    {
        TimeSeries station = SeriesReader.Read(path, new CsvSeriesOptions { Columns = [.. JenaClimate.Columns.Take(11)] }).Series;
        Assert.Equal(rows, station.Rows);
        (int Column, double Largest, double Mean)[] stated =
        [
            (2, 0.021, 0.011), (3, 0.06, 0.009), (5, 0.009, 0.003), (6, 0.010, 0.0035), (7, 0.0101, 0.003), (8, 0.009, 0.003),
            (9, 0.010, 0.0035), (10, 0.06, 0.025),
        ];
        foreach ((int column, double largest, double mean) in stated)
        {
            double max = 0, sum = 0;
            for (int r = 0; r < rows; r++)
            {
                double p = station[r, 0], t = station[r, 1], saturation = station[r, 5];
                double e = MoistAir.VapourPressure(station[r, 4], saturation);
                double derived = column switch
                {
                    2 => MoistAir.PotentialTemperature(t, p),
                    3 => MoistAir.DewPoint(e),
                    5 => MoistAir.SaturationPressure(t),
                    6 => e,
                    7 => saturation - e,
                    8 => MoistAir.SpecificHumidity(e, p),
                    9 => MoistAir.WaterConcentration(e, p),
                    _ => MoistAir.Density(t, p, e),
                };
                double error = Math.Abs(derived - station[r, column]);
                max = Math.Max(max, error);
                sum += error;
            }

            Assert.True(
                max <= largest && sum / rows <= mean, $"{JenaClimate.Columns[column]}: largest error {max:g4}, mean {sum / rows:g4}");
        }
    }
}
