using System.IO.Compression;

namespace SimdSeq.Datasets;

/// <summary>
/// text8 (Mahoney 2006): 100,000,000 characters of Wikipedia, the letters <c>a</c> to <c>z</c> and a space, without lines. The first 90
/// million are to train on, five million each to choose by and to test with (Mikolov et al. 2012). Read from <c>text8.zip</c>, or from
/// <c>text8</c> as it is or as <c>.gz</c>.
/// </summary>
public static class Text8
{
    /// <summary>Characters of the whole training text.</summary>
    public const int TrainingCharacters = 90_000_000;

    /// <summary>Characters of each of the two other texts.</summary>
    public const int OtherCharacters = 5_000_000;

    /// <summary>The characters in the order of their numbers.</summary>
    public const string Alphabet = " abcdefghijklmnopqrstuvwxyz";

    private const string What = "text8, 100,000,000 letters from a to z and spaces";

    /// <summary>Reads all of the text, and keeps the beginning of each part.</summary>
    /// <param name="path">The file.</param>
    /// <param name="training">Characters to keep of the training text, at most.</param>
    /// <param name="others">Characters to keep of each other text, at most.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is something else, truncated or damaged, or has other characters.</exception>
    public static TokenText Load(string path, int training = TrainingCharacters, int others = OtherCharacters) =>
        Load(path, training, others, TrainingCharacters, OtherCharacters);

    /// <summary>The same of a text of other sizes.</summary>
    internal static TokenText Load(string path, int training, int others, int wholeTraining, int wholeOthers)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(training, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(others, 2);
        byte[] content = path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            ? Unzip(path)
            : WholeFile.Read(path, What, ReadingLimits.Default);
        if (content.Length > 0 && !FileKind.Of(content.AsSpan(0, Math.Min(content.Length, FileKind.HeadLength))).MayBeTable)
            throw WholeFile.Other(path, What, content);
        int strange = content.AsSpan().IndexOfAnyExcept(" abcdefghijklmnopqrstuvwxyz"u8);
        if (strange >= 0)
        {
            throw new DataFormatException(path, null, strange,
                $"expected {What}, got the byte 0x{content[strange]:x2}. Is this the right file?");
        }

        int whole = wholeTraining + 2 * wholeOthers;
        if (content.Length != whole)
        {
            throw new DataFormatException(path, null, content.Length,
                $"expected {whole:N0} characters, got {content.Length:N0}. "
                + $"The file is {(content.Length < whole ? "truncated" : "another one")}; download it again.");
        }

        int[] Part(int first, int length, int most) => Array.ConvertAll(
            content[first..(first + Math.Min(length, most))], character => character == ' ' ? 0 : character - 'a' + 1);

        return new TokenText(
            Part(0, wholeTraining, training), Part(wholeTraining, wholeOthers, others),
            Part(wholeTraining + wholeOthers, wholeOthers, others), [.. Alphabet.Select(character => character.ToString())], EndOfLine: 0);
    }

    private static byte[] Unzip(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected {What}; found no file at '{path}'.", path);
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            ZipArchiveEntry entry = zip.GetEntry("text8") ?? throw new DataFormatException(path, null, -1,
                $"expected a member text8 in the zip, got {Excerpt.Of([.. zip.Entries.Select(member => member.FullName)])}. "
                + "Is this the right archive?");
            int limit = ReadingLimits.Default.File;
            using var bounded = new BoundedStream(new ZipEntryStream(entry), limit, () => new DataFormatException(path, null, limit,
                $"expected {What}, got more than {limit:N0} bytes when unpacked. Is this the right archive?"));
            var content = new MemoryStream();
            bounded.CopyTo(content);
            return content.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(path, null, -1,
                $"expected a zip with {What}, got what cannot be read ({e.Message}). It is truncated or damaged; download it again.", e);
        }
    }
}
