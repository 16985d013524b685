using System.Text;

namespace SimdSeq.Datasets.Tests;

public class KerasHabitsTests
{
    [Theory]
    [InlineData("A great,GREAT film.", "a great great film")]
    [InlineData("It's<br /><br />'so' bad!!", "it's br br 'so' bad")]
    [InlineData("!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n", "")]
    [InlineData("one\rline", "one\rline")] // only space, tab and line feed part words
    [InlineData("\u00c9T\u00c9 \u00e0 Paris\u0085", "\u00c9t\u00c9 \u00e0 paris\u0085")] // other letters keep their case
    [InlineData("  two   spaces ", "two spaces")]
    [InlineData("", "")]
    public void TextIsCutIntoWords(string text, string words)
    {
        var found = new List<string>();
        foreach (ReadOnlySpan<char> word in new KerasTokenizer().Words(Encoding.UTF8.GetBytes(text)))
            found.Add(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(word.ToArray())));
        Assert.Equal(words, string.Join(' ', found));
    }

    [Fact]
    public void RowsAreShuffledAsByNumPyWithSeed113()
    {
        var order = new KerasOrder();
        int[] training = order.Shuffle(25_000), test = order.Shuffle(25_000);
        Assert.Equal([7798, 13226, 18078, 793, 17499, 23003, 574, 19638, 5181, 23045], training[..10]);
        Assert.Equal(Enumerable.Range(0, 25_000), training.Order());
        Assert.Equal(Enumerable.Range(0, 25_000), test.Order());
    }

    [Fact]
    public void KeysComeInTheOrderOfPython2()
    {
        // hash('a') on 64 bits; {'one': 1, 'two': 2, 'three': 3} prints three first, two second.
        Assert.Equal(12416037344ul, PythonDictionary.Hash("a"));
        var dictionary = new PythonDictionary();
        foreach (string word in (string[])["one", "two", "three"]) dictionary.Add(word);
        Assert.Equal([2, 1, 0], dictionary.Order());
    }
}
