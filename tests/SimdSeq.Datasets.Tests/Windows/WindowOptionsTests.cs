using FsCheck;
using FsCheck.Xunit;
using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

public class WindowOptionsTests
{
    [Theory]
    [InlineData(10, 720, 6, 144)]
    [InlineData(60, 120, 1, 24)]
    public void TheBooksWindowInRows(int minutes, int lookback, int step, int delay)
    {
        WindowRows rows = Book("5d", "1h", "24h").ToRows(TimeSpan.FromMinutes(minutes));
        Assert.Equal(new WindowRows(lookback, step, step + delay, 1, step), rows);
        Assert.Equal(delay, rows.Delay);
        Assert.Equal(120, rows.Steps);
    }

    [Theory]
    [InlineData("5d", "1h", "90min", "Ahead")]
    [InlineData("5d", "30min", "1h", "Every")]
    [InlineData("90min", "1h", "1h", "Lookback")]
    [InlineData("5h", "2h", "1h", "Lookback")]
    [InlineData("0h", "1h", "1h", "Lookback")]
    public void WhatDoesNotFitIsExplained(string lookback, string every, string delay, string blamed) =>
        Assert.Contains(blamed, Assert.Throws<ArgumentException>(() => Book(lookback, every, delay).ToRows(TimeSpan.FromHours(1))).Message);

    [Fact]
    public void AheadCountsFromTheNewestInput()
    {
        var hour = TimeSpan.FromHours(1);
        var next = new WindowOptions { Lookback = 96 * hour, Horizon = 24, Targets = ["OT"] };
        Assert.Equal(new WindowRows(96, 1, 1, 24), next.ToRows(hour));
        Assert.Equal(24, next.ToRows(hour).Reach);
        Assert.Equal(new WindowRows(96, 1, 24), (next with { Horizon = 1, Ahead = 24 * hour }).ToRows(hour));
        Assert.Equal(new WindowRows(96, 3, 3, 24, 3), (next with { Every = 3 * hour }).ToRows(hour)); // the next is one of its steps
        Assert.Equal(
            new WindowRows(96, 3, 6, 24, 6, 12),
            (next with { Every = 3 * hour, HorizonEvery = 6 * hour, Stride = 12 * hour }).ToRows(hour));
        Assert.Equal(25, Book("5d", "1h", "24h").ToRows(hour).Ahead); // the book's 24 hours
        foreach (var wrong in (WindowOptions[])[next with { Horizon = 0 }, next with { EachStep = true },
            next with { Ahead = TimeSpan.Zero }, next with { Stride = -hour }, next with { Horizon = int.MaxValue }])
            Assert.Throws<ArgumentException>(() => wrong.ToRows(hour));
    }

    private static WindowOptions Book(string lookback, string every, string delay) =>
        WindowOptions.Book(Duration.Parse(lookback), Duration.Parse(every), Duration.Parse(delay), "T");

    [Theory]
    [InlineData("5d", 5 * 86400)]
    [InlineData("1h", 3600)]
    [InlineData("10min", 600)]
    [InlineData("30s", 30)]
    [InlineData("1d12h", 129600)]
    [InlineData("0.5h", 1800)]
    [InlineData(" 2 h 5 min ", 7500)]
    public void DurationsAreRead(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("h")]
    [InlineData("5 days")]
    [InlineData("-1h")]
    [InlineData("1,5h")]
    [InlineData("1..5h")]
    [InlineData("99999999999999999999d")]
    [InlineData("10m")]
    public void OtherTextIsRefused(string text) => Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() =>
        Duration.Parse(text)).Message);

    [Property]
    public bool DurationsAreReadBack(NonNegativeInt milliseconds) =>
        Duration.Parse(Duration.Format(TimeSpan.FromMilliseconds(milliseconds.Get * 977.0)))
            == TimeSpan.FromMilliseconds(milliseconds.Get * 977.0);
}
