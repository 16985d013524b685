namespace SimdSeq.Datasets.Tests.Translation;

public sealed class BleuTests
{
    [Theory]
    // Of 6, 4, 2 and 1 runs 4, 3, 2 and 1 are right: the fourth root of 2/3 · 3/4.
    [InlineData("my full pytorch test|another sentence", "my full pytorch test|no match", 84.08964152537145)]
    // Shorter than the references, and a word twice that is once there.
    [InlineData("a man in a blue shirt is standing|two dogs run run in the grass",
        "a man in a blue shirt is standing on a ladder cleaning a window|two dogs run in the green grass", 50.38020540073339)]
    [InlineData("a b c d e", "a b c d e", 100)]
    [InlineData("the cat sat on the mat", "the cat is on the mat", 0)] // no run of four
    [InlineData("", "a b", 0)]
    public void TheScoreIsThatOfThePaper(string translations, string references, double expected)
    {
        static string[][] Words(string lines) =>
            [.. lines.Split('|').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

        Assert.Equal(expected, Bleu.OfCorpus(Words(translations), Words(references)), 1e-9);
    }

    [Fact]
    public void EveryTranslationHasAReference() => Assert.Throws<ArgumentException>(() => Bleu.OfCorpus([["a"]], []));
}
