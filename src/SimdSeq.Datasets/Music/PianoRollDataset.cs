namespace SimdSeq.Datasets;

/// <summary>
/// Pieces to predict the next step of: inputs are the 88 keys of each step but the last, targets those of each step but the first. A piece
/// that is longer than a sample is cut into samples that follow each other without an overlap: every step is predicted once. Samples know
/// their lengths.
/// </summary>
public sealed class PianoRollDataset : SampleDataset
{
    private readonly PianoRollSet _rolls;
    private readonly List<(int Sequence, int First, int Length)> _samples;

    /// <summary>Cuts pieces.</summary>
    /// <param name="rolls">The pieces.</param>
    /// <param name="steps">Steps of a sample.</param>
    public PianoRollDataset(PianoRollSet rolls, int steps)
        : this(rolls, steps, Cut(rolls, steps))
    {
    }

    private PianoRollDataset(PianoRollSet rolls, int steps, List<(int Sequence, int First, int Length)> samples)
        : base(samples.Count, steps, PianoRolls.Keys, steps * PianoRolls.Keys)
    {
        _rolls = rolls;
        _samples = samples;
    }

    /// <inheritdoc/>
    public override bool HasLengths => true;

    /// <inheritdoc/>
    public override int LengthOf(int sample) => _samples[Existing(sample)].Length;

    /// <inheritdoc/>
    protected override void WriteInputs(int sample, LaneWriter lane) => Write(sample, lane, offset: 0);

    /// <inheritdoc/>
    protected override void WriteTargets(int sample, LaneWriter lane) => Write(sample, lane, offset: 1);

    private void Write(int sample, LaneWriter lane, int offset)
    {
        (int sequence, int first, int length) = _samples[sample];
        for (int step = 0; step < length; step++)
        {
            foreach (int key in _rolls.Sequences[sequence][first + offset + step]) lane[step * PianoRolls.Keys + key] = 1;
        }
    }

    private static List<(int Sequence, int First, int Length)> Cut(PianoRollSet rolls, int steps)
    {
        ArgumentNullException.ThrowIfNull(rolls);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var samples = new List<(int Sequence, int First, int Length)>();
        for (int sequence = 0; sequence < rolls.Sequences.Count; sequence++)
        {
            int predictions = rolls.Sequences[sequence].Length - 1;
            for (int first = 0; first < predictions; first += steps) samples.Add((sequence, first, Math.Min(steps, predictions - first)));
        }

        return samples;
    }
}
