using SimdSeq.Kernels;

namespace SimdSeq.Data;

public sealed partial class SequenceDataset<T>
{
    private static readonly SequenceOptions WithLengths = new() { Padding = SequenceEnd.Post, TellLengths = true };

    /// <summary>
    /// Takes sequences whose every step has targets of its own: a model answers them with a sequence. Targets are cut and padded with zeros
    /// as their steps are. With <see cref="SequenceOptions.TellLengths"/>, padded steps count in no loss.
    /// </summary>
    /// <param name="sequences">Values <c>[sample][step * features + feature]</c>; copied.</param>
    /// <param name="targets">Targets <c>[sample][step * targetsOfStep + target]</c>, for as many steps; copied.</param>
    /// <param name="steps">Time steps of a sample.</param>
    /// <param name="features">Features of a step.</param>
    /// <param name="targetsOfStep">Target values of a step.</param>
    /// <param name="options">Where to pad and to cut; null for padding at the end and lengths that are told.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or lengths are to be told with padding at the
    /// beginning.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public static SequenceDataset<T> ForSteps(
        T[][] sequences, T[][] targets, int steps, int features, int targetsOfStep = 1, SequenceOptions? options = null)
    {
        var data = new SequenceDataset<T>(sequences, [], steps, features, 0, options ?? WithLengths);
        return new(data, KeptTargets(Lengths(sequences, features), targets, steps, targetsOfStep, options), targetsOfStep);
    }

    /// <summary>The same of sequences of ids, for a model that begins with an <c>Embedding</c>.</summary>
    /// <param name="sequences">Ids <c>[sample][step]</c>; copied.</param>
    /// <param name="targets">Targets <c>[sample][step * targetsOfStep + target]</c>, for as many steps; copied.</param>
    /// <param name="steps">Time steps of a sample.</param>
    /// <param name="targetsOfStep">Target values of a step.</param>
    /// <param name="options">Where to pad and to cut; null for padding at the end and lengths that are told.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, an id is not exact, or lengths are to be told with padding at
    /// the beginning.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public static SequenceDataset<T> ForSteps(
        int[][] sequences, T[][] targets, int steps, int targetsOfStep = 1, SequenceOptions? options = null)
    {
        var data = new SequenceDataset<T>(sequences, [], steps, 0, options ?? WithLengths);
        return new(data, KeptTargets(Lengths(sequences, 1), targets, steps, targetsOfStep, options), targetsOfStep);
    }

    private SequenceDataset(SequenceDataset<T> inputs, T[] targets, int targetsOfStep)
    {
        (_values, _starts, _padding) = (inputs._values, inputs._starts, inputs._padding);
        (Count, Steps, Features, HasLengths) = (inputs.Count, inputs.Steps, inputs.Features, inputs.HasLengths);
        (_targets, _targetsOfStep, Targets) = (targets, targetsOfStep, Steps * targetsOfStep);
    }

    private static T[] KeptTargets(int[] lengths, T[][] targets, int steps, int targetsOfStep, SequenceOptions? options)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetsOfStep, 1);
        if (targets.Length != lengths.Length)
            throw new ArgumentException($"Expected targets of {lengths.Length} sequences, got {targets.Length}.", nameof(targets));
        var kept = new List<T>();
        for (int s = 0; s < lengths.Length; s++)
        {
            if (targets[s]?.Length != (long)lengths[s] * targetsOfStep)
                throw new ArgumentException(
                    $"Expected {targetsOfStep} targets for each of the {lengths[s]} steps of sequence {s} = "
                    + $"{(long)lengths[s] * targetsOfStep} values, got {targets[s]?.Length.ToString() ?? "null"}.", nameof(targets));
            int dropped = (options ?? WithLengths).Truncating == SequenceEnd.Pre ? Math.Max(0, lengths[s] - steps) : 0;
            kept.AddRange(targets[s].AsSpan(dropped * targetsOfStep, Math.Min(lengths[s], steps) * targetsOfStep));
        }

        return [.. kept];
    }

    private void FillStepTargets(int sample, int lane, Span<T> targets)
    {
        int lanes = Tile<T>.Lanes, kept = KeptSteps(sample) * _targetsOfStep;
        int from = _starts[sample] / Features * _targetsOfStep;
        int at = (_padding == SequenceEnd.Pre ? Targets - kept : 0) * lanes + lane;
        for (int i = 0; i < kept; i++, at += lanes) targets[at] = _targets[from + i];
    }
}
