namespace SimdSeq.Datasets;

/// <summary>
/// The adding problem (Hochreiter and Schmidhuber 1997, in the form of Bai, Kolter and Koltun 2018), generated: <c>T</c> steps of two
/// features, a number from 0 to 1 and a mark, which is 1 at two steps and else 0. The target is the sum of the two marked numbers.
/// </summary>
public sealed class AddingDataset : SampleDataset
{
    private readonly ulong _seed;

    /// <summary>Draws samples when they are asked for; those of a seed are the same everywhere.</summary>
    /// <param name="count">Number of samples.</param>
    /// <param name="steps">T, at least 2.</param>
    /// <param name="seed">Seed.</param>
    public AddingDataset(int count, int steps, long seed)
        : base(count, steps, features: 2, targets: 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        _seed = (ulong)seed;
    }

    /// <summary>The error of who always answers the mean, 1: the variance of a sum of two uniform numbers.</summary>
    public const double Plateau = 1.0 / 6;

    /// <inheritdoc/>
    protected override void WriteInputs(int sample, LaneWriter lane)
    {
        ulong key = KeyOf(sample);
        (int first, int second) = Marks(key);
        for (int step = 0; step < Steps; step++) lane[2 * step] = Number(key, step);
        lane[2 * first + 1] = 1;
        lane[2 * second + 1] = 1;
    }

    /// <inheritdoc/>
    protected override void WriteTargets(int sample, LaneWriter lane)
    {
        ulong key = KeyOf(sample);
        (int first, int second) = Marks(key);
        lane[0] = Number(key, first) + Number(key, second);
    }

    // Two different steps, every pair as likely as any other.
    private (int First, int Second) Marks(ulong key)
    {
        int first = SplitMix64.Below(Steps, key, Steps), second = SplitMix64.Below(Steps - 1, key, Steps + 1);
        return (first, second < first ? second : second + 1);
    }

    private static float Number(ulong key, int step) => (float)SplitMix64.Uniform(key, step);

    private ulong KeyOf(int sample) => SplitMix64.Keyed(_seed, (ulong)sample);
}
