namespace SimdSeq;

/// <summary>
/// How a model goes on with a text. With <see cref="Beams"/> it searches the likeliest sequence; else it draws each token, or, with a
/// <see cref="Temperature"/> of 0, takes the likeliest (greedy). Of equally likely tokens the one with the smaller id is taken.
/// </summary>
/// <remarks>
/// Drawing takes the probabilities <c>p[i] = exp(z[i] / temperature) / Σ exp(z[k] / temperature)</c> of the log-odds z, keeps the
/// <see cref="TopK"/> largest, of these the fewest whose sum is at least <see cref="TopP"/> of theirs, and draws one of what is left, each
/// by its share.
/// </remarks>
public sealed record GenerateOptions
{
    /// <summary>Most tokens to generate, the end token among them.</summary>
    public int MaxTokens { get; init; } = 100;

    /// <summary>What log-odds are divided by before a token is drawn: below 1 likely ones become likelier; 0: the likeliest.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>How many of the likeliest tokens are drawn from; null: all.</summary>
    public int? TopK { get; init; }

    /// <summary>Which share of the probability is drawn from, in (0, 1], as the fewest tokens that have it (Holtzman et al. 2020); null:
    /// all.</summary>
    public double? TopP { get; init; }

    /// <summary>
    /// Width of a beam search: the most hypotheses that go on together. One that has ended leaves its place empty. Null: no search. The
    /// tokens are known when the search is over.
    /// </summary>
    public int? Beams { get; init; }

    /// <summary>
    /// α of the length penalty of Wu et al. (2016), at least 0: the search answers with the sequence Y of the largest
    /// <c>log P(Y) / lp(Y)</c>, <c>lp(Y) = ((5 + |Y|) / (5 + 1))^α</c>, |Y| its tokens with the end token. 0: none.
    /// </summary>
    public double LengthPenalty { get; init; }

    /// <summary>The token that ends a sequence. It is the last one of the answer. Null: none does.</summary>
    public int? EndToken { get; init; }

    /// <summary>
    /// The token that an empty prompt stands for, as a rule the beginning of what an encoder-decoder answers. Null: there is none.
    /// </summary>
    public int? StartToken { get; init; }

    /// <summary>
    /// Seed of what is drawn. The same seed gives the same tokens on any machine that has the same parameters; the prompts of a batch draw
    /// independently of each other.
    /// </summary>
    public long Seed { get; init; }

    /// <summary>
    /// What to do where a stream has a limit, as with a PositionalEmbedding or attention without a window: when it is full it begins anew
    /// with this many of the last tokens. The model's steps give each token the longest context, at the cost of all of them for each;
    /// half as many cost two steps a token. Null: a prompt that leads beyond the limit is an error. Models without a limit do not need it.
    /// </summary>
    public int? ContextLength { get; init; }

    internal bool IsGreedy => Temperature == 0;

    internal void Check(TokenLayout layout)
    {
        Require(MaxTokens >= 1, nameof(MaxTokens), "at least 1", MaxTokens);
        Require(Temperature is >= 0 and < double.PositiveInfinity, nameof(Temperature), "at least 0 and finite", Temperature);
        Require(TopK is null or >= 1, nameof(TopK), "at least 1, or null", TopK);
        Require(TopP is null or (> 0 and <= 1), nameof(TopP), "above 0 and at most 1, or null", TopP);
        Require(Beams is null or >= 1, nameof(Beams), "at least 1, or null", Beams);
        Require(LengthPenalty is >= 0 and < double.PositiveInfinity, nameof(LengthPenalty), "at least 0 and finite", LengthPenalty);
        Require(LengthPenalty == 0 || Beams is not null, nameof(LengthPenalty), $"0 without {nameof(Beams)}", LengthPenalty);
        Require(EndToken is null || (uint)EndToken < (uint)layout.Tokens, nameof(EndToken),
            $"a token of {layout.Name}, from 0 to {layout.Tokens - 1}, or null", EndToken);
        Require(StartToken is null || (uint)StartToken < (uint)layout.Ids, nameof(StartToken),
            $"an id that {layout.Name} takes, from 0 to {layout.Ids - 1}, or null", StartToken);
        string room = $"from {layout.ShortestPrompt} to {layout.MostSteps}, the steps that {layout.Name} has room for, or null";
        Require(ContextLength is null || (ContextLength >= layout.ShortestPrompt && ContextLength <= layout.MostSteps),
            nameof(ContextLength), room, ContextLength);
        if (Beams is not { } beams) return;
        const string Search = "its default where Beams is set: a search draws nothing";
        Require(Temperature == 1, nameof(Temperature), Search, Temperature);
        Require(TopK is null, nameof(TopK), Search, TopK);
        Require(TopP is null, nameof(TopP), Search, TopP);
        Require((long)beams * MaxTokens <= Array.MaxLength, nameof(MaxTokens), $"at most {Array.MaxLength / beams} with {beams} beams",
            MaxTokens);
    }

    private static void Require(bool holds, string option, string expected, object? got)
    {
        if (!holds) throw new ArgumentOutOfRangeException(option,
            FormattableString.Invariant($"{nameof(GenerateOptions)}.{option} must be {expected}; got {got}."));
    }
}
