namespace SimdSeq;

/// <summary>What generation knows of a model that takes ids and answers a row for each.</summary>
internal sealed class TokenLayout
{
    private TokenLayout(ModelLayout layout, int ids)
    {
        Name = layout.Name;
        Ids = ids;
        Tokens = layout.AnswerFeatures;
        MostSteps = layout.MostStreamSteps;
        Answers = layout.OutputActivation ?? Activation.Linear;
        ShortestPrompt = layout.AnswerRates.Length == 0 ? 1 : layout.AnswerRates[0].Phase + 1;
    }

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
        int ids = IdsOf(layout);
        if (layout.Inputs.Length != 1 || layout.Outputs.Length != 1)
            throw Not(layout, "one input and one output", $"{layout.Inputs.Length} and {layout.Outputs.Length}");
        if (layout.StepFeatures != 1 || ids == 0)
            throw Not(layout, "an Embedding first, on ids", $"{layout.StepFeatures} features a step for {layout.Layers[0].Kind}");
        if (!layout.IsCausal || !layout.CanStream || layout.Delay > 0)
            throw Not(layout, "answers that need no later step (causal: true, Padding.Causal)", "a layer that looks ahead");
        if (layout.AnswerRates.Any(rate => rate.Period != 1))
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

        return new TokenLayout(layout, ids);
    }

    /// <summary>Makes sure that a prompt is one.</summary>
    /// <exception cref="ArgumentException">It is empty, has an unknown id, or leads beyond what a stream has room for.</exception>
    public void Check(ReadOnlySpan<int> prompt, GenerateOptions options)
    {
        if (prompt.Length < ShortestPrompt)
        {
            string why = prompt.IsEmpty ? "Begin with what a text begins after, such as a line feed." : "Its first answers need so many.";
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
