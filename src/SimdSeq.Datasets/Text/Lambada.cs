namespace SimdSeq.Datasets;

/// <summary>
/// LAMBADA (Paperno et al. 2016): 2,662 novels to train on, and 4,869 and 5,153 passages whose last word is to be predicted from all that
/// is before it. Read from the archive that they come in, <c>lambada-dataset.tar.gz</c>, in its order.
/// </summary>
public static class Lambada
{
    /// <summary>Words of all the novels, about.</summary>
    public const int TrainingWords = 203_000_000;

    /// <summary>Passages to choose by.</summary>
    public const int ValidationPassages = 4_869;

    /// <summary>Passages to test with.</summary>
    public const int TestPassages = 5_153;

    private const string What = "LAMBADA as lambada-dataset.tar.gz";

    /// <summary>Members of the archive.</summary>
    internal const string Validation = "lambada_development_plain_text.txt", Test = "lambada_test_plain_text.txt",
        Novels = "train-novels.tar";

    /// <summary>
    /// Reads novels until there are words enough, and the first passages. Each line ends with <c>&lt;eos&gt;</c>, which counts as a word;
    /// a word that has no number is <c>&lt;unk&gt;</c>.
    /// </summary>
    /// <param name="path">The archive.</param>
    /// <param name="training">Words to read of the novels; less is an error, but that by default all are read.</param>
    /// <param name="passages">Passages to keep of each kind, at most.</param>
    /// <param name="vocabulary">The most words with a number, 2 or more: those most frequent in what is read of the novels.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is something else, truncated or damaged, or has other passages.</exception>
    public static PassageText Load(
        string path, int training = int.MaxValue, int passages = int.MaxValue, int vocabulary = int.MaxValue) =>
        Load(path, training, passages, vocabulary, (ValidationPassages, TestPassages));

    /// <summary>Reads all of the archive and keeps little of it.</summary>
    /// <exception cref="DataFormatException">It is something else, truncated or damaged, or has other passages.</exception>
    internal static void Check(string path) => Load(path, 2, 1, 2, (ValidationPassages, TestPassages), toEnd: true);

    /// <summary>The same of an archive with so many passages.</summary>
    internal static PassageText Load(
        string path, int training, int passages, int vocabulary, (int Validation, int Test) whole, bool toEnd = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(training, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(passages, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 2);
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected {What}; found no file at '{path}'.", path);
        var words = new FrequentWords(vocabulary);
        byte[]? validation = null, test = null;
        bool hasNovels = false;
        using var archive = new TextArchive(path, What);
        while ((toEnd || validation is null || test is null || !hasNovels) && archive.Next() is { } member)
        {
            switch (Path.GetFileName(member.Name))
            {
                case Validation:
                    validation = archive.ReadText(member);
                    break;
                case Test:
                    test = archive.ReadText(member);
                    break;
                case Novels:
                    hasNovels = true;
                    archive.ReadNested(member, novel => words.Train(novel, training), () => words.Count < training);
                    break;
            }
        }

        if (toEnd) archive.ReadToEnd();
        if (!hasNovels || validation is null || test is null)
        {
            string absent = !hasNovels ? Novels : validation is null ? Validation : Test;
            throw new DataFormatException(path, null, -1, $"expected a member {absent}, got none. Is this the right archive?");
        }

        int least = training == int.MaxValue ? 2 : training;
        if (words.Count < least)
            throw new DataFormatException(path, Novels, -1, $"expected {least:N0} words, got {words.Count:N0}. Is this the right archive?");
        (int[] novels, IReadOnlyList<string> kept) = words.Keep();
        int[] first = Passages(Validation, validation, whole.Validation), second = Passages(Test, test, whole.Test);
        int[] firstAnswers = Answers(first), secondAnswers = Answers(second);
        int Ends(int[] text) => text.Count(token => token == words.EndOfLineNumber);
        return new PassageText(
            new TokenText(novels, first, second, kept, words.EndOfLineNumber), firstAnswers, secondAnswers,
            Ends(first) + Ends(second) - firstAnswers.Concat(secondAnswers).Count(answer => answer != PassageText.None));

        int[] Answers(int[] text) => PassageText.LastWords(text, words.EndOfLineNumber, words.UnknownNumber);

        int[] Passages(string member, byte[] content, int all)
        {
            int[] text = words.Read(new WordReader(new MemoryStream(content), path, member, What), int.MaxValue);
            int count = Ends(text);
            if (count != all)
            {
                throw new DataFormatException(path, member, -1,
                    $"expected {all:N0} passages, a line each, got {count:N0}. Is this the right archive?");
            }

            int end = -1;
            for (int i = 0; i < Math.Min(passages, all); i++) end = Array.IndexOf(text, words.EndOfLineNumber, end + 1);
            return text[..(end + 1)];
        }
    }
}
