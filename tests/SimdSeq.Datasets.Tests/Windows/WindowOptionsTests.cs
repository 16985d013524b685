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
        WindowRows rows = WindowOptions.Parse("5d", "1h", "24h").ToRows(TimeSpan.FromMinutes(minutes));
        Assert.Equal(new WindowRows(lookback, step, delay), rows);
        Assert.Equal(120, rows.Steps);
    }

    [Theory]
    [InlineData("5d", "1h", "90min", "Delay")]
    [InlineData("5d", "30min", "1h", "Every")]
    [InlineData("90min", "1h", "1h", "Lookback")]
    [InlineData("5h", "2h", "1h", "Lookback")]
    [InlineData("0h", "1h", "1h", "Lookback")]
    public void WhatDoesNotFitIsExplained(string lookback, string every, string delay, string blamed) =>
        Assert.Contains(blamed, Assert.Throws<ArgumentException>(() => WindowOptions.Parse(lookback, every, delay).ToRows(TimeSpan.FromHours(1))).Message);

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
        Duration.Parse(Duration.Format(TimeSpan.FromMilliseconds(milliseconds.Get * 977.0))) == TimeSpan.FromMilliseconds(milliseconds.Get * 977.0);
}
