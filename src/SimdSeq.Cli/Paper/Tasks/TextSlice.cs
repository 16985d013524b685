using SimdSeq.Data;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>
/// The beginning of a text that is too long for two cores, so that an epoch takes minutes and tells what the whole takes.
/// </summary>
internal sealed class TextSlice
{
    private const int Characters = 1_000_000, OtherCharacters = 100_000;
    private const int Words = 1_000_000, OtherWords = 100_000, Passages = 500, Vocabulary = 10_000;

    private readonly string _title, _dataset, _standIn;
    private readonly bool _byCharacter;
    private readonly Func<string?, (TokenText Text, PassageText? Passages)> _load;

    private TextSlice(
        string title, string dataset, bool byCharacter, string standIn, Func<string?, (TokenText Text, PassageText? Passages)> load) =>
        (_title, _dataset, _byCharacter, _standIn, _load) = (title, dataset, byCharacter, standIn, load);

    /// <summary>text8, by characters.</summary>
    public static TextSlice Text8 { get; } = new(
        "text8", "text8", byCharacter: true, Sentences,
        path => (path is null ? SyntheticText.Letters() : SimdSeq.Datasets.Text8.Load(path, Characters, OtherCharacters), null));

    /// <summary>Wikitext-103, by the 10,000 words that are most frequent in the slice.</summary>
    public static TextSlice WikiText103 { get; } = new(
        "Wikitext-103", "wikitext-103", byCharacter: false, Sentences,
        path => (path is null ? SyntheticText.Words() : SimdSeq.Datasets.WikiText103.Load(path, Words, OtherWords, Vocabulary), null));

    /// <summary>LAMBADA, likewise: every word of the novels, the last one of each passage.</summary>
    public static TextSlice Lambada { get; } = new(
        "LAMBADA", "lambada", byCharacter: false, $"{Sentences}, five a passage",
        path =>
        {
            PassageText passages = path is null
                ? SyntheticText.Passages()
                : SimdSeq.Datasets.Lambada.Load(path, Words, Passages, Vocabulary);
            return (passages.Text, passages);
        });

    private const string Sentences = "sentences of a small grammar over made-up words";

    /// <summary>For a recurrent network: the text in rows whose states are carried over.</summary>
    /// <param name="rows">Rows, which is the size of a batch.</param>
    /// <param name="steps">Steps of a window, which is how far gradients go back.</param>
    public Func<ProblemRequest, Problem> OpenRows(int rows, int steps) => request => Open(
        request, (text, _, answers) => new ContiguousBatches(text, rows, steps, answers),
        $"{rows} rows, windows of {steps} steps, states carried over");

    /// <summary>For a convolutional network: overlapping windows of which the last part counts.</summary>
    /// <param name="context">Steps that are only seen.</param>
    /// <param name="counted">Steps that count.</param>
    public Func<ProblemRequest, Problem> OpenWindows(int context, int counted) => request => Open(
        request, (text, end, answers) => new OverlappingWindows(text, context, counted, end, answers),
        $"windows of {context + counted} steps of which the last {counted} count");

    /// <summary>The tokens, by whose numbers a model knows them.</summary>
    public TextVocabulary VocabularyOf(ProblemRequest request)
    {
        (string? path, TokenText text, _) = Load(request);
        return new TextVocabulary(text.Vocabulary, text.EndOfLine, _byCharacter) { SyntheticNotice = Notice(path, request) };
    }

    private LossProblem Open(
        ProblemRequest request, Func<ReadOnlyMemory<int>, int, ReadOnlyMemory<int>?, Dataset<float>> cut, string windows)
    {
        (string? path, TokenText text, PassageText? passages) = Load(request);
        LossProblem all = TreebankText.Create(
            $"a slice of {_title}", path, text, _byCharacter, (tokens, end) => cut(tokens, end, null), windows, Notice(path, request));
        return passages is null ? all : LastWords(all, passages, cut);
    }

    // Where a passage does not end nothing counts; what is read of one goes on into the next, as in the text to train on.
    private static LossProblem LastWords(
        LossProblem all, PassageText passages, Func<ReadOnlyMemory<int>, int, ReadOnlyMemory<int>?, Dataset<float>> cut)
    {
        TokenText text = passages.Text;
        int Count(int[] answers) => answers.Count(answer => answer != PassageText.None);
        return all with
        {
            Validation = cut(text.Validation, text.EndOfLine, passages.ValidationAnswers),
            Test = cut(text.Test, text.EndOfLine, passages.TestAnswers),
            Scale = LossScale.Perplexity with
            {
                Loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true, ignoreClass: PassageText.None),
            },
            BaselineLoss = (passages.FrequencyLoss(passages.ValidationAnswers), passages.FrequencyLoss(passages.TestAnswers)),
            Notes =
            [
                .. all.Notes,
                ("Passages", $"{Count(passages.ValidationAnswers):N0} validation, {Count(passages.TestAnswers):N0} test, of which the last "
                    + $"word alone counts; {passages.Unanswerable:N0} left out whose last word is none of the vocabulary"),
            ],
        };
    }

    private (string? Path, TokenText Text, PassageText? Passages) Load(ProblemRequest request)
    {
        if (!Directory.Exists(request.File)) FileOption.CheckReadable("--data", request.File);
        string? path = request.File ?? DataFolder.Find(_dataset, request.Folder);
        (TokenText text, PassageText? passages) = _load(path);
        return (path, text, passages);
    }

    private string? Notice(string? path, ProblemRequest request) =>
        path is null ? StandIn.Notice(_title, _dataset, request, _standIn) : null;
}
