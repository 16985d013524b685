using SimdSeq.Kernels;

namespace SimdSeq.Data;

/// <summary>Samples held in two flat arrays.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ArrayDataset<T> : Dataset<T> where T : unmanaged
{
    private readonly T[] _inputs;
    private readonly T[] _targets;
    private readonly SampleLengths? _lengths;
    private readonly double[]? _weights;

    /// <summary>Wraps two arrays; they are kept, not copied.</summary>
    /// <param name="inputs">Inputs <c>[sample][step][feature]</c>, each sample followed by its initial states.</param>
    /// <param name="targets">Targets <c>[sample][target]</c>; may be empty when <paramref name="targetCount"/> is 0.</param>
    /// <param name="steps">Time steps of a sample, of a nested sequence those of a group.</param>
    /// <param name="features">Features of a step.</param>
    /// <param name="targetCount">Target values of a sample.</param>
    /// <param name="lengths">How many of its first steps each sample has, of nested sequences <c>[sample][group]</c>, 0 for a group that is
    /// not there; null when all have all. What lies beyond is not looked at.</param>
    /// <param name="initialStates">Values of states that follow the steps of each sample.</param>
    /// <param name="sampleWeights">The factor of each sample's loss, or <c>[sample][step]</c> of each step of the answer; null when all
    /// weigh 1.</param>
    /// <param name="groups">Groups of nested sequences, whose inputs are <c>[sample][group][step][feature]</c>; null: they are none.
    /// </param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public ArrayDataset(
        T[] inputs, T[] targets, int steps, int features, int targetCount = 1, int[]? lengths = null, int initialStates = 0,
        double[]? sampleWeights = null, int? groups = null)
        : this(inputs, targets, features, targetCount, lengths, initialStates, sampleWeights, 0, [new(steps, groups)])
    {
    }

    internal ArrayDataset(
        T[] inputs, T[] targets, int features, int targetCount, int[]? lengths, int initialStates, double[]? sampleWeights,
        int moreInputValues, InputSteps[] stepsOfInputs)
    {
        var (steps, groups) = stepsOfInputs[0];
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups ?? 1, 1, nameof(groups));
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(targetCount);
        ArgumentOutOfRangeException.ThrowIfNegative(initialStates);
        long width = (groups ?? 1) * (long)steps * features + moreInputValues + initialStates;
        if (inputs.Length % width != 0)
            throw new ArgumentException(
                $"Expected samples of {(groups is null ? "" : $"{groups} groups x ")}{steps} steps x {features} features = {width} values, "
                + $"got {inputs.Length} values: no whole number of samples.",
                nameof(inputs));
        long count = inputs.Length / width;
        if (targets.Length != count * targetCount)
            throw new ArgumentException(
                $"Expected {targetCount} targets for each of {count} samples = {count * targetCount} values, got "
                + $"{targets.Length}.", nameof(targets));

        _lengths = lengths is null ? null : new(lengths, count, stepsOfInputs);
        if (sampleWeights is not null
            && (count == 0 ? sampleWeights.Length > 0 : sampleWeights.Length == 0 || sampleWeights.Length % count != 0))
            throw new ArgumentException($"Expected a weight for each of {count} samples, or for each step of their answers, got "
                + $"{sampleWeights.Length}.", nameof(sampleWeights));
        WeightSteps = sampleWeights is null || count == 0 ? 1 : (int)(sampleWeights.Length / count);
        if (sampleWeights is not null
            && Array.FindIndex(sampleWeights, weight => !(weight >= 0) || double.IsInfinity(weight)) is >= 0 and var bad)
            throw new ArgumentException($"A weight is at least 0 and finite; that of sample {bad / WeightSteps} is {sampleWeights[bad]}.",
                nameof(sampleWeights));

        _inputs = inputs;
        _targets = targets;
        InitialStates = initialStates;
        MoreInputValues = moreInputValues;
        _weights = sampleWeights;
        Count = (int)count;
        Steps = (groups ?? 1) * steps;
        Groups = groups;
        Features = features;
        Targets = targetCount;
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override int Steps { get; }

    /// <inheritdoc/>
    public override int? Groups { get; }

    /// <inheritdoc/>
    public override int Features { get; }

    /// <inheritdoc/>
    public override int Targets { get; }

    /// <inheritdoc/>
    public override int InitialStates { get; }

    /// <inheritdoc/>
    public override int MoreInputValues { get; }

    /// <summary>All samples, one behind the other.</summary>
    internal T[] Inputs => _inputs;

    /// <inheritdoc/>
    public override bool HasLengths => _lengths is not null;

    /// <inheritdoc/>
    public override int LengthOf(int sample) => _lengths is null ? Steps : Math.Min(Steps, _lengths.Of(Existing(sample), 0));

    /// <inheritdoc/>
    public override int LengthOf(int sample, int input) => _lengths is null ? AllSteps : _lengths.Of(Existing(sample), input);

    /// <inheritdoc/>
    public override int LengthOf(int sample, int input, int group) =>
        _lengths is null ? AllSteps : _lengths.Of(Existing(sample), input, group);

    /// <inheritdoc/>
    public override bool HasWeights => _weights is not null;

    /// <inheritdoc/>
    public override double WeightOf(int sample) => WeightOf(sample, 0);

    /// <inheritdoc/>
    public override int WeightSteps { get; }

    /// <inheritdoc/>
    public override double WeightOf(int sample, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, WeightSteps);
        return _weights is null ? 1 : _weights[Existing(sample) * WeightSteps + step];
    }

    /// <inheritdoc/>
    public override unsafe void Fill(ReadOnlySpan<int> samples, Span<T> inputs, Span<T> targets)
    {
        var numbers = TileArguments.Check(this, samples, stackalloc int[Tile<T>.Lanes], inputs.Length, targets.Length);
        int lanes = Tile<T>.Lanes;
        int width = Steps * Features + MoreInputValues + InitialStates;
        if (numbers.IsEmpty)
        {
            inputs[..(width * lanes)].Clear();
            if (!targets.IsEmpty) targets[..(Targets * lanes)].Clear();
            return;
        }

        T** rows = stackalloc T*[lanes];
        fixed (T* source = _inputs, destination = inputs)
        {
            for (int lane = 0; lane < lanes; lane++)
                rows[lane] = source + (nint)numbers[lane < numbers.Length ? lane : 0] * width;
            LaneTransposition.Transpose(rows, width, destination);
        }

        LaneTransposition.ClearLanes(inputs[..(width * lanes)], numbers.Length);
        if (targets.IsEmpty) return;
        targets[..(Targets * lanes)].Clear();
        for (int lane = 0; lane < numbers.Length; lane++)
        {
            for (int t = 0; t < Targets; t++) targets[t * lanes + lane] = _targets[numbers[lane] * Targets + t];
        }
    }
}
