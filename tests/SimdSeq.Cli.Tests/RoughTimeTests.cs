namespace SimdSeq.Cli.Tests;

public sealed class RoughTimeTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(89.4, "89 s")]
    [InlineData(90, "2 min")]
    [InlineData(330, "6 min")]
    [InlineData(5399, "90 min")]
    [InlineData(5400, "1.5 h")]
    [InlineData(86400, "24.0 h")]
    public void ATimeHasTheUnitThatItsReaderWouldChoose(double seconds, string expected) =>
        Assert.Equal(expected, RoughTime.Format(seconds));
}
