namespace SimdSeq;

/// <summary>What generation knows of a model, or of its decoder, that takes ids and answers a row for each.</summary>
internal sealed class TokenLayout
{
    private TokenLayout(ModelLayout layout, StreamLayout stream, int ids)
    {
        IsDecoder = layout.Decoder is not null;
        Name = layout.Name;
        Ids = ids;
        Tokens = layout.AnswerFeatures;
        MostSteps = stream.MostSteps;
        Answers = layout.OutputActivation ?? Activation.Linear;
        ShortestPrompt = stream.AnswerRates.Length == 0 ? 1 : stream.AnswerRates[0].Phase + 1;
    }

    /// <summary>Whether it goes on from a source, by the model's decoder.</summary>
    public bool IsDecoder { get; }

    /// <summary>The model's name.</summary>
    public string Name { get; }

    /// <summary>Ids that the model takes: those below it.</summary>
    public int Ids { get; }

    /// <summary>Tokens that it answers: those below it.</summary>
    public int Tokens { get; }

    /// <summary>Steps that a stream has room for.</summary>
    public long MostSteps { get; }

    /// <summary>Steps until the first answer.</summary>
    public int ShortestPrompt { get; }

    /// <summary>What the answers are: logits (Linear), probabilities (Softmax) or their logarithms (LogSoftmax).</summary>
    public Activation Answers { get; }

    /// <summary>The layout of a model.</summary>
    /// <exception cref="InvalidOperationException">It does not generate; the message says what it would need.</exception>
    public static TokenLayout Of(ModelLayout layout)
    {
        var decoder = layout.Decoder;
        var stream = decoder?.Stream ?? layout.Stream;
        int ids = decoder?.Ids ?? IdsOf(layout), features = decoder is null ? layout.StepFeatures : layout.Inputs[decoder.Input].Features;
        if (layout.Inputs.Length != 1 && decoder is null)
        {
            throw Not(layout, "one input, or as the last parameter of Forward a sequence that causal layers (causal: true) can decode once "
                + "the others are known", $"{layout.Inputs.Length} inputs, of which {layout.Inputs[^1].Name}, the last, cannot be decoded");
        }

        if (layout.Outputs.Length != 1) throw Not(layout, "one output", $"{layout.Outputs.Length}");
        if (features != 1 || ids == 0)
        {
            string first = decoder is null ? layout.Layers[0].Kind : $"{layout.Inputs[decoder.Input].Name}, and no Embedding of it";
            throw Not(layout, "an Embedding first, on ids", $"{features} features a step for {first}");
        }

        if (decoder is null && (!layout.IsCausal || !layout.CanStream) || stream.Delay > 0)
            throw Not(layout, "answers that need no later step (causal: true, Padding.Causal)", "a layer that looks ahead");
        if (stream.AnswerRates.Any(rate => rate.Period != 1))
            throw Not(layout, "an answer at every step", "layers with strides, whose answers come every few steps");
        if ((layout.OutputActivation ?? Activation.Linear) is not (Activation.Linear or Activation.Softmax or Activation.LogSoftmax))
        {
            throw Not(layout, "logits, Activation.Softmax or Activation.LogSoftmax as answers",
                $"those of Activation.{layout.OutputActivation}");
        }

        if (layout.AnswerFeatures > ids || layout.AnswerFeatures < 2)
        {
            throw Not(layout, $"an answer of 2 features or more, one for each token, and at most the {ids} ids that its Embedding takes",
                layout.AnswerFeatures.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return new TokenLayout(layout, stream, ids);
    }

    /// <summary>Makes sure that a source comes with a prompt where the model decodes one, and only there.</summary>
    /// <exception cref="InvalidOperationException">It is not so.</exception>
    public void CheckSource(bool hasSource)
    {
        if (hasSource == IsDecoder) return;
        throw new InvalidOperationException(IsDecoder
            ? $"{Name} decodes a source, and got a prompt alone. Give it a {nameof(DecoderInput<float>)}."
            : $"{Name} has one input, which a prompt is the beginning of; got a source. Give it the prompt alone.");
    }

    /// <summary>Makes sure that a prompt is one.</summary>
    /// <exception cref="ArgumentException">It is empty, has an unknown id, or leads beyond what a stream has room for.</exception>
    public void Check(ReadOnlySpan<int> prompt, GenerateOptions options)
    {
        if (prompt.Length < ShortestPrompt)
        {
            string why = prompt.IsEmpty
                ? "Begin with what a text begins after, such as a line feed, or set "
                    + $"{nameof(GenerateOptions)}.{nameof(GenerateOptions.StartToken)}."
                : "Its first answers need so many.";
            string least = ShortestPrompt == 1 ? "1 token" : $"{ShortestPrompt} tokens";
            throw new ArgumentException($"A prompt of {Name} has at least {least}; got {prompt.Length}. {why}", nameof(prompt));
        }

        for (int i = 0; i < prompt.Length; i++)
        {
            if ((uint)prompt[i] >= (uint)Ids)
            {
                throw new ArgumentOutOfRangeException(nameof(prompt),
                    $"{Name} takes ids from 0 to {Ids - 1}; got {prompt[i]} as token {i} of the prompt. Map rarer words to one id.");
            }
        }

        long steps = (long)prompt.Length + options.MaxTokens - 1;
        if (options.ContextLength is not null || steps <= MostSteps) return;
        string most = prompt.Length > MostSteps ? "shorten the prompt" : $"ask for at most {MostSteps - prompt.Length + 1} tokens";
        throw new ArgumentException(
            $"A stream of {Name} has room for {MostSteps} steps; a prompt of {prompt.Length} tokens and {options.MaxTokens} more need "
            + $"{steps}. Set {nameof(GenerateOptions)}.{nameof(GenerateOptions.ContextLength)}, say to {MostSteps}: it then goes on with "
            + $"the last tokens. Or {most}, or give the attention a window.", nameof(prompt));
    }

    // Every table is looked up by the ids of the input.
    private static int IdsOf(ModelLayout layout)
    {
        int least = int.MaxValue;
        foreach (var layer in layout.Layers)
        {
            if (!layer.Kind.StartsWith("Embedding(", StringComparison.Ordinal)) continue;
            var table = Array.Find(layout.Parameters, parameter => parameter.Name == $"{layer.Name}/embeddings");
            if (table is not null) least = Math.Min(least, table.Shape[0]);
        }

        return least == int.MaxValue ? 0 : least;
    }

    private static InvalidOperationException Not(ModelLayout layout, string needed, string got) =>
        new($"{layout.Name} does not generate: that needs {needed}; got {got}.");
}
