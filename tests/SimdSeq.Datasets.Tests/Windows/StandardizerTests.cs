using FsCheck.Xunit;
using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

public class StandardizerTests
{
    [Property(MaxTest = 50)]
    public void TrainingRowsGetMeanZeroAndDeviationOne(int seed)
    {
        var random = new Random(seed);
        TimeSeries series = Random(random, 200, offset: 1000);
        var rows = new RowRange(10, 149);
        TimeSeries scores = Standardizer.Fit(series, rows).Transform(series);
        for (int f = 0; f < series.Features; f++)
        {
            double[] values = [.. Enumerable.Range(rows.First, rows.Count).Select(r => (double)scores[r, f])];
            Assert.Equal(0, values.Average(), 1e-5);
            Assert.Equal(1, Math.Sqrt(values.Average(v => v * v)), 1e-5);
        }
    }

    [Fact]
    public void OnlyTheFittedRowsCount()
    {
        float[] values = [1, 3, 1000, 5000];
        Standardizer standardizer = Standardizer.Fit(Series(values), new RowRange(0, 1));
        Assert.Equal(2, standardizer.Mean("a"));
        Assert.Equal(1, standardizer.Deviation("a")); // population: divided by n
        Assert.Equal([-1, 1, 998, 4998], standardizer.Transform(Series(values)).Values.ToArray());
        Assert.Equal(5000, standardizer.Invert("a", 4998));
    }

    [Fact]
    public void AConstantColumnBecomesZero()
    {
        // 0.1 thirty times does not add up to 3: the deviation must be 0 all the same.
        Standardizer standardizer = Standardizer.Fit(Series([.. Enumerable.Repeat(0.1f, 30)]), new RowRange(0, 29));
        Assert.Equal(0, standardizer.Deviation("a"));
        Assert.All(standardizer.Transform(Series([0.1f, 7])).Values.ToArray(), score => Assert.Equal(0, score));
    }

    [Fact]
    public void MistakesAreExplained()
    {
        string message = Assert.Throws<ArgumentException>(() => Standardizer.Fit(Series([1, float.NaN]), new RowRange(0, 1))).Message;
        Assert.Contains("column 'a', row 1", message);
        Standardizer standardizer = Standardizer.Fit(Series([1, 2]), new RowRange(0, 1));
        Assert.Contains("'b'", Assert.Throws<ArgumentException>(() => standardizer.Deviation("b")).Message);
        Assert.Throws<ArgumentException>(() => standardizer.Transform(CountedSeries.Create(3, 2)));
        Assert.Throws<ArgumentException>(() => standardizer.Transform(Series([float.PositiveInfinity])));
        Assert.Throws<ArgumentOutOfRangeException>(() => Standardizer.Fit(Series([1, 2]), new RowRange(0, 2)));
    }

    private static TimeSeries Series(float[] values) => new(values, ["a"], DateTime.UnixEpoch, TimeSpan.FromHours(1));

    private static TimeSeries Random(Random random, int rows, double offset)
    {
        float[] values = [.. Enumerable.Range(0, rows * 3).Select(i => (float)(random.NextDouble() * (1 + i % 3) + offset))];
        return new TimeSeries(values, ["a", "b", "c"], DateTime.UnixEpoch, TimeSpan.FromHours(1));
    }
}
