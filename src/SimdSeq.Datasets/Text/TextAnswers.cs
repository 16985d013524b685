namespace SimdSeq.Datasets;

/// <summary>What is to be predicted of a text, where that is not every token.</summary>
internal static class TextAnswers
{
    /// <summary>The answers, checked; without any the tokens.</summary>
    public static ReadOnlyMemory<int> Of(ReadOnlyMemory<int> tokens, ReadOnlyMemory<int>? answers) =>
        answers is not { } given ? tokens : given.Length == tokens.Length ? given : throw new ArgumentException(
            $"Expected an answer for each of {tokens.Length} tokens, got {given.Length}.", nameof(answers));
}
