namespace SimdSeq.Datasets;

/// <summary>
/// A text in windows of which only the last part is counted (Bai, Kolter and Koltun 2018, section 5): what is before it is there to be
/// seen. Each token but the first of the text is predicted once. Before the beginning of the text stands as often as needed what ends a
/// line; the last window is shorter.
/// </summary>
public sealed class OverlappingWindows : SampleDataset
{
    private readonly ReadOnlyMemory<int> _tokens, _answers;
    private readonly int _context;
    private readonly int _before;

    /// <summary>Cuts a text.</summary>
    /// <param name="tokens">The text, at least two tokens.</param>
    /// <param name="context">Steps of a window that are seen and not counted.</param>
    /// <param name="counted">Steps that are counted: targets are theirs alone.</param>
    /// <param name="before">The token before the beginning.</param>
    /// <param name="answers">What is to be predicted in the place of each token, such as -1 for nothing; null: the token.</param>
    public OverlappingWindows(
        ReadOnlyMemory<int> tokens, int context, int counted, int before, ReadOnlyMemory<int>? answers = null)
        : base(SamplesOf(tokens.Length, context, counted), context + counted, features: 1, targets: counted)
    {
        _tokens = tokens;
        _answers = TextAnswers.Of(tokens, answers);
        _context = context;
        _before = before;
    }

    /// <inheritdoc/>
    public override bool HasLengths => true;

    /// <inheritdoc/>
    public override int LengthOf(int sample) => _context + Counted(Existing(sample));

    /// <inheritdoc/>
    protected override void WriteInputs(int sample, LaneWriter lane)
    {
        ReadOnlySpan<int> tokens = _tokens.Span;
        int first = sample * Targets - _context, length = LengthOf(sample);
        for (int step = 0; step < length; step++) lane[step] = first + step < 0 ? _before : tokens[first + step];
    }

    /// <inheritdoc/>
    protected override void WriteTargets(int sample, LaneWriter lane)
    {
        ReadOnlySpan<int> answers = _answers.Span.Slice(sample * Targets + 1, Counted(sample));
        for (int step = 0; step < answers.Length; step++) lane[step] = answers[step];
    }

    private int Counted(int sample) => Math.Min(Targets, _tokens.Length - 1 - sample * Targets);

    private static int SamplesOf(int tokens, int context, int counted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(counted, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 2);
        return (tokens - 2) / counted + 1;
    }
}
