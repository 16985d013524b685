using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>A text as a model takes it, and what its steps are called.</summary>
/// <param name="Sample">The model's inputs, one behind the other.</param>
/// <param name="Lengths">How many steps each of them has; empty: the model takes whole ones.</param>
/// <param name="Asking">What each step that asks stands for.</param>
/// <param name="Asked">What each step that is asked stands for.</param>
/// <param name="Layers">The layers between these.</param>
internal sealed record AttendedText(
    float[] Sample, int[] Lengths, IReadOnlyList<string> Asking, IReadOnlyList<string> Asked, IReadOnlyList<string> Layers)
{
    private const string EndOfSentence = "(end)", EndOfLine = "(end of line)";

    /// <summary>A text that a model goes on with: every step asks those before it and itself.</summary>
    /// <exception cref="UsageException">The text is empty, has more tokens than the model takes, or one that it does not know.</exception>
    public static AttendedText Of(SequenceModel<float> model, TextVocabulary vocabulary, string text)
    {
        int[] tokens = vocabulary.Encode(text, "--text");
        if (tokens.Length == 0 || tokens.Length > model.SampleValues)
        {
            throw new UsageException($"--text: expected from 1 to {model.SampleValues} characters or words, as many as the model takes "
                + $"at a time; got {tokens.Length}.");
        }

        // What is behind the text is seen by none of its steps: the model is causal.
        var sample = new float[model.SampleValues];
        for (int i = 0; i < tokens.Length; i++) sample[i] = tokens[i];
        string[] names = [.. tokens.Select(token =>
            token == vocabulary.EndOfLine ? EndOfLine : vocabulary.Decode(token, isFirstOfLine: true))];
        return new(sample, [], names, names, model.AttentionLayers);
    }

    /// <summary>A sentence and its translation by the model: every word of this asks those of the sentence.</summary>
    /// <exception cref="UsageException">The text has no words.</exception>
    public static AttendedText Of(SequenceModel<float> model, TranslationText translation, Func<string, bool> isCross, string text)
    {
        string[] words = SentenceWords.Of(text);
        if (words.Length == 0) throw new UsageException("--text: expected a sentence, got none of its words.");
        DecoderInput<float> input = translation.Input(words);
        int[] answer = [.. model.Generate(input, TranslationText.Options(null)).Take(TranslationText.Steps - 1)];
        float[] target = TranslationText.Behind(answer);
        int asked = input.Lengths.Span[0];
        return new(
            [.. input.Source.Span, .. target], [asked, answer.Length + 1],
            [.. translation.Target.Decode(answer), EndOfSentence], [.. words.Take(asked - 1), EndOfSentence],
            [.. model.AttentionLayers.Where(isCross)]);
    }
}
