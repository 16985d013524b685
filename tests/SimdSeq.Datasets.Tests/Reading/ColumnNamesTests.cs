namespace SimdSeq.Datasets.Tests;

/// <summary>What a header may call its columns.</summary>
public sealed class ColumnNamesTests : IDisposable
{
    private const string Times = "2020-01-01 00:00:00,2020-01-01 01:00:00";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(",date,a", "0,@,1", null, "a name for every column")] // the row numbers that pandas writes
    [InlineData(",date,a", "0,@,1", null, "index=False")]
    [InlineData("\"\",date,a", "0,@,1", null, "a name for every column")]
    [InlineData(" \u00A0,date,a", "0,@,1", null, "a name for every column")]
    [InlineData("\uFEFF,date,a", "0,@,1", null, "a name for every column")]
    [InlineData("date,,a", "@,0,1", null, "a name for every column")]
    [InlineData("date,a,", "@,1,", null, "a name for every column")]
    [InlineData("date,a,", "@,1,2", null, "column 3")]
    [InlineData("Unnamed: 0,date,a", "0,@,1", "Unnamed: 0", "index=False")] // and what it calls them when they come back
    [InlineData("date,a,Unnamed: 2", "@,1,2", "Unnamed: 2", "no name")]
    [InlineData("date,T (degC),T  (degC)", "@,1,2", "T (degC)", "more than once")]
    [InlineData("date,T (degC),T\u00A0(degC)", "@,1,2", "T (degC)", "more than once")]
    [InlineData("date,a,\u200Ba", "@,1,2", "a", "more than once")]
    [InlineData("date,a,\uFEFFa", "@,1,2", "a", "more than once")]
    [InlineData("date,Date,a", "@,@,1", "Date", "one time column")]
    [InlineData("date,timestamp,a", "@,1577836800,1", "timestamp", "one time column")]
    [InlineData("date,time,a", "@,3,1", "time", "one time column")]
    [InlineData("date,\"a\nb\",c", "@,1,2", null, "a quote that is not closed")]
    public void NamesThatNameNothingAreRefused(string header, string row, string? column, string says)
    {
        string rows = string.Concat(Times.Split(',').Select(time => row.Replace("@", time, StringComparison.Ordinal) + "\n"));
        string path = _folder.Write("a.csv", header + "\n" + rows);
        foreach (Action read in (Action[])[() => SeriesReader.Read(path), () => SeriesReader.ReadColumns(path)])
        {
            var e = Assert.Throws<SeriesFormatException>(read);
            Assert.Equal((1, column), (e.Line, e.Column));
            Assert.Contains(says, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void MarksThatNobodySeesAreNoPartOfAName()
    {
        string path = _folder.Write("a.csv", "\uFEFF\uFEFFdate,\u200BT\u00A0 (degC) , b\n2020-01-01,1,2\n2020-01-02,3,4\n");
        Assert.Equal(["T (degC)", "b"], SeriesReader.ReadColumns(path));
        Assert.Equal([1, 3], SeriesReader.Read(path, new CsvSeriesOptions { Columns = ["T (degC)"] }).Series.Values.ToArray());
        Assert.Equal([1, 3], SeriesReader.Read(path, new CsvSeriesOptions { Columns = ["T  (degC)"] }).Series.Values.ToArray());
    }

    [Fact]
    public void OfSeveralTimesOnlyAChoiceOfColumnsIsRead()
    {
        string path = _folder.Write("a.csv", "date,time,Unnamed: 2,a\n2020-01-01,3,7,1\n2020-01-02,4,8,2\n");
        Assert.Equal([1, 2], SeriesReader.Read(path, new CsvSeriesOptions { Columns = ["a"] }).Series.Values.ToArray());
        Assert.Equal([3, 4], SeriesReader.Read(path, new CsvSeriesOptions { Columns = ["time"] }).Series.Values.ToArray());
    }

    /// <summary>A climate record whose wind was read as absent, and so as zero, because its name is written otherwise.</summary>
    [Theory]
    [InlineData("WV (m/s)", "wv (m/s)")]
    [InlineData("wv(m/s)", "wv (m/s)")]
    [InlineData("wv (km/h)", "wv (m/s)")]
    [InlineData("wv", "wv (m/s)")]
    [InlineData("Tdew (K)", "Tdew (degC)")]
    public void AColumnThatIsNearlyTheOneWantedIsNotPassedOver(string given, string wanted)
    {
        string path = _folder.Write("a.csv", $"date,p (mbar),T (degC),rh (%),{given},Tlog (degC)\n"
            + "2020-01-01 00:00:00,996.5,8,93.3,1,2\n2020-01-01 01:00:00,996.5,8,93.3,1,2\n");
        var e = Assert.Throws<SeriesFormatException>(() => JenaClimate.Load(path));
        Assert.Equal((1, wanted), (e.Line, e.Column));
        Assert.Contains($"'{given}'", e.Message, StringComparison.Ordinal);
    }
}
