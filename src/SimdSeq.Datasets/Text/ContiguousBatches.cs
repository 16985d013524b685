namespace SimdSeq.Datasets;

/// <summary>
/// A text in as many rows as a batch has places, each a part of the text that goes on from batch to batch: for a stateful model and
/// truncated backpropagation (Williams and Peng 1990). Sample <c>i</c> has place <c>i % rows</c> of window <c>i / rows</c>. Each token but
/// the first of the text is predicted once, from the one before it; samples at the end of a row are shorter, or have no step.
/// </summary>
public sealed class ContiguousBatches : SampleDataset
{
    private readonly ReadOnlyMemory<int> _tokens, _answers;
    private readonly int _rows;

    /// <summary>Cuts a text.</summary>
    /// <param name="tokens">The text, at least one more token than rows.</param>
    /// <param name="rows">Places of a batch.</param>
    /// <param name="steps">Steps of a sample.</param>
    /// <param name="answers">What is to be predicted in the place of each token, such as -1 for nothing; null: the token.</param>
    public ContiguousBatches(ReadOnlyMemory<int> tokens, int rows, int steps, ReadOnlyMemory<int>? answers = null)
        : base(SamplesOf(tokens.Length, rows, steps), steps, features: 1, targets: steps)
    {
        _tokens = tokens;
        _answers = TextAnswers.Of(tokens, answers);
        _rows = rows;
    }

    /// <inheritdoc/>
    public override bool HasLengths => true;

    /// <inheritdoc/>
    public override int LengthOf(int sample) => Piece(sample).Length;

    /// <inheritdoc/>
    protected override void WriteInputs(int sample, LaneWriter lane) => Write(_tokens, sample, lane, offset: 0);

    /// <inheritdoc/>
    protected override void WriteTargets(int sample, LaneWriter lane) => Write(_answers, sample, lane, offset: 1);

    private void Write(ReadOnlyMemory<int> tokens, int sample, LaneWriter lane, int offset)
    {
        (int first, int length) = Piece(sample);
        ReadOnlySpan<int> piece = tokens.Span.Slice(first + offset, length);
        for (int step = 0; step < length; step++) lane[step] = piece[step];
    }

    private (int First, int Length) Piece(int sample)
    {
        int row = Existing(sample) % _rows, window = sample / _rows;
        int start = Start(row) + window * Steps, end = Start(row + 1);
        return (Math.Min(start, end), Math.Clamp(end - start, 0, Steps));
    }

    private int Start(int row) => (int)((long)row * (_tokens.Length - 1) / _rows);

    private static int SamplesOf(int tokens, int rows, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, rows + 1);
        int longest = (tokens - 2) / rows + 1; // of a row, rounded up
        return ((longest - 1) / steps + 1) * rows;
    }
}
