using System.Formats.Tar;
using System.Text;

namespace SimdSeq.Datasets;

/// <summary>
/// The Penn Treebank as prepared by Mikolov (2010): 10,000 words, a sentence a line. Read from <c>ptb.train.txt</c>, <c>ptb.valid.txt</c>
/// and
/// <c>ptb.test.txt</c>, each as it is or as <c>.gz</c>, or from the archive <c>simple-examples.tgz</c> that they come in.
/// </summary>
public static class PennTreebank
{
    /// <summary>What stands for the end of a line among the words.</summary>
    public const string EndOfSentence = "<eos>";

    private const string What = "the Penn Treebank as ptb.train.txt, ptb.valid.txt and ptb.test.txt";

    private static readonly string[] Parts = ["train", "valid", "test"];

    /// <summary>Reads the words; each line ends with <see cref="EndOfSentence"/>: 929,589 to train on, 73,760 and 82,430.</summary>
    /// <param name="path">The folder that holds the files, one of them, or the archive.</param>
    /// <exception cref="FileNotFoundException">One of them is not there.</exception>
    /// <exception cref="DataFormatException">One is something else, truncated or damaged.</exception>
    public static TokenText LoadWords(string path) => Words(Read(path, ReadingLimits.Default));

    /// <summary>Reads the characters, a space between words and a line feed after them: 5,017,482 to train on.</summary>
    /// <inheritdoc cref="LoadWords" path="/param"/>
    /// <inheritdoc cref="LoadWords" path="/exception"/>
    public static TokenText LoadCharacters(string path) => Characters(Read(path, ReadingLimits.Default));

    /// <summary>The words of three texts, each with the name of where it is from.</summary>
    internal static TokenText Words((string File, string Text)[] texts) => new Tokenizer(EndOfSentence).Read(
        texts, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>The characters of three texts, likewise.</summary>
    internal static TokenText Characters((string File, string Text)[] texts) => new Tokenizer("\n").Read(
        texts, line => line.Trim().Select(character => character.ToString()));

    /// <summary>The three texts.</summary>
    internal static (string File, string Text)[] Read(string path, ReadingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(path);
        string[] archives = [".tgz", ".tar.gz"];
        if (File.Exists(path) && archives.Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
            return FromArchive(path, limits);
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        return [.. Parts.Select(part =>
        {
            string plain = Path.Combine(folder, $"ptb.{part}.txt"), file = File.Exists(plain) ? plain : plain + ".gz";
            return (file, Decode(file, null, WholeFile.Read(file, What, limits)));
        })];
    }

    private static (string File, string Text)[] FromArchive(string path, ReadingLimits limits)
    {
        byte[] archive = WholeFile.Read(path, What, limits);
        var texts = new (string File, string Text)[Parts.Length];
        try
        {
            using var tar = new TarReader(new MemoryStream(archive));
            while (tar.GetNextEntry() is { } entry)
            {
                int part = Array.FindIndex(Parts, name => entry.Name.EndsWith($"data/ptb.{name}.txt", StringComparison.Ordinal));
                if (part < 0 || entry.DataStream is null) continue;
                var content = new MemoryStream();
                entry.DataStream.CopyTo(content);
                texts[part] = (path, Decode(path, entry.Name, content.ToArray()));
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException and not DataFormatException)
        {
            throw new DataFormatException(path, null, -1,
                $"expected a tar with {What}, got what cannot be read ({e.Message}). It is truncated or damaged; download it again.", e);
        }

        int absent = Array.FindIndex(texts, text => text.Text is null);
        return absent < 0
            ? texts
            : throw new DataFormatException(path, null, -1,
                $"expected a member data/ptb.{Parts[absent]}.txt, got none. Is this the right archive?");
    }

    private static string Decode(string file, string? member, byte[] content)
    {
        try
        {
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
            if (text.AsSpan().IndexOfAnyExcept(" \t\r\n") < 0)
                throw new DataFormatException(file, member, -1,
                    $"expected {What}, got {(text.Length == 0 ? "an empty file" : "white space alone")}.");
            FileKind kind = FileKind.Of(content.AsSpan(0, Math.Min(content.Length, FileKind.HeadLength)));
            return kind.MayBeTable ? text : throw WholeFile.Other(file, What, content);
        }
        catch (DecoderFallbackException e)
        {
            throw new DataFormatException(file, member, e.Index,
                $"expected {What}, text in UTF-8, got other bytes. Is this the right file?", e);
        }
    }
}
