using System.Globalization;
using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

public sealed class SeriesReaderTests : IDisposable
{
    private const string Original = "\"Date Time\",\"p (mbar)\",\"T (degC)\"\n"
        + "01.01.2009 00:10:00,996.52,-8.02\n01.01.2009 00:20:00,996.57,-8.41\n01.01.2009 00:30:00,996.53,-8.51";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadsTheOriginalsForm() => CheckOriginal(_folder.Write("a.csv", Original));

    [Fact]
    public void ReadsGzip() => CheckOriginal(_folder.WriteGzip("a.csv.gz", Original));

    [Fact]
    public void ReadsZip() => CheckOriginal(_folder.WriteZip("a.zip", null, ("__MACOSX/._a.csv", "x"), ("a.csv", Original)));

    [Fact]
    public void ReadsWindowsLinesIsoDatesAndAByteOrderMark() => CheckOriginal(_folder.Write("a.csv",
        "\uFEFFdate,p (mbar),T (degC)\r\n2009-01-01 00:10:00,996.52,-8.02\r\n2009-01-01 "
        + "00:20:00,996.57,-8.41\r\n\"2009-01-01T00:30:00\",\"996.53\",-8.51\r\n"));

    [Fact]
    public void ReadsTheSameInAnyCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            comma.NumberFormat.NumberGroupSeparator = ".";
            comma.TextInfo.ListSeparator = ";";
            CultureInfo.CurrentCulture = comma;
            CheckOriginal(_folder.Write("a.csv", Original));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ColumnsAndRowsCanBeChosen()
    {
        string path = _folder.Write("a.csv", Original);
        Assert.Equal(["p (mbar)", "T (degC)"], SeriesReader.ReadColumns(path));
        var options = new CsvSeriesOptions { Columns = ["T (degC)", "wv", "p (mbar)"], SkipAbsentColumns = true, MaximumRows = 2 };
        TimeSeries series = SeriesReader.Read(path, options).Series;
        Assert.Equal(["T (degC)", "p (mbar)"], series.Columns);
        Assert.Equal([-8.02f, 996.52f, -8.41f, 996.57f], series.Values.ToArray());
        var e = Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(path, new CsvSeriesOptions { Columns = ["wv"] }));
        Assert.Equal((1, "wv"), (e.Line, e.Column));
    }

    [Fact]
    public void OptionsThatMakeNoSenseAreExplained()
    {
        string path = _folder.Write("a.csv", Original);
        Assert.Contains(
            "got 0", Assert.Throws<ArgumentOutOfRangeException>(() => SeriesReader.Read(path, new CsvSeriesOptions { MaximumRows = 0 }))
                .Message);
        Assert.Equal("maximumRows", Assert.Throws<ArgumentOutOfRangeException>(() => JenaClimate.Load(path, -1)).ParamName);
        var twice = new CsvSeriesOptions { Columns = ["T (degC)", "p (mbar)", "T (degC)"] };
        Assert.Contains("'T (degC)' more than once", Assert.Throws<ArgumentException>(() => SeriesReader.Read(path, twice)).Message);
    }

    [Fact]
    public void MissingValuesCarryTheLastOneForward()
    {
        string path = Rows("-9999", "-9999.0", "5", "", "-9999.00", "7");
        var options = new CsvSeriesOptions { MissingValue = -9999 };
        (TimeSeries series, SeriesReport report) = SeriesReader.Read(path, options);
        Assert.Equal([5, 5, 5, 5, 5, 7], series.Values.ToArray());
        Assert.Equal(4, report.MissingValues["a"]);
        Assert.Equal("a", Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(Rows("-9999", "-9999"), options)).Column);
    }

    [Fact]
    public void GapsAndDuplicatesAreReportedAndKept()
    {
        string path = _folder.Write(
            "a.csv", "date,a\n2020-01-01 00:00:00,0\n2020-01-01 00:10:00,1\n2020-01-01 00:20:00,2\n2020-01-01 00:10:00,3\n2020-01-01 "
                + "00:20:00,4\n"
            + "2020-01-01 00:30:00,5\n2020-01-01 02:00:00,6\n2020-01-01 02:05:00,7\n2020-01-01 02:15:00,8\n");
        (TimeSeries series, SeriesReport report) = SeriesReader.Read(path);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], series.Values.ToArray());
        Assert.Equal(TimeSpan.FromMinutes(10), report.Period);
        Assert.Equal(2, report.Duplicates);
        Assert.Equal(1, report.Irregular);
        SeriesGap gap = Assert.Single(report.Gaps);
        Assert.Equal((6, TimeSpan.FromMinutes(90)), (gap.Row, gap.Length));
        Assert.Equal(new DateTime(2020, 1, 1, 2, 15, 0), report.Last);
    }

    [Theory]
    [InlineData("Date Time,a,b\n01.01.2009 00:10:00,1,2\n01.01.2009 00:20:00,1\n", 3, "b", "expected 3 fields")]
    [InlineData("Date Time,a,b\n01.01.2009 00:10:00,1,2\n01.01.2009 00:20:00,1,2,3\n", 3, null, "got 4")]
    [InlineData("Date Time,a,b\n01.01.2009 00:10:00,1,2\n01.01.2009 00:20:00,x1,2\n", 3, "a", "'x1'")]
    [InlineData("Date Time,a,b\n01.01.2009 00:10:00,1,NaN\n", 2, "b", "'NaN'")]
    [InlineData("Date Time,a,b\n01.01.2009 00:10:00,1,1e99\n", 2, "b", "'1e99'")]
    [InlineData("Date Time,a\n01.01.2009 00:10:00,\"1,5\"\n", 2, "a", "'1,5'")]
    [InlineData("Date Time,a\n01.13.2009 00:10:00,1\n", 2, "Date Time", "'01.13.2009 00:10:00'")]
    [InlineData("Date Time,a\n01.01.2009 00:10:00,1\n01.01.2009 00:20:00,1\n01.01.2009 00:15:00,1\n", 4, "Date Time", "backwards")]
    [InlineData("a,b\n1,2\n", 1, null, "'Date Time'")]
    [InlineData("01.01.2009 00:10:00,1\n", 1, null, "header")]
    [InlineData("Date Time,a,a\n01.01.2009 00:10:00,1,2\n", 1, "a", "more than once")]
    [InlineData("Date Time,a,,\n01.01.2009 00:10:00,1,,\n", 1, null, "a name for every column")]
    [InlineData("Date Time;a\n01.01.2009 00:10:00;1,5\n", 1, null, "got semicolons")]
    [InlineData("\"Date Time\";\"a\"\n01.01.2009 00:10:00;1,5\n", 1, null, "got semicolons")]
    [InlineData("\"Date Time\"\t\"a\"\n01.01.2009 00:10:00\t1\n", 1, null, "got tabs")]
    [InlineData("Date Time,a\n01.01.2009 00:10:00,1\n01.01.2009 00:20:00,\"1\n01.01.2009 00:30:00,1\n", 3, null, "Correct the quotes")]
    [InlineData("Date Time,a\n01.01.2009 00:10:00,1\n01.01.2009 00:20:00,\"1\n2\"\n01.01.2009 00:30:00,1\n", 3, "a", "'1 2'")]
    [InlineData(
        "Date Time,a,b\n01.01.2009 00:10:00,1,1\n01.01.2009 00:20:00,\"1,1\n01.01.2009 00:30:00,1,1\n", 3, null,
        "a quote that is not closed")]
    [InlineData(
        "Date Time,a,b\n01.01.2009 00:10:00,1,1\n01.01.2009 00:20:00,\"1,1\n01.01.2009 00:30:00,\"1\",1\n", 3, null, "Correct the quotes")]
    [InlineData("Date Time\n01.01.2009 00:10:00\n", 1, null, "columns of numbers")]
    [InlineData("Date Time,a\n", 1, null, "got none")]
    [InlineData("Date Time,a\n01.01.2009 00:10:00,1\n", 2, "Date Time", "two rows")]
    public void MalformedFilesAreExplained(string text, int line, string? column, string says)
    {
        string path = _folder.Write("bad.csv", text);
        var e = Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(path));
        Assert.Equal((path, line, column), (e.File, e.Line, e.Column));
        Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AQuoteThatIsNeverClosedIsExplained()
    {
        string rows = string.Concat(
            Enumerable.Range(0, 500).Select(i => $"{new DateTime(2020, 1, 1).AddHours(i):yyyy-MM-dd HH:mm:ss},{i}\n"));
        string path = _folder.Write("a.csv", "date,a\n" + rows + "2021-01-01 00:00:00,\"1\n" + rows);
        var e = Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(path));
        Assert.Equal(502, e.Line);
        Assert.EndsWith("got a longer one that begins here. Look for a quote that is not closed.", e.Message);
        path = _folder.Write("b.csv", "date,a\n2021-01-01 00:00:00,1\"5\n");
        Assert.Equal(2, Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(path)).Line);
    }

    [Fact]
    public void EmptyFilesAreExplained()
    {
        Assert.Contains("0 bytes", Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(_folder.Write("a.csv", ""))).Message);
        Assert.Contains(
            "got an empty file", Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(_folder.WriteGzip("a.csv.gz", ""))).Message);
        Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(_folder.WriteBytes("b.gz", [0x1f, 0x8b, 8])));
        Assert.Throws<FileNotFoundException>(() => SeriesReader.Read(Path.Combine(_folder.Path, "none.csv")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CutOrDamagedArchivesAreExplained(bool zip)
    {
        var random = new Random(5);
        string text = "date,a\n" + string.Concat(Enumerable.Range(0, 3000).Select(i =>
            FormattableString.Invariant($"{new DateTime(2020, 1, 1).AddHours(i):yyyy-MM-dd HH:mm:ss},{random.NextDouble()}\n")));
        byte[] bytes = zip ? TemporaryFolder.Zip(("a.csv", text)) : TemporaryFolder.Gzip(text);
        Assert.Equal(3000, SeriesReader.Read(_folder.WriteBytes("whole", bytes)).Series.Rows);
        foreach (int length in (int[])[20, bytes.Length / 3, bytes.Length / 2, bytes.Length - 30, bytes.Length - 9, bytes.Length - 4,
            bytes.Length - 1])
        {
            string path = _folder.WriteBytes($"cut{length}", bytes[..length]);
            var e = Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(path));
            Assert.Equal(path, e.File);
        }

        byte[] damaged = [.. bytes];
        for (int i = bytes.Length / 2; i < bytes.Length / 2 + 40; i++) damaged[i] ^= 0x55;
        Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(_folder.WriteBytes("damaged", damaged)));
    }

    [Fact]
    public void AZipMustHoldOneCsv()
    {
        Assert.Contains(
            "got 2", Assert.Throws<SeriesFormatException>(
                () => SeriesReader.Read(_folder.WriteZip("a.zip", null, ("a.csv", Original), ("b.csv", Original)))).Message);
        Assert.Contains(
            "readme.txt",
            Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(_folder.WriteZip("b.zip", null, ("readme.txt", "x")))).Message);
    }

    private static void CheckOriginal(string path)
    {
        (TimeSeries series, SeriesReport report) = SeriesReader.Read(path);
        Assert.Equal(["p (mbar)", "T (degC)"], series.Columns);
        Assert.Equal([996.52f, -8.02f, 996.57f, -8.41f, 996.53f, -8.51f], series.Values.ToArray());
        Assert.Equal(TimeSpan.FromMinutes(10), series.Period);
        Assert.Equal(new DateTime(2009, 1, 1, 0, 10, 0), series.Start);
        Assert.Equal(3, report.Rows);
        Assert.Empty(report.Gaps);
        Assert.Empty(report.MissingValues);
    }

    private string Rows(params string[] values) => _folder.Write($"{Guid.NewGuid()}.csv",
        "date,a\n" + string.Concat(values.Select((value, i) => $"2020-01-01 {i:00}:00:00,{value}\n")));
}
