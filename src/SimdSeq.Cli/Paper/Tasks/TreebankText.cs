using SimdSeq.Data;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>The Penn Treebank, by words or by characters: predict the next one. The figure is over all of them.</summary>
internal static class TreebankText
{
    /// <summary>For a recurrent network: the text in rows whose states are carried over.</summary>
    /// <param name="byCharacter">Whether it is read by characters.</param>
    /// <param name="rows">Rows, which is the size of a batch.</param>
    /// <param name="steps">Steps of a window, which is how far gradients go back.</param>
    public static Func<ProblemRequest, Problem> OpenRows(bool byCharacter, int rows, int steps) => request => Open(
        request, byCharacter, (text, _) => new ContiguousBatches(text, rows, steps),
        $"{rows} rows, windows of {steps} steps, states carried over");

    /// <summary>For a convolutional network: overlapping windows of which the last part counts.</summary>
    /// <param name="byCharacter">Whether it is read by characters.</param>
    /// <param name="context">Steps that are only seen.</param>
    /// <param name="counted">Steps that count.</param>
    public static Func<ProblemRequest, Problem> OpenWindows(bool byCharacter, int context, int counted) => request => Open(
        request, byCharacter, (text, end) => new OverlappingWindows(text, context, counted, end),
        $"windows of {context + counted} steps of which the last {counted} count");

    /// <summary>For a model without a state: the same rows, of which each window begins anew.</summary>
    /// <inheritdoc cref="OpenRows" path="/param"/>
    public static Func<ProblemRequest, Problem> OpenPieces(bool byCharacter, int rows, int steps) => request => Open(
        request, byCharacter, (text, _) => new ContiguousBatches(text, rows, steps), $"{rows} rows, windows of {steps} steps");

    /// <summary>The tokens of the text, by whose numbers a model knows them.</summary>
    public static TextVocabulary Vocabulary(ProblemRequest request, bool byCharacter)
    {
        (string? path, TokenText text) = Load(request, byCharacter);
        return new TextVocabulary(text.Vocabulary, text.EndOfLine, byCharacter) { SyntheticNotice = Notice(path, request) };
    }

    private static (string? Path, TokenText Text) Load(ProblemRequest request, bool byCharacter)
    {
        if (!Directory.Exists(request.File)) FileOption.CheckReadable("--data", request.File);
        string? path = request.File ?? DataFolder.Find("ptb", request.Folder);
        return (path, (path, byCharacter) switch
        {
            (null, true) => SyntheticText.Characters(),
            (null, false) => SyntheticText.Words(),
            (_, true) => PennTreebank.LoadCharacters(path),
            _ => PennTreebank.LoadWords(path),
        });
    }

    private static string? Notice(string? path, ProblemRequest request) => path is null
        ? StandIn.Notice("Penn Treebank", "ptb", request, "sentences of a small grammar over made-up words")
        : null;

    private static LossProblem Open(
        ProblemRequest request, bool byCharacter, Func<ReadOnlyMemory<int>, int, Dataset<float>> cut, string windows)
    {
        (string? path, TokenText text) = Load(request, byCharacter);
        return Create("Penn Treebank", path, text, byCharacter, cut, windows, Notice(path, request));
    }

    /// <summary>The problem of a text.</summary>
    internal static LossProblem Create(
        string title, string? path, TokenText text, bool byCharacter, Func<ReadOnlyMemory<int>, int, Dataset<float>> cut, string windows,
        string? notice)
    {
        int count = text.Training.Length + text.Validation.Length + text.Test.Length;
        string tokens = byCharacter ? "characters" : "words";
        return new LossProblem(
            new DataReport(path, path is null ? DataReport.Synthetic : DataReport.Real, count, null, null),
            cut(text.Training, text.EndOfLine), cut(text.Validation, text.EndOfLine), cut(text.Test, text.EndOfLine),
            byCharacter ? LossScale.Bits : LossScale.Perplexity,
            "counts",
            (text.FrequencyLoss(text.Validation), text.FrequencyLoss(text.Test)))
        {
            Notes =
            [
                ("Task", $"{title} by {tokens}: the next one of {text.Vocabulary.Count:N0}; {windows}"),
                ("Text",
                    $"{text.Training.Length:N0} training, {text.Validation.Length:N0} validation, {text.Test.Length:N0} test {tokens}"),
                ("Baseline", $"each with the share that it has of the training {tokens}"),
            ],
            SyntheticNotice = notice,
        };
    }
}
