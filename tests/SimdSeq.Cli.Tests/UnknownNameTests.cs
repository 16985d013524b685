namespace SimdSeq.Cli.Tests;

public sealed class UnknownNameTests
{
    [Theory]
    [InlineData("jena-gru", "jena-gru")]
    [InlineData("JENA-GRU", "jena-gru")]
    [InlineData("jenagru", "jena-gru")]
    [InlineData("jena-gur", "jena-gru")]
    [InlineData("jena-dens", "jena-dense")]
    [InlineData("completely-different", null)]
    [InlineData("", null)]
    public void FindsTheNearest(string given, string? expected) =>
        Assert.Equal(expected, UnknownName.Nearest(given, ["jena-naive", "jena-dense", "jena-gru"]));

    [Fact]
    public void ListsWhatThereIs() =>
        Assert.Equal("expected one of the pets cat, dog; got 'elephant'.", UnknownName.Describe("pet", "elephant", ["cat", "dog"]));
}
