using System.Text;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>From text to the numbers that a model knows, and back.</summary>
internal sealed class TextVocabulary
{
    private readonly IReadOnlyList<string> _tokens;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly bool _byCharacter;

    /// <summary>That of a text.</summary>
    /// <param name="tokens">The token of each number.</param>
    /// <param name="endOfLine">The number of what ends a line.</param>
    /// <param name="byCharacter">Whether tokens are characters; else they are words, with spaces between them.</param>
    public TextVocabulary(IReadOnlyList<string> tokens, int endOfLine, bool byCharacter)
    {
        _tokens = tokens;
        _byCharacter = byCharacter;
        EndOfLine = endOfLine;
        for (int i = 0; i < tokens.Count; i++) _numbers.Add(tokens[i], i);
    }

    /// <summary>The number of what ends a line.</summary>
    public int EndOfLine { get; }

    /// <summary>What to say where it is that of generated text; null where it is not.</summary>
    public string? SyntheticNotice { get; init; }

    /// <summary>Warns where it is that of generated text.</summary>
    public void WarnOfSynthetic(Terminal terminal)
    {
        if (SyntheticNotice is null) return;
        terminal.Warning("words and characters are numbered by SYNTHETIC text: no real one was found. Name it with --data.");
    }

    /// <summary>The numbers of a text, which an option has. A rare word becomes <c>&lt;unk&gt;</c> where there is such a token.</summary>
    /// <exception cref="UsageException">It has a character or a word that the vocabulary does not have.</exception>
    public int[] Encode(string text, string option = "--prompt")
    {
        IEnumerable<string> tokens = _byCharacter
            ? text.EnumerateRunes().Select(rune => rune.ToString())
            : text.Split('\n').SelectMany((line, i) => i == 0 ? Words(line) : [_tokens[EndOfLine], .. Words(line)]);
        return [.. tokens.Select(token => Number(token, option))];
    }

    /// <summary>The text of a token after others.</summary>
    /// <param name="token">Its number.</param>
    /// <param name="isFirstOfLine">Whether it begins a line, so that no space is before a word.</param>
    public string Decode(int token, bool isFirstOfLine)
    {
        if (token == EndOfLine) return "\n";
        string text = token < _tokens.Count ? _tokens[token] : "\uFFFD"; // a model may have room for more
        return _byCharacter || isFirstOfLine ? text : $" {text}";
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private int Number(string token, string option)
    {
        if (_numbers.TryGetValue(token, out int number) || _numbers.TryGetValue(token.ToLowerInvariant(), out number)) return number;
        if (!_byCharacter && _numbers.TryGetValue("<unk>", out number)) return number;
        string all = _byCharacter ? string.Concat(_tokens.Where(known => known != "\n")) : $"{_tokens.Count:N0} words";
        throw new UsageException($"{option}: expected {(_byCharacter ? "characters" : "words")} that the model knows, got '{token}'. "
            + $"It knows {all}.");
    }
}
