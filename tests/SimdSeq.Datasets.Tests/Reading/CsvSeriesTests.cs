using System.Globalization;
using System.Runtime.CompilerServices;
using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

/// <summary>The options of the reader of users' own files.</summary>
public sealed class CsvSeriesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheTimeColumnAndItsFormAreTheUsers()
    {
        string path = _folder.Write("a.csv", "load,measured at,date\n1,3/1/2024 5 PM,9\n2,3/1/2024 6 PM,8\n");
        var options = new CsvSeriesOptions { TimeColumn = "measured at", TimeFormat = "M/d/yyyy h tt", Columns = ["load"] };
        TimeSeries series = CsvSeries.Read(path, options);
        Assert.Equal(new DateTime(2024, 3, 1, 17, 0, 0), series.Start);
        Assert.Equal(TimeSpan.FromHours(1), series.Period);
        Assert.Equal([1, 2], series.Values.ToArray());
        var e = Assert.Throws<SeriesFormatException>(() => CsvSeries.Read(path, options with { TimeColumn = "time" }));
        Assert.Equal(("time", 1L), (e.Column, e.Line));
        e = Assert.Throws<SeriesFormatException>(() => CsvSeries.Read(path, options with { TimeFormat = "yyyy-MM-dd" }));
        Assert.Equal(("measured at", 2L), (e.Column, e.Line));
        Assert.Contains("expected a time as yyyy-MM-dd, got '3/1/2024 5 PM'", e.Message);
    }

    [Theory]
    [InlineData("2024-03-01T17:00:00Z")]
    [InlineData("2024-03-01 17:00:00.000")]
    [InlineData("2024/03/01 17:00")]
    [InlineData("01.03.2024 17:00:00")]
    public void UsualFormsOfTimesAreRead(string time)
    {
        string path = _folder.Write("a.csv", $"date,a\n{time},1\n{time.Replace("17", "18")},2\n");
        Assert.Equal(new DateTime(2024, 3, 1, 17, 0, 0), CsvSeries.Read(path).Start);
    }

    [Fact]
    public void AFileWithoutTimesHasAPeriod()
    {
        string path = _folder.Write("a.csv", "a,b\n1,2\n3,4\n");
        TimeSeries series = CsvSeries.Read(path, new CsvSeriesOptions { Period = TimeSpan.FromSeconds(5), Start = new(2024, 1, 1) });
        Assert.Equal(["a", "b"], series.Columns);
        Assert.Equal(new DateTime(2024, 1, 1, 0, 0, 5), series.TimeOf(1));
        Assert.Equal([1, 2, 3, 4], series.Values.ToArray());
        Assert.Contains("time column", Assert.Throws<SeriesFormatException>(() => CsvSeries.Read(path)).Message);
    }

    [Fact]
    public void OtherSeparatorsAndDecimalCommas()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("");
            string path = _folder.Write("a.csv", "date;a;b\n2024-01-01;1,5;-2\n2024-01-02;0,25;1e2\n");
            var options = new CsvSeriesOptions { Separator = ';', DecimalComma = true };
            Assert.Equal([1.5f, -2, 0.25f, 100], CsvSeries.Read(path, options).Values.ToArray());
            Assert.Contains("semicolons", Assert.Throws<SeriesFormatException>(() => CsvSeries.Read(path)).Message);
            string tabs = _folder.Write("b.tsv", "date\ta\n2024-01-01\t1.5\n2024-01-02\t2\n");
            Assert.Equal([1.5f, 2], CsvSeries.Read(tabs, new CsvSeriesOptions { Separator = '\t' }).Values.ToArray());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void RulesForMissingValues()
    {
        string path = _folder.Write(
            "a.csv", "date,a\n2024-01-01,NA\n2024-01-02,1\n2024-01-03,\n2024-01-04,?\n2024-01-05,4\n2024-01-06,-9999\n");
        var options = new CsvSeriesOptions { MissingMarks = ["na", "?"], MissingValue = -9999 };
        Assert.Equal([1, 1, 1, 1, 4, 4], Read(MissingRule.Previous));
        Assert.Equal([1, 1, 2, 3, 4, 4], Read(MissingRule.Interpolate));
        Assert.Equal([float.NaN, 1, float.NaN, float.NaN, 4, float.NaN], Read(MissingRule.Keep));
        var e = Assert.Throws<SeriesFormatException>(() => Read(MissingRule.Refuse));
        Assert.Equal(("a", 2L, path), (e.Column, e.Line, e.File));
        options = options with { MissingValue = null };
        Assert.Equal(-9999, Read(MissingRule.Previous)[5]);
        options = options with { MissingMarks = [] };
        e = Assert.Throws<SeriesFormatException>(() => Read(MissingRule.Previous));
        Assert.Contains("line 2, column 'a': expected a number with a decimal point, got 'NA'", e.Message);

        float[] Read(MissingRule rule)
        {
            TimeSeries series = CsvSeries.Read(path, options with { Missing = rule });
            if (options.MissingValue is not null)
                Assert.Equal([true, false, true, true, false, true], Enumerable.Range(0, 6).Select(row => series.WasMissing(row, 0)));
            return series.Values.ToArray();
        }
    }

    [Fact]
    public void NoNumberIsMissingByDefault()
    {
        string path = _folder.Write("a.csv", "date,a\n2024-01-01,1\n2024-01-02,-9999\n");
        (TimeSeries series, SeriesReport report) = CsvSeries.ReadWithReport(path);
        Assert.Equal([1, -9999], series.Values.ToArray());
        Assert.Empty(report.MissingValues);
    }

    [Theory]
    [InlineData("a,b,c\n1,NaN,2\n", "Correct it, set MissingMarks = [\"NaN\", \"na\"] where it stands for a missing value, or leave a "
        + "column of text out: Columns = [\"a\", \"c\"].")]
    [InlineData("b\n\\N\n", "Correct it, or set MissingMarks = [\"\\\\N\", \"na\"] where it stands for a missing value.")]
    [InlineData("b\n-1.2.3\n", "Correct it, or leave the field empty for a missing value.")]
    public void AWordAmongNumbersHasItsOptions(string text, string wayOut)
    {
        string path = _folder.Write("a.csv", text);
        var options = new CsvSeriesOptions { Period = TimeSpan.FromHours(1), MissingMarks = ["na"] };
        Assert.EndsWith("'. " + wayOut, Assert.Throws<SeriesFormatException>(() => CsvSeries.Read(path, options)).Message);
    }

    [Theory]
    [InlineData("0.00")]
    [InlineData("1767225600000")]
    public void TimesThatAreNumbersHaveTheirOptions(string time)
    {
        string path = _folder.Write("a.csv", $"time,a,\"b\"\"\"\n{time},1,2\n{time}1,3,4\n");
        Assert.EndsWith(
            $"got '{time}'. Where times are numbers set Period, the time between two rows, and leave this column out: "
                + "Columns = [\"a\", \"b\\\"\"]. Where they are the digits of a date set TimeFormat.",
            Assert.Throws<SeriesFormatException>(() => CsvSeries.Read(path)).Message);
        Assert.Contains(
            "set Period, the time between two rows, instead of TimeColumn and leave",
            Assert.Throws<SeriesFormatException>(() => CsvSeries.Read(path, new CsvSeriesOptions { TimeColumn = "time" })).Message);
        var options = new CsvSeriesOptions { Period = TimeSpan.FromMilliseconds(40), Columns = ["a", "b\""] };
        Assert.Equal([1, 2, 3, 4], CsvSeries.Read(path, options).Values.ToArray());
    }

    [Fact]
    public void ATimeOfAnotherFormHasItsOption()
    {
        string path = _folder.Write("a.csv", "date,a\n3/1/2024,1\n");
        Assert.EndsWith(
            "Correct the line, or give the form of the times as TimeFormat.",
            Assert.Throws<SeriesFormatException>(() => CsvSeries.Read(path)).Message);
        path = _folder.Write("b.csv", "date,a\n2024-01-01,1\n17,2\n");
        Assert.EndsWith("got '17'. Correct the line.", Assert.Throws<SeriesFormatException>(() => CsvSeries.Read(path)).Message);
    }

    [Theory]
    [InlineData("date,p (mbar)\n")]
    [InlineData("date,p (mbar)\n2024-01-01,1,2\n")]
    public void OnlyADataSetIsDownloadedAgain(string text)
    {
        string path = _folder.Write("a.csv", text);
        Assert.DoesNotContain("ownload", Assert.Throws<SeriesFormatException>(() => CsvSeries.Read(path)).Message);
        Assert.Contains("ownload the file again", Assert.Throws<SeriesFormatException>(() => JenaClimate.Load(path)).Message);
    }

    [Fact]
    public void OptionsThatCannotBeAreRefused()
    {
        foreach (var options in (CsvSeriesOptions[])
            [new() { Separator = '.' }, new() { DecimalComma = true }, new() { Period = TimeSpan.Zero }, new() { Missing = (MissingRule)9 },
            new() { Period = TimeSpan.FromHours(1), TimeColumn = "a" }])
        {
            Assert.Throws<ArgumentException>(() => CsvSeries.Read("none.csv", options));
        }
    }

    [Fact]
    public async Task RowsOfAnySource()
    {
        var start = new DateTime(2024, 1, 1);
        (DateTime Time, double? Load, double Oil)[] rows =
            [(start, 1, 5), (start.AddHours(1), null, 6), (start.AddHours(2), 3, double.NaN)];
        TimeSeries series = await RowSeries.ReadAsync(Rows(), row => row.Time, ("load", row => row.Load), ("oil", row => row.Oil));
        Assert.Equal(["load", "oil"], series.Columns);
        Assert.Equal([1, 5, 1, 6, 3, 6], series.Values.ToArray());
        Assert.True(series.WasMissing(1, 0) && series.WasMissing(2, 1) && !series.WasMissing(2, 0));
        Assert.Equal((start, TimeSpan.FromHours(1)), (series.Start, series.Period));
        Assert.Equal(2, RowSeries.Read(rows, row => row.Time, [("load", row => row.Load)], MissingRule.Interpolate)[1, 0]);

        var e = Assert.Throws<SeriesFormatException>(
            () => RowSeries.Read(rows, row => row.Time, [("load", row => row.Load)], MissingRule.Refuse));
        Assert.Equal((2L, "load"), (e.Line, e.Column));
        Array.Reverse(rows);
        e = await Assert.ThrowsAsync<SeriesFormatException>(() => RowSeries.ReadAsync(Rows(), row => row.Time, ("load", row => row.Load)));
        Assert.Equal(2, e.Line);
        Assert.Throws<ArgumentException>(() => RowSeries.Read(rows, row => row.Time, []));
        Assert.Throws<SeriesFormatException>(() => RowSeries.Read(rows[..1], row => row.Time, [("load", row => row.Load)]));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            RowSeries.ReadAsync(Rows(), row => row.Time, [("load", row => row.Load)], cancellation: cancelled.Token));

        async IAsyncEnumerable<(DateTime Time, double? Load, double Oil)> Rows([EnumeratorCancellation] CancellationToken token = default)
        {
            foreach (var row in rows)
            {
                await Task.Yield();
                token.ThrowIfCancellationRequested();
                yield return row;
            }
        }
    }
}
