namespace SimdSeq.Datasets;

/// <summary>
/// Cuts text into words as Keras's <c>Tokenizer</c> does under Python 2: on bytes, with the letters A-Z in lower case (others keep theirs),
/// the filtered characters as spaces, and everything between spaces a word. Apostrophes belong to words; <c>&lt;br /&gt;</c> leaves
/// <c>br</c>.
/// </summary>
internal sealed class KerasTokenizer
{
    private const string Filtered = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

    private static readonly char[] Mapped = Map();

    private char[] _text = [];

    /// <summary>Finds the words of a text. A word is its bytes, a character each, and lives until the next call.</summary>
    public WordEnumerator Words(ReadOnlySpan<byte> text)
    {
        if (_text.Length < text.Length) _text = new char[2 * text.Length];
        for (int i = 0; i < text.Length; i++) _text[i] = Mapped[text[i]];
        return new WordEnumerator(_text.AsSpan(0, text.Length));
    }

    private static char[] Map()
    {
        var map = new char[256];
        for (int b = 0; b < map.Length; b++)
        {
            char c = (char)b;
            map[b] = Filtered.Contains(c) ? ' ' : char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c;
        }

        return map;
    }

    /// <summary>Steps from word to word.</summary>
    internal ref struct WordEnumerator(ReadOnlySpan<char> rest)
    {
        private ReadOnlySpan<char> _rest = rest;

        /// <summary>The present word.</summary>
        public ReadOnlySpan<char> Current { get; private set; }

        /// <summary>Goes on; false after the last word.</summary>
        public bool MoveNext()
        {
            int begin = _rest.IndexOfAnyExcept(' ');
            if (begin < 0) return false;
            _rest = _rest[begin..];
            int end = _rest.IndexOf(' ');
            Current = end < 0 ? _rest : _rest[..end];
            _rest = _rest[Current.Length..];
            return true;
        }

        /// <summary>Itself, for <c>foreach</c>.</summary>
        public readonly WordEnumerator GetEnumerator() => this;
    }
}
