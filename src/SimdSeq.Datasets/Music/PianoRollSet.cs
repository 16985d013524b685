namespace SimdSeq.Datasets;

/// <summary>Pieces of music.</summary>
/// <param name="Training">To train on.</param>
/// <param name="Validation">To choose by.</param>
/// <param name="Test">To test with.</param>
public sealed record PianoRollData(PianoRollSet Training, PianoRollSet Validation, PianoRollSet Test);

/// <summary>Pieces of music.</summary>
/// <param name="Sequences">The keys that sound, ascending, <c>[piece][step]</c>; a piece has at least two steps.</param>
public sealed record PianoRollSet(IReadOnlyList<int[][]> Sequences)
{
    /// <summary>Steps of all pieces that have a next one: so many are to be predicted.</summary>
    public int Predictions => Sequences.Sum(sequence => sequence.Length - 1);

    /// <summary>
    /// The loss, a step, of who gives each key the share of the training steps in which it sounds: a sum over 88 keys of binary
    /// cross-entropies.
    /// </summary>
    /// <param name="training">Where the shares come from.</param>
    public double IndependentLoss(PianoRollSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        double[] counts = new double[PianoRolls.Keys];
        double steps = 0;
        foreach (int[] step in training.Sequences.SelectMany(sequence => sequence))
        {
            steps++;
            foreach (int key in step) counts[key]++;
        }

        // Half a step more of each kind, so that a key that never sounds there may sound here.
        double[] share = Array.ConvertAll(counts, count => (count + 0.5) / (steps + 1));
        double silent = share.Sum(p => -Math.Log(1 - p)), loss = 0;
        foreach (int[] step in Sequences.SelectMany(sequence => sequence.Skip(1)))
            loss += silent + step.Sum(key => Math.Log(1 - share[key]) - Math.Log(share[key]));
        return loss / Predictions;
    }
}
