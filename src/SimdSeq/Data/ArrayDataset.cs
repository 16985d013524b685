using SimdSeq.Kernels;

namespace SimdSeq.Data;

/// <summary>Samples held in two flat arrays.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ArrayDataset<T> : Dataset<T> where T : unmanaged
{
    private readonly T[] _inputs;
    private readonly T[] _targets;
    private readonly int[]? _lengths;
    private readonly int _lengthsEach;
    private readonly double[]? _weights;

    /// <summary>Wraps two arrays; they are kept, not copied.</summary>
    /// <param name="inputs">Inputs <c>[sample][step][feature]</c>, each sample followed by its initial states.</param>
    /// <param name="targets">Targets <c>[sample][target]</c>; may be empty when <paramref name="targetCount"/> is 0.</param>
    /// <param name="steps">Time steps of a sample.</param>
    /// <param name="features">Features of a step.</param>
    /// <param name="targetCount">Target values of a sample.</param>
    /// <param name="lengths">How many of its first steps each sample has; null when all have all. What lies beyond is not looked
    /// at.</param>
    /// <param name="initialStates">Values of states that follow the steps of each sample.</param>
    /// <param name="sampleWeights">The factor of each sample's loss; null when all weigh 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public ArrayDataset(
        T[] inputs, T[] targets, int steps, int features, int targetCount = 1, int[]? lengths = null, int initialStates = 0,
        double[]? sampleWeights = null)
        : this(inputs, targets, steps, features, targetCount, lengths, initialStates, sampleWeights, 0, [steps])
    {
    }

    internal ArrayDataset(
        T[] inputs, T[] targets, int steps, int features, int targetCount, int[]? lengths, int initialStates, double[]? sampleWeights,
        int moreInputValues, int[] stepsOfInputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(targetCount);
        ArgumentOutOfRangeException.ThrowIfNegative(initialStates);
        long width = (long)steps * features + moreInputValues + initialStates;
        if (inputs.Length % width != 0)
            throw new ArgumentException(
                $"Expected samples of {steps} steps x {features} features = {width} values, got {inputs.Length} values: no whole number "
                + "of samples.",
                nameof(inputs));
        long count = inputs.Length / width;
        if (targets.Length != count * targetCount)
            throw new ArgumentException(
                $"Expected {targetCount} targets for each of {count} samples = {count * targetCount} values, got "
                + $"{targets.Length}.", nameof(targets));

        int each = stepsOfInputs.Length;
        if (lengths is not null && lengths.Length != count * each)
        {
            string ofInputs = each == 1 ? "" : $" x {each} inputs";
            throw new ArgumentException($"Expected a length for each of {count} samples{ofInputs}, got {lengths.Length}.", nameof(lengths));
        }

        for (int i = 0; i < lengths?.Length; i++)
        {
            if (lengths[i] >= 0 && lengths[i] <= stepsOfInputs[i % each]) continue;
            string ofInput = each == 1 ? "" : $" of input {i % each}";
            throw new ArgumentException(
                $"A sample has 0 to {stepsOfInputs[i % each]} steps{ofInput}; sample {i / each} is said to have {lengths[i]}.",
                    nameof(lengths));
        }

        if (sampleWeights is not null && sampleWeights.Length != count)
            throw new ArgumentException($"Expected a weight for each of {count} samples, got {sampleWeights.Length}.",
                nameof(sampleWeights));
        if (sampleWeights is not null
            && Array.FindIndex(sampleWeights, weight => !(weight >= 0) || double.IsInfinity(weight)) is >= 0 and var bad)
            throw new ArgumentException($"A weight is at least 0 and finite; that of sample {bad} is {sampleWeights[bad]}.",
                nameof(sampleWeights));

        _inputs = inputs;
        _targets = targets;
        _lengths = lengths;
        InitialStates = initialStates;
        MoreInputValues = moreInputValues;
        _lengthsEach = each;
        _weights = sampleWeights;
        Count = (int)count;
        Steps = steps;
        Features = features;
        Targets = targetCount;
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
    public override int InitialStates { get; }

    /// <inheritdoc/>
    public override int MoreInputValues { get; }

    /// <summary>All samples, one behind the other.</summary>
    internal T[] Inputs => _inputs;

    /// <inheritdoc/>
    public override bool HasLengths => _lengths is not null;

    /// <inheritdoc/>
    public override int LengthOf(int sample) => _lengths is null ? Steps : _lengths[Existing(sample) * _lengthsEach];

    /// <inheritdoc/>
    public override int LengthOf(int sample, int input) =>
        _lengths is null ? AllSteps : _lengths[Existing(sample) * _lengthsEach + Math.Min(input, _lengthsEach - 1)];

    /// <inheritdoc/>
    public override bool HasWeights => _weights is not null;

    /// <inheritdoc/>
    public override double WeightOf(int sample) => _weights is null ? 1 : _weights[Existing(sample)];

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
            if (typeof(T) == typeof(float))
                LaneTransposition.Transpose((float**)rows, width, (float*)destination);
            else
                LaneTransposition.TransposeOneByOne(rows, width, destination);
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
