using SimdSeq.Datasets;

namespace SimdSeq.Cli.Tests;

/// <summary>What is said about a record and about errors on it.</summary>
public sealed class ForecastNotesTests
{
    [Theory]
    [InlineData(0.5, 0.25, "100.0% worse")]
    [InlineData(0.2, 0.25, "20.0% better")]
    [InlineData(0.5, 0, "worse")]
    [InlineData(0, 0, "equal")]
    public void AnErrorIsComparedWithTheBaseline(double mae, double baseline, string expected) =>
        Assert.Equal(expected, new ForecastError(mae, 8).Against(new ForecastError(baseline, 8)));

    [Theory]
    [InlineData(1, "; 1 row came early")]
    [InlineData(1200, "; 1,200 rows came early")]
    public void RowsThatCameEarlyAreCounted(int rows, string expected)
    {
        using var folder = new TemporaryFolder();
        JenaRecord record = JenaClimate.Load(folder.Write("a.csv", SmallRecord.Text(10)));
        record = record with { Report = record.Report with { Irregular = rows } };
        Assert.EndsWith(expected, RecordNotes.Of(record).Single(note => note.Label == "Duplicates").Text);
    }
}
