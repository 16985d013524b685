using Microsoft.Data.Analysis;
using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

public class DataFrameSeriesTests
{
    private static readonly DateTime Start = new(2024, 3, 1, 17, 0, 0);

    [Fact]
    public void AFrameIsASeriesAndBack()
    {
        var frame = new DataFrame(
            new PrimitiveDataFrameColumn<DateTime>("date", [Start, Start.AddHours(1), Start.AddHours(2)]),
            new PrimitiveDataFrameColumn<double>("load", new double?[] { 1.5, null, 2.5 }),
            new StringDataFrameColumn("note", ["x", "y", "z"]),
            new PrimitiveDataFrameColumn<int>("oil", [7, 8, 9]));
        TimeSeries series = frame.ToTimeSeries("date", missing: MissingRule.Keep);
        Assert.Equal(["load", "oil"], series.Columns);
        Assert.Equal([1.5f, 7, float.NaN, 8, 2.5f, 9], series.Values.ToArray());
        Assert.Equal((Start, TimeSpan.FromHours(1)), (series.Start, series.Period));
        Assert.Equal([8, 1.5f], frame.ToTimeSeries("date", ["oil", "load"]).Row(1).ToArray());

        DataFrame back = series.ToDataFrame("date");
        Assert.Equal(["date", "load", "oil"], back.Columns.Select(column => column.Name));
        Assert.Null(back["load"][1]);
        Assert.Equal(series.Values.ToArray(), back.ToTimeSeries("date", missing: MissingRule.Keep).Values.ToArray());
    }

    [Fact]
    public void TimesMayBeTexts()
    {
        var frame = new DataFrame(
            new StringDataFrameColumn("date", ["2024-03-01 17:00:00", "2024-03-01 18:00:00"]),
            new PrimitiveDataFrameColumn<float>("a", [1f, 2]));
        Assert.Equal(Start, frame.ToTimeSeries("date").Start);
        frame["date"][1] = "soon";
        var e = Assert.Throws<SeriesFormatException>(() => frame.ToTimeSeries("date"));
        Assert.Equal((2L, "date"), (e.Line, e.Column));
    }

    [Fact]
    public void MistakesAreExplained()
    {
        var frame = new DataFrame(new StringDataFrameColumn("date", ["2024-03-01"]), new StringDataFrameColumn("b", ["x"]));
        Assert.Contains("date, b; got 'time'", Assert.Throws<ArgumentException>(() => frame.ToTimeSeries("time")).Message);
        Assert.Contains(
            "numbers in column 'b', got String", Assert.Throws<ArgumentException>(() => frame.ToTimeSeries("date", ["b"])).Message);
        var series = new TimeSeries([1, 2], ["a"], Start, TimeSpan.FromHours(1));
        Assert.Throws<ArgumentException>(() => series.ToDataFrame("A"));
    }
}
