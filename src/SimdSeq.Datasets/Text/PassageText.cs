namespace SimdSeq.Datasets;

/// <summary>A text to train on, and passages to test with of which the last word alone is to be predicted.</summary>
/// <param name="Text">The text; its two other parts are the passages one after another, each with the end of its line.</param>
/// <param name="ValidationAnswers">In the place of each token to choose by: itself where it is a passage's last word, else
/// <see cref="None"/>.</param>
/// <param name="TestAnswers">The same of the tokens to test with.</param>
/// <param name="Unanswerable">Passages whose last word is none of the vocabulary; it is no answer.</param>
public sealed record PassageText(TokenText Text, int[] ValidationAnswers, int[] TestAnswers, int Unanswerable)
{
    /// <summary>In the place of a token that is not to be predicted.</summary>
    public const int None = -1;

    /// <summary>The loss of who gives each answer the share that it has in training.</summary>
    /// <param name="answers">The answers, of which <see cref="None"/> is passed over.</param>
    public double FrequencyLoss(IEnumerable<int> answers) =>
        Text.FrequencyLoss([None, .. answers.Where(answer => answer != None)]);

    /// <summary>Marks the last word of each passage.</summary>
    /// <param name="text">Passages, each with the end of its line.</param>
    /// <param name="endOfLine">That end.</param>
    /// <param name="unknown">A word that is no answer; negative: there is none.</param>
    /// <param name="lines">Lines of a passage.</param>
    internal static int[] LastWords(int[] text, int endOfLine, int unknown, int lines = 1)
    {
        int[] answers = Enumerable.Repeat(None, text.Length).ToArray();
        int ended = 0;
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == endOfLine && ++ended % lines == 0 && text[i - 1] != unknown) answers[i - 1] = text[i - 1];
        }

        return answers;
    }
}
