namespace SimdSeq.Datasets;

/// <summary>
/// A text in blocks of a length, each of which predicts the next token at every step: block <c>i</c> begins at token <c>i · stride</c>.
/// With a stride of 1 every place of the text begins one, and training that shuffles draws random blocks; with a stride of the steps
/// each token is predicted once, but for those at the end that fill no block.
/// </summary>
public sealed class TextBlocks : SampleDataset
{
    private readonly ReadOnlyMemory<int> _tokens;
    private readonly int _stride;

    /// <summary>Cuts a text.</summary>
    /// <param name="tokens">The text, at least one more token than steps.</param>
    /// <param name="steps">Steps of a block.</param>
    /// <param name="stride">Tokens from one block to the next.</param>
    public TextBlocks(ReadOnlyMemory<int> tokens, int steps, int stride)
        : base(SamplesOf(tokens.Length, steps, stride), steps, features: 1, targets: steps)
    {
        _tokens = tokens;
        _stride = stride;
    }

    /// <inheritdoc/>
    protected override void WriteInputs(int sample, LaneWriter lane) => Write(sample * _stride, lane);

    /// <inheritdoc/>
    protected override void WriteTargets(int sample, LaneWriter lane) => Write(sample * _stride + 1, lane);

    private void Write(int first, LaneWriter lane)
    {
        ReadOnlySpan<int> tokens = _tokens.Span.Slice(first, Steps);
        for (int step = 0; step < tokens.Length; step++) lane[step] = tokens[step];
    }

    private static int SamplesOf(int tokens, int steps, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, steps + 1);
        return (tokens - 1 - steps) / stride + 1;
    }
}
