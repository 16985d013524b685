namespace SimdSeq.Datasets;

/// <summary>A text as numbers of its words or characters.</summary>
/// <param name="Training">To train on.</param>
/// <param name="Validation">To choose by.</param>
/// <param name="Test">To test with.</param>
/// <param name="Vocabulary">The word or character of each number, in the order in which they first come in training.</param>
/// <param name="EndOfLine">The number of what ends a line.</param>
public sealed record TokenText(int[] Training, int[] Validation, int[] Test, IReadOnlyList<string> Vocabulary, int EndOfLine)
{
    /// <summary>The loss, a token, of who gives each the share that it has in training: how much there is to learn beyond
    /// counting.</summary>
    /// <param name="tokens">The text to predict, all but its first token.</param>
    public double FrequencyLoss(ReadOnlySpan<int> tokens)
    {
        var counts = new double[Vocabulary.Count];
        foreach (int token in Training) counts[token]++;
        double loss = 0;
        for (int i = 1; i < tokens.Length; i++) loss -= Math.Log(counts[tokens[i]] / Training.Length);
        return loss / (tokens.Length - 1);
    }
}
