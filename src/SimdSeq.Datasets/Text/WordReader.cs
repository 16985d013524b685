using System.Text;

namespace SimdSeq.Datasets;

/// <summary>The words of a text of any size, one after another: what stands between white space.</summary>
/// <param name="text">The text, in UTF-8.</param>
/// <param name="file">Where it is from, for messages.</param>
/// <param name="member">The member of the archive, or null.</param>
/// <param name="what">What it should be, for messages.</param>
internal sealed class WordReader(Stream text, string file, string? member, string what)
{
    private const int LongestWord = 1 << 14; // a buffer; real words are far shorter

    private readonly HeadStream _text = new(text);
    private readonly char[] _buffer = new char[LongestWord];
    private StreamReader? _characters;
    private int _start, _end;
    private bool _isInLine;

    /// <summary>Where it is from.</summary>
    public string File => file;

    /// <summary>Goes to the next word, or to the end of a line. Blank lines end, too.</summary>
    /// <param name="word">The word; empty for the end of a line.</param>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="DataFormatException">It is no text in UTF-8, or a word of it has no end.</exception>
    /// <exception cref="InvalidDataException">What it is packed in is truncated or damaged.</exception>
    public bool Read(out ReadOnlySpan<char> word)
    {
        word = default;
        while (true)
        {
            Span<char> rest = _buffer.AsSpan(_start.._end);
            int spaces = rest.IndexOfAnyExcept(" \t\r");
            if (spaces < 0)
            {
                _start = _end;
                if (Fill()) continue;
                bool wasInLine = _isInLine; // the last line may lack its end
                _isInLine = false;
                return wasInLine;
            }

            _start += spaces;
            rest = rest[spaces..];
            _isInLine = rest[0] != '\n';
            int length = _isInLine ? rest.IndexOfAny(" \t\r\n") : 0;
            if (length < 0 && Fill()) continue;
            if (length < 0) length = _end - _start;
            word = _buffer.AsSpan(_start, length);
            _start += _isInLine ? length : 1;
            return true;
        }
    }

    // More of the text behind what is not yet read.
    private bool Fill()
    {
        if (_end - _start == LongestWord)
            throw Wrong($"got a word of more than {LongestWord:N0} characters. Is this the right file?");
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        try
        {
            if (_characters is null)
            {
                if (_text.Head is { Length: > 0 } head && FileKind.Of(head) is { MayBeTable: false } kind)
                    throw Wrong($"got {kind.Name}. Is this the right file?");
                var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
                _characters = new StreamReader(_text, strict, detectEncodingFromByteOrderMarks: false);
            }

            int read = _characters.Read(_buffer.AsSpan(_end));
            _end += read;
            return read > 0;
        }
        catch (DecoderFallbackException e)
        {
            throw new DataFormatException(file, member, -1, $"expected {what}, text in UTF-8, got other bytes. Is this the right file?", e);
        }
    }

    /// <summary>The error of a text that is something else.</summary>
    public DataFormatException Wrong(string got) => new(file, member, -1, $"expected {what}, {got}");
}
