using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>A text as a model takes it, and what its steps are called.</summary>
/// <param name="Sample">The model's inputs, one behind the other.</param>
/// <param name="Lengths">How many steps each of them has; empty: the model takes whole ones, or sees by itself what is there.</param>
/// <param name="Layers">The layers that look at its steps.</param>
internal sealed record AttendedText(float[] Sample, int[] Lengths, IReadOnlyList<AttendedLayer> Layers)
{
    private const int NamingWords = 5; // the first ones of a sentence

    private const string Review = "(review)", Start = "(start)";

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
        return new(sample, [], [.. model.AttentionLayers.Select(layer => new AttendedLayer(layer, names, names))]);
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
        string[] asking = [.. translation.Target.Decode(answer), EndOfSentence], source = [.. words.Take(asked - 1), EndOfSentence];
        return new(
            [.. input.Source.Span, .. target], [asked, answer.Length + 1],
            [.. model.AttentionLayers.Where(isCross).Select(layer => new AttendedLayer(layer, asking, source))]);
    }

    /// <summary>A review as a sequence of words, as many of its last ones as the model takes: every word asks all.</summary>
    /// <exception cref="UsageException">The text has no word that the training reviews have.</exception>
    public static AttendedText Of(SequenceModel<float> model, ReviewData reviews, string text)
    {
        (string Word, int Id)[] words = [.. reviews.Encode(text).TakeLast(model.SampleValues)];
        if (words.Length == 0 || words is [(_, ImdbReviews.Start)])
            throw new UsageException("--text: expected a review, got no word that the training reviews have.");
        int first = model.SampleValues - words.Length;
        var sample = new float[model.SampleValues];
        for (int i = 0; i < words.Length; i++) sample[first + i] = words[i].Id;
        string[] names = [.. words.Select(word => word.Id == ImdbReviews.Start ? Start : word.Word)];
        return new(sample, [], [.. model.AttentionLayers.Select(layer => new AttendedLayer(layer, names, names) { First = first })]);
    }

    /// <summary>A review as sentences of words: each sentence asks its words, and the review its sentences.</summary>
    /// <param name="model">A model whose first layer of attention is in sentences, and whose second one is between them.</param>
    /// <param name="vocabulary">The words.</param>
    /// <param name="text">The review.</param>
    /// <param name="sentenceLength">Words that the model takes of a sentence.</param>
    /// <exception cref="UsageException">The text has no sentence.</exception>
    public static AttendedText Of(SequenceModel<float> model, DocumentVocabulary vocabulary, string text, int sentenceLength)
    {
        string[][] sentences = vocabulary.Sentences(text);
        if (sentences.Length == 0) throw new UsageException("--text: expected a review, got no sentence with a letter or a digit.");
        var sample = new float[model.SampleValues];
        foreach (var (i, sentence) in vocabulary.Encode(sentences).Index())
        {
            for (int w = 0; w < sentence.Length; w++) sample[i * sentenceLength + w] = sentence[w];
        }

        string[] names = [.. sentences.Select((sentence, i) =>
            $"{i + 1}: {string.Join(' ', sentence.Take(NamingWords))}{(sentence.Length > NamingWords ? " ..." : "")}")];
        string[] places = [.. Enumerable.Range(1, sentences.Max(sentence => sentence.Length)).Select(place => place.ToString("D"))];
        return new(sample, [],
        [
            new AttendedLayer(model.AttentionLayers[0], names, places) { Words = sentences },
            new AttendedLayer(model.AttentionLayers[1], [Review], names),
        ]);
    }
}
