using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace SimdSeq.Datasets;

/// <summary>
/// Tokens between characters and words: bytes, and what frequent neighbours of them become (byte pair encoding, Sennrich, Haddow and Birch
/// 2016, on bytes as in GPT-2). It has a number for every text, and gives every text back. Texts are cut by
/// <c>Microsoft.ML.Tokenizers</c>; the merges are learned here, as that package learns none, or read from a pair of files such as
/// GPT-2's.
/// </summary>
public sealed partial class BytePairTokenizer
{
    /// <summary>Numbers from 0 to 255 of a learned tokenizer are the bytes.</summary>
    public const int Bytes = 256;

    private readonly BpeTokenizer _tokenizer;

    /// <summary>That of tokens, token i with the number i, and pairs of them that become one, the first ones first.</summary>
    internal BytePairTokenizer(IReadOnlyList<string> tokens, IReadOnlyList<(string Left, string Right)> merges)
    {
        (Tokens, Merges) = (tokens, merges);
        _tokenizer = BpeTokenizer.Create(
            new BpeOptions(tokens.Select((token, number) => KeyValuePair.Create(token, number)))
            {
                Merges = merges.Select(merge => $"{merge.Left} {merge.Right}"),
                ByteLevel = true,
                PreTokenizer = new RegexPreTokenizer(Words(), specialTokens: null),
            });
    }

    /// <summary>The tokens by number, as they stand in files: a letter for each byte, <c>Ġ</c> for a space.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>The pairs that become one, the first ones first.</summary>
    public IReadOnlyList<(string Left, string Right)> Merges { get; }

    /// <summary>
    /// Learns tokens from a text: words are cut as GPT-2 cuts them, a space belonging to the word behind it, and within words the most
    /// frequent pair becomes one, again and again.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="count">Tokens at most, the bytes among them; fewer where no pair comes twice.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no room for the bytes.</exception>
    public static BytePairTokenizer Learn(string text, int count)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (count < Bytes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"Expected at least {Bytes} tokens, one for each byte; got {count}.");
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ValueMatch match in Words().EnumerateMatches(text))
        {
            string word = Letters(text.AsSpan(match.Index, match.Length));
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        (string Left, string Right)[] merges = [.. new BytePairLearner(counts).Merges(count - Bytes)];
        IEnumerable<string> merged = merges.Select(merge => merge.Left + merge.Right).Distinct();
        return new([.. BytePairLetters.OfBytes.Select(letter => letter.ToString()), .. merged], merges);
    }

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="vocabulary">A JSON file with the number of each token, <c>vocab.json</c>.</param>
    /// <param name="merges">A text with a pair of tokens in each line, <c>merges.txt</c>.</param>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="DataFormatException">A file holds something else, or the two are not of one tokenizer.</exception>
    public static BytePairTokenizer Load(string vocabulary, string merges) => BytePairFiles.Read(vocabulary, merges);

    /// <summary>Writes it for <see cref="Load"/> and for others that read such files. A file that is there is replaced at once.</summary>
    /// <param name="vocabulary">The JSON file.</param>
    /// <param name="merges">The other one.</param>
    public void Save(string vocabulary, string merges) => BytePairFiles.Write(this, vocabulary, merges);

    /// <summary>The numbers of a text. Half a surrogate pair becomes U+FFFD, as it has no bytes; all else comes back as it is.</summary>
    /// <param name="text">The text.</param>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. _tokenizer.EncodeToIds(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)))];
    }

    /// <summary>The text of numbers. Bytes that are no UTF-8, as where a character is cut, become U+FFFD.</summary>
    /// <param name="tokens">The numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public string Decode(IEnumerable<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var bytes = new List<byte>();
        foreach (int token in tokens)
        {
            if ((uint)token >= (uint)Tokens.Count)
                throw new ArgumentOutOfRangeException(nameof(tokens), token, $"Expected tokens from 0 to {Tokens.Count - 1}, got {token}.");
            foreach (char letter in Tokens[token]) bytes.Add(BytePairLetters.ByteOf(letter));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static string Letters(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return string.Concat(bytes.Select(value => BytePairLetters.OfBytes[value]));
    }

    // Short forms, letters, digits, marks, each with the space before it; white space.
    [GeneratedRegex(@"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    private static partial Regex Words();
}
