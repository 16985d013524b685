using SimdSeq.Data;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>A slice of text8: the first characters of each part, so that an epoch takes minutes and tells what the whole takes.</summary>
internal static class LetterText
{
    private const int TrainingCharacters = 1_000_000, OtherCharacters = 100_000;

    /// <summary>For a recurrent network: the text in rows whose states are carried over.</summary>
    /// <param name="rows">Rows, which is the size of a batch.</param>
    /// <param name="steps">Steps of a window, which is how far gradients go back.</param>
    public static Func<ProblemRequest, Problem> OpenRows(int rows, int steps) => request => Open(
        request, (text, _) => new ContiguousBatches(text, rows, steps), $"{rows} rows, windows of {steps} steps, states carried over");

    /// <summary>For a convolutional network: overlapping windows of which the last part counts.</summary>
    /// <param name="context">Steps that are only seen.</param>
    /// <param name="counted">Steps that count.</param>
    public static Func<ProblemRequest, Problem> OpenWindows(int context, int counted) => request => Open(
        request, (text, end) => new OverlappingWindows(text, context, counted, end),
        $"windows of {context + counted} steps of which the last {counted} count");

    /// <summary>The characters, by whose numbers a model knows them.</summary>
    public static TextVocabulary Vocabulary(ProblemRequest request)
    {
        (string? path, TokenText text) = Load(request);
        return new TextVocabulary(text.Vocabulary, text.EndOfLine, byCharacter: true) { SyntheticNotice = Notice(path, request) };
    }

    private static LossProblem Open(ProblemRequest request, Func<ReadOnlyMemory<int>, int, Dataset<float>> cut, string windows)
    {
        (string? path, TokenText text) = Load(request);
        return TreebankText.Create("a slice of text8", path, text, byCharacter: true, cut, windows, Notice(path, request));
    }

    private static (string? Path, TokenText Text) Load(ProblemRequest request)
    {
        FileOption.CheckReadable("--data", request.File);
        string? path = request.File ?? DataFolder.Find("text8", request.Folder);
        return (path, path is null ? SyntheticText.Letters() : Text8.Load(path, TrainingCharacters, OtherCharacters));
    }

    private static string? Notice(string? path, ProblemRequest request) => path is null
        ? StandIn.Notice("text8", "text8", request, "sentences of a small grammar over made-up words")
        : null;
}
