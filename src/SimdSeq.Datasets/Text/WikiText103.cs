using System.IO.Compression;

namespace SimdSeq.Datasets;

/// <summary>
/// Wikitext-103 (Merity et al. 2016): 28,475 articles of Wikipedia to train on, by words, 60 each to choose by and to test with. Read from
/// <c>wikitext-103-v1.zip</c>, or from the folder with <c>wiki.train.tokens</c>, <c>wiki.valid.tokens</c> and <c>wiki.test.tokens</c>.
/// </summary>
public static class WikiText103
{
    /// <summary>Words of the whole training text, the ends of its lines with them.</summary>
    public const int TrainingWords = 103_227_021;

    private const string What = "Wikitext-103 as wiki.train.tokens, wiki.valid.tokens and wiki.test.tokens";

    private static readonly string[] Parts = ["wiki.train.tokens", "wiki.valid.tokens", "wiki.test.tokens"];

    /// <summary>
    /// Reads the beginning of each part, and no more of it: what is behind it is not checked. Each line, a blank one too, ends with
    /// <c>&lt;eos&gt;</c>, which counts as a word; a word that has no number is <c>&lt;unk&gt;</c>, as rare ones are in the files.
    /// </summary>
    /// <param name="path">The zip, the folder, or one of its files.</param>
    /// <param name="training">Words to read of the training text; less is an error, but that by default all are read.</param>
    /// <param name="others">The same of each other text.</param>
    /// <param name="vocabulary">The most words with a number, 2 or more: those most frequent in what is read to train on.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is something else, truncated or damaged.</exception>
    public static TokenText Load(string path, int training = int.MaxValue, int others = int.MaxValue, int vocabulary = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(training, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(others, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 2);
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
            return Read(training, others, vocabulary, part =>
            {
                string file = Path.Combine(folder, part);
                return File.Exists(file)
                    ? (File.OpenRead(file), file, null)
                    : throw new FileNotFoundException($"Expected {What}; found no file at '{file}'.", file);
            });
        }

        if (!File.Exists(path)) throw new FileNotFoundException($"Expected {What}; found no file at '{path}'.", path);
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            return Read(training, others, vocabulary, part =>
            {
                ZipArchiveEntry entry = zip.Entries.FirstOrDefault(member => member.Name == part)
                    ?? throw new DataFormatException(path, null, -1,
                        $"expected a member {part} in the zip, got {Excerpt.Of([.. zip.Entries.Select(member => member.FullName)])}. "
                        + "Is this the right archive?");
                return (new ZipEntryStream(entry), path, entry.FullName);
            });
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(path, null, -1,
                $"expected a zip with {What}, got what cannot be read ({e.Message}). It is truncated or damaged; download it again.", e);
        }
    }

    private static TokenText Read(
        int training, int others, int vocabulary, Func<string, (Stream Text, string File, string? Member)> open)
    {
        var words = new FrequentWords(vocabulary);
        Part(0, training, reader =>
        {
            words.Train(reader, training);
            return words.Count;
        });
        (int[] first, IReadOnlyList<string> kept) = words.Keep();
        int[] validation = [], test = [];
        Part(1, others, reader => (validation = words.Read(reader, others)).Length);
        Part(2, others, reader => (test = words.Read(reader, others)).Length);
        return new TokenText(first, validation, test, kept, words.EndOfLineNumber);

        void Part(int part, int wanted, Func<WordReader, int> read)
        {
            (Stream text, string file, string? member) = open(Parts[part]);
            using Stream opened = text;
            using var bounded = new BoundedStream(opened, ReadingLimits.Default.Unpacked, () => new DataFormatException(
                file, member, -1, $"expected {What}, got more than {ReadingLimits.Default.Unpacked:N0} bytes. Is this the right file?"));
            var reader = new WordReader(bounded, file, member, What);
            int count = read(reader);
            int least = wanted == int.MaxValue ? 2 : wanted;
            if (count < least) throw reader.Wrong($"{least:N0} words of it, got {count:N0}. The file is truncated; download it again.");
        }
    }
}
