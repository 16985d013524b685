using System.Text;

namespace SimdSeq.Datasets;

/// <summary>
/// Multi30k (Elliott, Frank, Sima'an and Specia 2016): captions of pictures in English and their translations to German: 29,000 pairs to
/// train on, 1,014 to choose by, and the 1,000 of the test of 2016. Read from <c>train</c>, <c>val</c> and <c>test_2016_flickr</c> with
/// <c>.de</c> and <c>.en</c>, each as it is or as <c>.gz</c>.
/// </summary>
public static class Multi30k
{
    private const string What = "Multi30k's train, val and test_2016_flickr, each in .de and .en";

    private static readonly string[] Parts = ["train", "val", "test_2016_flickr"];

    /// <summary>Reads German sentences and their English ones.</summary>
    /// <param name="path">The folder that holds the files, or one of them.</param>
    /// <exception cref="FileNotFoundException">One of them is not there.</exception>
    /// <exception cref="DataFormatException">One is something else, truncated or damaged, or has another number of lines.</exception>
    public static TranslationCorpus Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        SentencePairs[] parts = [.. Parts.Select(part => Pairs(folder, part))];
        return new TranslationCorpus(parts[0], parts[1], parts[2]);
    }

    /// <summary>The lines of a file.</summary>
    internal static string[] Lines(string file)
    {
        byte[] content = WholeFile.Read(file, What, ReadingLimits.Default);
        try
        {
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
            if (string.IsNullOrWhiteSpace(text)) throw new DataFormatException(file, null, 0, $"expected {What}, got an empty file.");
            if (!FileKind.Of(content.AsSpan(0, Math.Min(content.Length, FileKind.HeadLength))).MayBeTable)
                throw WholeFile.Other(file, What, content);
            return [.. text.TrimEnd('\n', '\r').Split('\n').Select(line => line.TrimEnd('\r'))];
        }
        catch (DecoderFallbackException e)
        {
            throw new DataFormatException(file, null, e.Index,
                $"expected {What}, text in UTF-8, got other bytes. Is this the right file?", e);
        }
    }

    private static SentencePairs Pairs(string folder, string part)
    {
        string german = Find(folder, $"{part}.de"), english = Find(folder, $"{part}.en");
        string[] source = Lines(german), target = Lines(english);
        return source.Length == target.Length
            ? new SentencePairs(source, target)
            : throw new DataFormatException(english, null, -1,
                $"expected {source.Length:N0} lines, one for each of '{german}', got {target.Length:N0}. The files are not of one set.");
    }

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name);
        return File.Exists(plain) ? plain : plain + ".gz";
    }
}
