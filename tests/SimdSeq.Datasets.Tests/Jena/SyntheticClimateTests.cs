using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

public class SyntheticClimateTests
{
    [Fact]
    public void TheSeedDecidesEverything()
    {
        TimeSeries a = SyntheticClimate.Generate(500, seed: 7);
        Assert.Equal(a.Values.ToArray(), SyntheticClimate.Generate(500, seed: 7).Values.ToArray());
        Assert.NotEqual(a.Values.ToArray(), SyntheticClimate.Generate(500, seed: 8).Values.ToArray());
        TimeSeries fine = SyntheticClimate.Generate(2995, TimeSpan.FromMinutes(10), seed: 7);
        Assert.All(Enumerable.Range(0, 500), r => Assert.Equal(a.Row(r).ToArray(), fine.Row(6 * r).ToArray()));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticClimate.Generate(5, TimeSpan.FromMinutes(15)));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticClimate.Generate(0));
    }

    [Theory]
    [InlineData(42ul)]
    [InlineData(1ul)]
    public void ItResemblesTheRecord(ulong seed)
    {
        TimeSeries series = SyntheticClimate.Generate(70_038, seed: seed);
        JenaTask task = JenaTask.Create(series);
        Assert.InRange(task.DegreesPerUnit, 7, 9.5);
        Assert.InRange(Persistence.MeanAbsoluteError(task.Validation) / task.DegreesPerUnit, 0.25, 0.35);
        for (int r = 0; r < series.Rows; r++)
        {
            ReadOnlySpan<float> row = series.Row(r);
            Assert.InRange(row[0], 930, 1050);
            Assert.InRange(row[1], -35, 45);
            Assert.True(row[3] <= row[1] + 0.011f && row[4] is > 0 and <= 100 && row[7] >= 0);
            Assert.True(row[11] >= 0 && row[12] >= row[11] && row[13] is >= 0 and <= 360);
            Assert.Equal(MoistAir.SpecificHumidity(row[6], row[0]), row[8], 0.02);
            Assert.Equal(MoistAir.Density(row[1], row[0], row[6]), row[10], 0.02);
        }
    }

    [Fact]
    public void PressureTellsAboutTomorrow()
    {
        // Persistence cannot know the next day's change; pressure is correlated with it.
        TimeSeries series = SyntheticClimate.Generate(40_000);
        double sumXy = 0, sumXx = 0, sumYy = 0, mean = 0;
        for (int r = 0; r < series.Rows; r++) mean += series[r, 0] / series.Rows;
        for (int r = 0; r + 24 < series.Rows; r++)
        {
            double x = series[r, 0] - mean, y = series[r + 24, 1] - series[r, 1];
            sumXy += x * y;
            sumXx += x * x;
            sumYy += y * y;
        }

        Assert.True(sumXy / Math.Sqrt(sumXx * sumYy) > 0.3, $"correlation {sumXy / Math.Sqrt(sumXx * sumYy):f3}");
    }
}
