using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Data;

/// <summary>
/// Sequences of different lengths, each padded with zeros or cut to the same number of steps, as by Keras's <c>pad_sequences</c>. With
/// <c>n</c> steps in a sequence, <c>k = min(n, Steps)</c> are kept: the last <c>k</c> or, with <see cref="SequenceOptions.Truncating"/>
/// at the end, the first; the sample begins with <c>Steps - k</c> zeros or, with <see cref="SequenceOptions.Padding"/> at the end, ends
/// with them.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class SequenceDataset<T> : Dataset<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values; // of all samples, what is kept of them
    private readonly int[] _starts; // of each sample in _values, and the end
    private readonly T[] _targets;
    private readonly SequenceEnd _padding;
    private readonly int _targetsOfStep; // where every step has targets, in _targets as _values are; else 0

    /// <summary>Takes sequences of ids, for a model that begins with an <c>Embedding</c>: one feature, the id as a plain value.</summary>
    /// <param name="sequences">Ids <c>[sample][step]</c>; copied. Id 0 stands for padding in Keras.</param>
    /// <param name="targets">Targets <c>[sample][target]</c>; kept, not copied.</param>
    /// <param name="steps">Time steps of a sample.</param>
    /// <param name="targetCount">Target values of a sample.</param>
    /// <param name="options">Where to pad and to cut; null for the beginning.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, lengths are to be told with padding at the beginning, or
    /// <typeparamref name="T"/> cannot hold an id exactly (2^24 is the limit of <see cref="float"/>).</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public SequenceDataset(int[][] sequences, T[] targets, int steps, int targetCount = 1, SequenceOptions? options = null)
        : this(Lengths(sequences, 1), targets, steps, 1, targetCount, options ?? new SequenceOptions(), out ReadOnlySpan<int> first)
    {
        for (int s = 0; s < Count; s++)
        {
            for (int i = 0; i < KeptSteps(s); i++)
            {
                int id = sequences[s][first[s] + i];
                _values[_starts[s] + i] = T.CreateTruncating(id);
                if (double.CreateTruncating(_values[_starts[s] + i]) != id)
                    throw new ArgumentException(
                        $"Expected ids that {typeof(T).Name} holds exactly, got {id} in sequence {s}. Use double.", nameof(sequences));
            }
        }
    }

    /// <summary>Takes sequences of rows of features.</summary>
    /// <param name="sequences">Values <c>[sample][step * features + feature]</c>; copied.</param>
    /// <param name="targets">Targets <c>[sample][target]</c>; kept, not copied.</param>
    /// <param name="steps">Time steps of a sample.</param>
    /// <param name="features">Features of a step.</param>
    /// <param name="targetCount">Target values of a sample.</param>
    /// <param name="options">Where to pad and to cut; null for the beginning.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or lengths are to be told with padding at the
    /// beginning.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public SequenceDataset(T[][] sequences, T[] targets, int steps, int features, int targetCount = 1, SequenceOptions? options = null)
        : this(
            Lengths(sequences, features), targets, steps, features, targetCount, options ?? new SequenceOptions(),
            out ReadOnlySpan<int> first)
    {
        for (int s = 0; s < Count; s++)
            sequences[s].AsSpan(first[s] * features, _starts[s + 1] - _starts[s]).CopyTo(_values.AsSpan(_starts[s]));
    }

    /// <summary>Decides what is kept of sequences of these lengths; <paramref name="first"/> is the first kept step of each.</summary>
    private SequenceDataset(
        int[] lengths, T[] targets, int steps, int features, int targetCount, SequenceOptions options, out ReadOnlySpan<int> first)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(targetCount);
        if (targets.Length != (long)lengths.Length * targetCount)
            throw new ArgumentException(
                $"Expected {targetCount} targets for each of {lengths.Length} sequences = {(long)lengths.Length * targetCount} values, got "
                + $"{targets.Length}.", nameof(targets));
        if (options is { TellLengths: true, Padding: SequenceEnd.Pre })
            throw new ArgumentException(
                $"Lengths count the first steps of a sample, but {nameof(options.Padding)} puts zeros there. Pad at the end "
                + $"({nameof(SequenceEnd)}.{nameof(SequenceEnd.Post)}).", nameof(options));

        Count = lengths.Length;
        Steps = steps;
        Features = features;
        Targets = targetCount;
        HasLengths = options.TellLengths;
        _targets = targets;
        _padding = options.Padding;
        _starts = new int[Count + 1];
        for (int s = 0; s < Count; s++)
        {
            long end = _starts[s] + (long)Math.Min(lengths[s], steps) * features;
            if (end > Array.MaxLength)
                throw new ArgumentException(
                    $"Expected at most {Array.MaxLength} values in all samples together; the first {s + 1} of "
                    + $"{Count} have {end}. Make several data sets.");
            _starts[s + 1] = (int)end;
        }

        _values = new T[_starts[Count]];
        first = Array.ConvertAll(lengths, length => options.Truncating == SequenceEnd.Pre ? Math.Max(0, length - steps) : 0);
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override int Steps { get; }

    /// <inheritdoc/>
    public override int Features { get; }

    /// <inheritdoc/>
    public override int Targets { get; }

    /// <inheritdoc/>
    public override bool HasLengths { get; }

    /// <summary>
    /// How many of its first steps a sample has: <see cref="KeptSteps"/> with <see cref="SequenceOptions.TellLengths"/>, else all, of
    /// which some are padding.
    /// </summary>
    /// <param name="sample">Sample number.</param>
    public override int LengthOf(int sample) => HasLengths ? KeptSteps(sample) : Steps;

    /// <summary>How many steps of its sequence a sample holds, <c>min(n, Steps)</c>; the others are padding.</summary>
    /// <param name="sample">Sample number.</param>
    public int KeptSteps(int sample) => (_starts[Existing(sample) + 1] - _starts[sample]) / Features;

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<int> samples, Span<T> inputs, Span<T> targets)
    {
        var numbers = TileArguments.Check(this, samples, stackalloc int[Tile<T>.Lanes], inputs.Length, targets.Length);
        int lanes = Tile<T>.Lanes;
        int width = Steps * Features;
        inputs[..(width * lanes)].Clear();
        targets[..(targets.IsEmpty ? 0 : Targets * lanes)].Clear();
        for (int lane = 0; lane < numbers.Length; lane++)
        {
            int sample = numbers[lane];
            ReadOnlySpan<T> values = _values.AsSpan(_starts[sample].._starts[sample + 1]);
            int at = (_padding == SequenceEnd.Pre ? width - values.Length : 0) * lanes + lane;
            for (int i = 0; i < values.Length; i++, at += lanes) inputs[at] = values[i];
            if (targets.IsEmpty) continue;
            if (_targetsOfStep > 0) FillStepTargets(sample, lane, targets);
            else
            {
                for (int t = 0; t < Targets; t++) targets[t * lanes + lane] = _targets[sample * Targets + t];
            }
        }
    }

    private static int[] Lengths<TValue>(TValue[][] sequences, int features)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        var lengths = new int[sequences.Length];
        for (int s = 0; s < lengths.Length; s++)
        {
            if (sequences[s] is not { } sequence) throw new ArgumentException($"Sequence {s} is null.", nameof(sequences));
            if (sequence.Length % features != 0)
                throw new ArgumentException(
                    $"Expected steps of {features} features, got {sequence.Length} values in sequence {s}: no whole number of steps.",
                    nameof(sequences));
            lengths[s] = sequence.Length / features;
        }

        return lengths;
    }
}
