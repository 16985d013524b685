namespace SimdSeq.Datasets;

/// <summary>
/// Images as sequences of 784 pixels, row by row, or in another order that is the same for all: a step is one pixel, standardised as
/// <c>(p / 255 - 0.1307) / 0.3081</c>, and the target the digit.
/// </summary>
public sealed class PixelDataset : SampleDataset
{
    private const float Mean = 0.1307f, Deviation = 0.3081f; // of the training images

    private readonly DigitSet _digits;
    private readonly int[]? _order;
    private readonly float[] _values = [.. Enumerable.Range(0, 256).Select(pixel => (pixel / 255f - Mean) / Deviation)];

    /// <summary>Makes sequences of images.</summary>
    /// <param name="digits">The images.</param>
    /// <param name="order">The pixel of each step, a permutation; null for row by row.</param>
    /// <exception cref="ArgumentException">The order is no permutation of the pixels.</exception>
    public PixelDataset(DigitSet digits, IReadOnlyList<int>? order = null)
        : base(digits.Count, MnistDigits.Pixels, features: 1, targets: 1)
    {
        if (order is not null && !order.Order().SequenceEqual(Enumerable.Range(0, MnistDigits.Pixels)))
            throw new ArgumentException($"Expected every pixel from 0 to {MnistDigits.Pixels - 1} once.", nameof(order));
        _digits = digits;
        _order = order is null ? null : [.. order];
    }

    /// <summary>
    /// The order of the permuted task: the pixels shuffled by Fisher and Yates (from the last down, each with one of those up to itself),
    /// the draws being those of SplitMix64 with the seed 1. No order is standard; results with others differ by a few tenths of a point.
    /// </summary>
    public static IReadOnlyList<int> PermutedOrder { get; } = Shuffle(seed: 1);

    /// <inheritdoc/>
    protected override void WriteInputs(int sample, LaneWriter lane)
    {
        ReadOnlySpan<byte> pixels = _digits.Images.Span.Slice(sample * MnistDigits.Pixels, MnistDigits.Pixels);
        for (int step = 0; step < pixels.Length; step++) lane[step] = _values[pixels[_order is null ? step : _order[step]]];
    }

    /// <inheritdoc/>
    protected override void WriteTargets(int sample, LaneWriter lane) => lane[0] = _digits.Labels.Span[sample];

    private static int[] Shuffle(ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, MnistDigits.Pixels)];
        var random = new SplitMix64(seed);
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = random.Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
