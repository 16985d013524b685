namespace SimdSeq.Datasets.Tests.Text;

/// <summary>Byte pairs: learned by hand's count, every text comes back, files are read and refused.</summary>
public sealed class BytePairTokenizerTests : IDisposable
{
    private const string Rhyme = "low low low low low lower lower newest newest newest newest newest newest widest widest widest";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Pairs of " newest" and " widest" (9 of each) come before those of " low", the first by ordinal of those that are even.
    /// </summary>
    [Fact]
    public void MergesAreTheMostFrequentPairs()
    {
        var tokenizer = BytePairTokenizer.Learn(Rhyme, BytePairTokenizer.Bytes + 4);
        Assert.Equal([("e", "s"), ("es", "t"), ("l", "o"), ("lo", "w")], tokenizer.Merges);
        Assert.Equal(["es", "est", "lo", "low"], tokenizer.Tokens.Skip(BytePairTokenizer.Bytes));
        Assert.Equal([32, 259, 32, 119, 105, 100, 257], tokenizer.Encode(" low widest"));
        Assert.Equal([116, 256], tokenizer.Encode("tes")); // not est
    }

    [Fact]
    public void PairsThatOverlapAreMergedFromTheLeft()
    {
        var tokenizer = BytePairTokenizer.Learn("aaaaa aaaaa", BytePairTokenizer.Bytes + 1);
        Assert.Equal([("a", "a")], tokenizer.Merges);
        Assert.Equal([256, 256, 97], tokenizer.Encode("aaaaa"));
    }

    [Fact]
    public void NoPairThatComesOnceIsLearned()
    {
        Assert.Equal(BytePairTokenizer.Bytes, BytePairTokenizer.Learn("abc", 1000).Tokens.Count);
        Assert.Equal(BytePairTokenizer.Bytes, BytePairTokenizer.Learn("", 1000).Tokens.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("low, lower; lowest!")]
    [InlineData("  two  spaces\t\r\n\n and lines \n")]
    [InlineData("naïve “Ünïcode” 😀 日本語 \0 \u2028 it's we'll")]
    [InlineData("Ġ is a letter, and so is Ċ")]
    public void EveryTextComesBack(string text)
    {
        var tokenizer = BytePairTokenizer.Learn(Rhyme, 300);
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
    }

    [Fact]
    public void RandomTextsComeBackFromFilesToo()
    {
        const int Seed = 7;
        var random = new Random(Seed);
        TokenText speeches = SyntheticText.Speeches(100);
        string learned = string.Concat(speeches.Training.Select(token => speeches.Vocabulary[token]));
        var tokenizer = BytePairTokenizer.Learn(learned, 400);
        string vocabulary = Path.Combine(_folder.Path, "vocab.json"), merges = Path.Combine(_folder.Path, "merges.txt");
        tokenizer.Save(vocabulary, merges);
        var loaded = BytePairTokenizer.Load(vocabulary, merges);
        Assert.Equal(tokenizer.Tokens, loaded.Tokens);
        Assert.Equal(tokenizer.Merges, loaded.Merges);
        Assert.True(tokenizer.Encode(learned).Length < learned.Length / 2, "a learned text has less than half as many tokens as letters");
        for (int i = 0; i < 200; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(3) switch
            {
                0 => learned.Substring(random.Next(learned.Length - 8), 8),
                1 => ((char)random.Next(1, 0xD800)).ToString(),
                _ => char.ConvertFromUtf32(random.Next(0x10000, 0x110000)),
            }));
            int[] tokens = tokenizer.Encode(text);
            Assert.True(text == tokenizer.Decode(tokens), $"seed {Seed}, text {i}: '{text}'");
            Assert.Equal(tokens, loaded.Encode(text));
        }
    }

    [Fact]
    public void WhatIsNoTextOrTokenIsSaid()
    {
        var tokenizer = BytePairTokenizer.Learn(Rhyme, 260);
        Assert.Equal("a\uFFFDb", tokenizer.Decode(tokenizer.Encode("a\uD83Db")));
        Assert.Equal("\uFFFD", tokenizer.Decode([0xF0]));
        Assert.Contains("from 0 to 259, got 260", Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Decode([260])).Message);
        Assert.Contains("at least 256 tokens", Assert.Throws<ArgumentOutOfRangeException>(() => BytePairTokenizer.Learn("", 255)).Message);
    }

    [Theory]
    [InlineData("[1]", null, "expected numbers of tokens (vocab.json), got")]
    [InlineData("{\"a\": ", null, "got no JSON that is whole")]
    [InlineData("{\"a\": 1}", null, "got 1 in the place of 0 for 'a'")]
    [InlineData("{\"a\": \"0\"}", null, "got no number for 'a'")]
    [InlineData("{\"a\": 0, \"a\": 1}", null, "got 'a' twice")]
    [InlineData("{\"a b\": 0}", null, "letters for bytes, as in GPT-2's, got 'a b'")]
    [InlineData("{\"a\": 0}", null, "a token for each byte, found none for 0")]
    [InlineData(null, "#version: 0.2\nl o\nx y\n", "in line 3, got 'x y'")]
    [InlineData(null, "l o w\n", "in line 1, got 'l o w'")]
    public void FilesThatAreNoneAreRefused(string? vocabulary, string? merges, string message)
    {
        string vocabularyFile = Path.Combine(_folder.Path, "vocab.json"), mergesFile = Path.Combine(_folder.Path, "merges.txt");
        BytePairTokenizer.Learn(Rhyme, 260).Save(vocabularyFile, mergesFile);
        if (vocabulary is not null) File.WriteAllText(vocabularyFile, vocabulary);
        if (merges is not null) File.WriteAllText(mergesFile, merges);
        var error = Assert.Throws<DataFormatException>(() => BytePairTokenizer.Load(vocabularyFile, mergesFile));
        Assert.Contains(message, error.Message);
        Assert.Equal(merges is null ? vocabularyFile : mergesFile, error.File);
    }
}
