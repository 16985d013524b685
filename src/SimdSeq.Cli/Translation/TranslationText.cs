using System.Security.Cryptography;
using SimdSeq.Data;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>
/// German captions to English ones: Multi30k, from the folder the user named or the data folder, or generated sentences. A pair that is
/// longer than the model takes is left out of training; a sentence to translate is cut.
/// </summary>
internal sealed class TranslationText
{
    /// <summary>Steps of a sentence, its end among them.</summary>
    public const int Steps = 32;

    /// <summary>Numbers of German words.</summary>
    public const int SourceWords = 8_000;

    /// <summary>Numbers of English words.</summary>
    public const int TargetWords = 6_000;

    private const string Dataset = "multi30k";
    private const int LeastFrequency = 2;

    private readonly TranslationCorpus _corpus;
    private readonly string? _path;
    private readonly string[][][] _words; // of training, validation, test: source and target by turns

    private TranslationText(TranslationCorpus corpus, string? path)
    {
        (_corpus, _path) = (corpus, path);
        SentencePairs[] parts = [corpus.Training, corpus.Validation, corpus.Test];
        _words = [.. parts.SelectMany(part => new[] { part.Source, part.Target })
            .Select(sentences => sentences.Select(SentenceWords.Of).ToArray())];
        Source = new WordVocabulary(_words[0], SourceWords, LeastFrequency);
        Target = new WordVocabulary(_words[1], TargetWords, LeastFrequency);
    }

    /// <summary>Numbers of what is translated.</summary>
    public WordVocabulary Source { get; }

    /// <summary>Numbers of translations.</summary>
    public WordVocabulary Target { get; }

    /// <summary>Whether the sentences are generated.</summary>
    public bool IsSynthetic => _path is null;

    /// <summary>Warns where they are.</summary>
    public void WarnOfSynthetic(Terminal terminal)
    {
        if (IsSynthetic)
            terminal.Warning("words are numbered by SYNTHETIC sentences: no real ones were found. Name them with --data.");
    }

    /// <summary>Reads or generates the sentences.</summary>
    /// <exception cref="UsageException">The named file is not there.</exception>
    public static TranslationText Read(ProblemRequest request)
    {
        if (!Directory.Exists(request.File)) FileOption.CheckReadable("--data", request.File);
        string? path = request.File ?? DataFolder.Find(Dataset, request.Folder);
        return new(path is null ? SyntheticTranslations.Generate() : Multi30k.Load(path), path);
    }

    /// <summary>The problem that recipes solve.</summary>
    public static Problem Open(ProblemRequest request)
    {
        var text = Read(request);
        var (training, leftOut) = text.Samples(0, mayLeaveOut: true);
        int count = text._corpus.Training.Count + text._corpus.Validation.Count + text._corpus.Test.Count;
        string? sha = text._path is null || Directory.Exists(text._path) ? null : Sha(text._path);
        return new TranslationProblem(
            new DataReport(text._path, text.IsSynthetic ? DataReport.Synthetic : DataReport.Real, count, null, sha),
            training, text.Samples(1, mayLeaveOut: false).Data, text.Samples(2, mayLeaveOut: false).Data, text)
        {
            Notes =
            [
                ("Task", $"translate German captions to English: {text.Source.Count:N0} and {text.Target.Count:N0} words, those that come "
                    + $"{LeastFrequency} times, in lower case"),
                ("Sentences", $"{training.Count:N0} training ({leftOut:N0} longer than {Steps - 1} words left out), "
                    + $"{text._corpus.Validation.Count:N0} validation, {text._corpus.Test.Count:N0} test"),
                ("Baseline", "each word with the share that it has of the training words"),
            ],
            SyntheticNotice = text.IsSynthetic
                ? StandIn.Notice("Multi30k", Dataset, request, "sentences of a small grammar over made-up words and their translations")
                : null,
        };
    }

    /// <summary>A translation as its decoder reads it, one step behind: the beginning, then the words.</summary>
    public static float[] Behind(IReadOnlyList<int> words)
    {
        var values = new float[Steps];
        values[0] = WordVocabulary.Start;
        for (int i = 1; i < Steps && i <= words.Count; i++) values[i] = words[i - 1];
        return values;
    }

    /// <summary>A sentence as a decoder takes it, cut to its steps.</summary>
    public DecoderInput<float> Input(IReadOnlyList<string> words)
    {
        int[] ids = [.. Source.Encode(words).Take(Steps - 1), WordVocabulary.End];
        var values = new float[Steps];
        for (int i = 0; i < ids.Length; i++) values[i] = ids[i];
        return new DecoderInput<float>(values) { Lengths = new[] { ids.Length } };
    }

    /// <summary>How translations are made.</summary>
    /// <param name="beams">Width of the search; null: the likeliest word each time.</param>
    public static GenerateOptions Options(int? beams) => new()
    {
        MaxTokens = Steps,
        StartToken = WordVocabulary.Start,
        EndToken = WordVocabulary.End,
        Temperature = beams is null ? 0 : 1,
        Beams = beams,
        LengthPenalty = beams is null ? 0 : 0.6,
    };

    /// <summary>BLEU of a model's translations, which take the likeliest word each time.</summary>
    public double BleuOf(SequenceModel<float> model, ProblemPart part, int threads, CancellationToken cancellation)
    {
        string[][] sentences = _words[part == ProblemPart.Validation ? 2 : 4], references = _words[part == ProblemPart.Validation ? 3 : 5];
        int[][] answers = model.Generate([.. sentences.Select(Input)], Options(null), threads, cancellation);
        return Bleu.OfCorpus([.. answers.Select(tokens => Target.Decode(tokens))], references);
    }

    /// <summary>The loss, a word, of who gives each the share that it has in training.</summary>
    public double FrequencyLoss(ProblemPart part)
    {
        var counts = new double[Target.Count];
        foreach (int word in Ended(1)) counts[word]++;
        double all = counts.Sum(), loss = 0;
        int[] words = [.. Ended(part == ProblemPart.Validation ? 3 : 5)];
        foreach (int word in words) loss -= Math.Log(Math.Max(1, counts[word]) / all);
        return loss / words.Length;
    }

    private IEnumerable<int> Ended(int part) =>
        _words[part].SelectMany(words => Target.Encode(words.Take(Steps - 1)).Append(WordVocabulary.End));

    // Of a pair the source with its end, and the target behind its beginning; the answers are the target with its end.
    private (Dataset<float> Data, int LeftOut) Samples(int part, bool mayLeaveOut)
    {
        string[][] sources = _words[2 * part], targets = _words[2 * part + 1];
        int[] kept = [.. Enumerable.Range(0, sources.Length)
            .Where(i => !mayLeaveOut || (sources[i].Length < Steps && targets[i].Length < Steps))];
        float[] source = new float[kept.Length * Steps], target = new float[kept.Length * Steps], answers = new float[kept.Length * Steps];
        var lengths = new int[2 * kept.Length];
        for (int sample = 0; sample < kept.Length; sample++)
        {
            int[] from = [.. Source.Encode(sources[kept[sample]]).Take(Steps - 1), WordVocabulary.End];
            int[] to = [.. Target.Encode(targets[kept[sample]]).Take(Steps - 1), WordVocabulary.End];
            (lengths[2 * sample], lengths[2 * sample + 1]) = (from.Length, to.Length);
            for (int i = 0; i < from.Length; i++) source[sample * Steps + i] = from[i];
            for (int i = 0; i < to.Length; i++) answers[sample * Steps + i] = to[i];
            Behind(to[..^1]).CopyTo(target, sample * Steps);
        }

        return (ArrayDataset.For(new Multi30kTransformer(0), [source, target], [answers], lengths), sources.Length - kept.Length);
    }

    private static string Sha(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
