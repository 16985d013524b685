using FsCheck.Xunit;
using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

public class SplittingTests
{
    [Property(MaxTest = 200)]
    public void PartsComeInOrderWithTheGapBetweenThem(int seed)
    {
        var random = new Random(seed);
        int rows = random.Next(30, 400), gap = random.Next(4);
        double training = 0.2 + random.NextDouble() * 0.4, validation = 0.2 + random.NextDouble() * 0.1;
        var series = CountedSeries.Create(rows, 1);
        foreach (var split in (SeriesSplit[])[
            series.Split(training, validation, CountedSeries.Time(gap)),
            series.Split(
                series.TimeOf((int)(rows * training)), series.TimeOf((int)(rows * (training + validation))), CountedSeries.Time(gap))])
        {
            Assert.Equal(new RowRange(0, (int)(rows * training) - 1), split.Training);
            Assert.Equal(split.Training.Last + gap + 1, split.Validation.First);
            Assert.Equal((int)(rows * (training + validation)) - 1, split.Validation.Last);
            Assert.Equal(split.Validation.Last + gap + 1, split.Test.First);
            Assert.Equal(rows - 1, split.Test.Last);
        }
    }

    [Property(MaxTest = 200)]
    public void EveryRowIsValidatedOnceAndNeverBesideATrainingRowOfItsFold(int seed)
    {
        var random = new Random(seed);
        int rows = random.Next(20, 300), count = random.Next(2, 8), gap = random.Next(3);
        var series = CountedSeries.Create(rows, 1);
        var times = new int[rows];
        foreach (var fold in series.Folds(count, CountedSeries.Time(gap)))
        {
            for (int row = 0; row < rows; row++)
            {
                bool validates = fold.Validation.Contains(row), trains = fold.Training.Any(range => range.Contains(row));
                bool isNear = row >= fold.Validation.First - gap && row <= fold.Validation.Last + gap;
                Assert.Equal(!isNear, trains); // all others, and none within the gap
                if (validates) times[row]++;
            }

            Assert.InRange(fold.Validation.Count, rows / count, rows / count + 1);
        }

        Assert.All(times, number => Assert.Equal(1, number));
    }

    [Property(MaxTest = 200)]
    public void WalkingForwardTrainsOnThePastAlone(int seed)
    {
        var random = new Random(seed);
        int folds = random.Next(1, 6), size = random.Next(1, 20), gap = random.Next(4), rows = folds * size + gap + random.Next(1, 50);
        int longest = random.Next(1, 60);
        var series = CountedSeries.Create(rows, 1);
        int next = rows - folds * size;
        foreach (var fold in series.WalkForward(folds, CountedSeries.Time(size), CountedSeries.Time(gap), CountedSeries.Time(longest)))
        {
            Assert.Equal(new RowRange(next, next + size - 1), fold.Validation);
            var training = Assert.Single(fold.Training);
            Assert.Equal(next - gap - 1, training.Last);
            Assert.Equal(Math.Min(longest, next - gap), training.Count);
            next += size;
        }

        Assert.Equal(rows, next);
    }

    [Fact]
    public void MistakesAreExplained()
    {
        var series = CountedSeries.Create(30, 1);
        Assert.Contains("0.6 and 0.2", Assert.Throws<ArgumentOutOfRangeException>(() => series.Split(0.9, 0.1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => series.Split(double.NaN, 0.1));
        Assert.Contains("multiple", Assert.Throws<ArgumentException>(() => series.Split(0.5, 0.2, TimeSpan.FromMinutes(7))).Message);
        Assert.Contains(
            "rows in every part", Assert.Throws<ArgumentOutOfRangeException>(() => series.Split(0.5, 0.2, CountedSeries.Time(10))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => series.Split(series.TimeOf(20), series.TimeOf(10)));
        Assert.Throws<ArgumentOutOfRangeException>(() => series.Folds(31));
        Assert.Throws<ArgumentOutOfRangeException>(() => series.Folds(2, CountedSeries.Time(20)));
        Assert.Contains("31 rows", Assert.Throws<ArgumentOutOfRangeException>(() => series.WalkForward(3, CountedSeries.Time(10))).Message);
    }

    [Fact]
    public void TheCalendarIsThatOfTheTimes()
    {
        var start = new DateTime(2024, 2, 28, 0, 0, 0);
        var series = new TimeSeries([1, 2], ["a"], start, TimeSpan.FromHours(6), [true, false]).WithCalendar(rowsAhead: 6);
        Assert.Equal(8, series.Rows);
        Assert.True(series.WasMissing(0, 0) && !series.WasMissing(1, 0) && float.IsNaN(series[2, 0]));
        Assert.Equal([0, 1], series.Row(4).Slice(1, 2).ToArray()); // midnight
        Assert.Equal([1, 0], series.Row(5).Slice(1, 2).ToArray()); // 06:00
        double weekday = Math.Tau * 4 / 7; // 29 February 2024 was a Thursday
        Assert.Equal(Math.Sin(weekday), series[4, 3], 1e-6);
        Assert.Equal(Math.Cos(weekday), series[4, 4], 1e-6);
        Assert.Equal(Math.Sin(Math.Tau * 59 / 366), series[4, 5], 1e-6);
    }
}
