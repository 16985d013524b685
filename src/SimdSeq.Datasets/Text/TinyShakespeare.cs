using System.Text;

namespace SimdSeq.Datasets;

/// <summary>
/// Tiny Shakespeare (Karpathy 2015): 1,115,394 characters of his plays, 65 different ones. The first nine tenths are to train on, the
/// rest to choose by, as in nanoGPT; there is no third part, so the test is that rest as well.
/// </summary>
public static class TinyShakespeare
{
    /// <summary>The characters in the order of their numbers: by code, as in nanoGPT.</summary>
    public const string Alphabet = "\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private const string What = "tiny Shakespeare, or another text of its 65 characters";
    private const double TrainingShare = 0.9;
    private const int Least = 20; // characters, so that every part has two

    /// <summary>Reads the characters.</summary>
    /// <param name="path">The text, as it is or as <c>.gz</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is something else, truncated or damaged, or has other characters.</exception>
    public static TokenText Load(string path) => Characters(path, WholeFile.Read(path, What, ReadingLimits.Default));

    /// <summary>The characters of a text.</summary>
    internal static TokenText Characters(string file, byte[] content)
    {
        int[] numbers = new int[256];
        Array.Fill(numbers, -1);
        for (int i = 0; i < Alphabet.Length; i++) numbers[Alphabet[i]] = i;
        if (content.Length > 0 && !FileKind.Of(content.AsSpan(0, Math.Min(content.Length, FileKind.HeadLength))).MayBeTable)
            throw WholeFile.Other(file, What, content);
        if (content.Length < Least)
            throw new DataFormatException(file, null, 0, $"expected {What}, at least {Least} of them, got {content.Length} bytes.");
        var tokens = new int[content.Length];
        for (int i = 0; i < tokens.Length; i++)
        {
            tokens[i] = numbers[content[i]];
            if (tokens[i] < 0) throw Unknown(file, content, i);
        }

        int training = (int)(TrainingShare * tokens.Length);
        int[] rest = tokens[training..];
        return new TokenText(tokens[..training], rest, rest, [.. Alphabet.Select(character => character.ToString())],
            Alphabet.IndexOf('\n', StringComparison.Ordinal));
    }

    private static DataFormatException Unknown(string file, byte[] content, int at)
    {
        // Of a character outside of ASCII the bytes from its first on.
        string got = Encoding.UTF8.GetString(content.AsSpan(at, Math.Min(4, content.Length - at)));
        string character = char.IsHighSurrogate(got[0]) ? got[..2] : got[..1];
        string shown = char.IsControl(got[0]) ? $"the character U+{(int)got[0]:X4}" : $"'{character}'";
        return new DataFormatException(file, null, at, $"expected {What}, got {shown}. Is this the right file?");
    }
}
