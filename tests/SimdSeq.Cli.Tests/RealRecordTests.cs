using System.Text.Json;

namespace SimdSeq.Cli.Tests;

public sealed class RealRecordTests
{
    private const string Hourly = "jena/jena_hourly_2009_2016.csv.gz";
    private const string Beginning = "jena/jena_2009_first4000rows_10min.csv.gz";
    private const string Year2020 = "jena/jena_weather_2020_10min.csv.gz";

    [RealDataFact(Hourly)]
    public async Task NaiveForecastHasTheBooksError()
    {
        using var folder = new TemporaryFolder();
        JsonElement report = await CommandRun.ReportAsync(folder, "train", "jena-naive", "--data", RealDataFactAttribute.PathOf(Hourly));
        Assert.Equal(0.2895, report.GetProperty("best_validation_mae").GetDouble(), 4);
        Assert.Equal(2.56, report.GetProperty("best_validation_celsius").GetDouble(), 2);
        Assert.Equal(70_038, report.GetProperty("data").GetProperty("rows").GetInt32());
    }

    [RealDataFact(Hourly)]
    public async Task GruLearnsInThirtySteps()
    {
        using var folder = new TemporaryFolder();
        JsonElement report = await CommandRun.ReportAsync(
            folder, "train", "jena-gru", "--data", RealDataFactAttribute.PathOf(Hourly), "--epochs", "1", "--steps-per-epoch", "30");
        // 0.8 for the mean, 0.27 after an epoch of 500 steps
        Assert.InRange(report.GetProperty("best_validation_mae").GetDouble(), 0.2, 0.45);
        Assert.Equal(4641, report.GetProperty("parameters").GetInt32());
    }

    [RealDataFact(Beginning)]
    public async Task TenMinuteRowsWithoutWindAreReadAndSaidSo()
    {
        CommandRun run = await CommandRun.StartAsync("train", "jena-naive", "--data", RealDataFactAttribute.PathOf(Beginning));
        Assert.Contains("4,000, one every 10min, 2009-01-01 00:10 to", run.Output);
        Assert.Contains("3 absent and zero (wv (m/s), max. wv (m/s), wd (deg))", run.Output);
    }

    [RealDataFact(Year2020)]
    public async Task GapsDuplicatesAndMissingValuesAreCounted()
    {
        CommandRun run = await CommandRun.StartAsync("train", "jena-naive", "--data", RealDataFactAttribute.PathOf(Year2020));
        Assert.Matches(@"(?m)^Gaps +1, stepped over; of 1h40min to ", run.Output);
        Assert.Matches(@"(?m)^Duplicates +1 row with a time that an earlier row has", run.Output);
        Assert.Matches(@"(?m)^Missing +wv \(m/s\): 1; filled with the value before", run.Output);
    }
}
