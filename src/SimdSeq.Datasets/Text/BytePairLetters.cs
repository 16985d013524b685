namespace SimdSeq.Datasets;

/// <summary>
/// The letter that stands for each byte in the files of a byte pair tokenizer, as in GPT-2's: printable bytes of Latin-1 are themselves,
/// the others the letters from U+0100 on, in order. So every text is letters, and no file has white space or controls within a token.
/// </summary>
internal static class BytePairLetters
{
    private const int FirstOfOthers = 0x100;

    /// <summary>The letter of each byte.</summary>
    public static IReadOnlyList<char> OfBytes { get; } = Letters();

    private static readonly Dictionary<char, byte> Values = OfBytes.Select((letter, i) => (letter, i)).ToDictionary(
        one => one.letter, one => (byte)one.i);

    /// <summary>Whether a letter stands for a byte.</summary>
    public static bool IsByte(char letter) => Values.ContainsKey(letter);

    /// <summary>The byte that a letter stands for.</summary>
    public static byte ByteOf(char letter) => Values[letter];

    private static char[] Letters()
    {
        var letters = new char[256];
        int others = 0;
        for (int i = 0; i < letters.Length; i++)
        {
            bool isItself = i is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            letters[i] = (char)(isItself ? i : FirstOfOthers + others++);
        }

        return letters;
    }
}
