using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>One worker's memory: a tile's workspace, its targets and its sample numbers.</summary>
internal sealed partial class TileWorker<T>(ModelLayout layout) where T : unmanaged
{
    private readonly int _inputs = layout.InputValues + layout.InitialStates.Sum(state => state.Units);
    private readonly OutputInfo[] _outputInfos = layout.Outputs;
    private readonly int _returned = layout.ReturnedStates.Sum(state => state.Units);
    private readonly int _outputs = layout.OutputValues;
    private readonly AlignedBuffer<T> _targets = new(layout.OutputValues * Tile<T>.Lanes);
    private readonly StepMasks<T> _masks = new(layout);
    private readonly int[] _samples = new int[Tile<T>.Lanes];
    private double[] _weights = new double[Tile<T>.Lanes]; // [step][lane], once a data set has such
    private bool _isWeighed;

    public AlignedBuffer<T> Workspace { get; } = new(layout.WorkspaceValues);

    // What layers keep, of a pass that keeps it to itself, or of lanes that are not in use.
    private readonly AlignedBuffer<T>? _states = layout.KeptStateValues > 0 ? new(layout.KeptStateValues) : null;

    public AlignedBuffer<T> Scratch { get; } = NewScratch();

    /// <summary>What a thread's <see cref="TileFrame{T}.Scratch"/> is.</summary>
    public static AlignedBuffer<T> NewScratch() => new(Math.Max(WeightGradient.Scratch<T>(), Convolution.GradientScratch<T>()));

    public Span<T> Inputs => (Workspace.Slab + layout.InputOffset).Span(_inputs * Tile<T>.Lanes);

    /// <summary>The tile of an output.</summary>
    public Span<T> OutputOf(OutputInfo output) => (Workspace.Slab + output.Offset).Span(output.Length * Tile<T>.Lanes);

    /// <summary>The tile of the gradient of an output.</summary>
    public Span<T> GradientOf(OutputInfo output) => (Workspace.Slab + output.GradientOffset).Span(output.Length * Tile<T>.Lanes);

    public Span<T> OutputGradient => GradientOf(_outputInfos[0]);

    public Span<T> InputGradient => (Workspace.Slab + layout.InputGradientOffset).Span(_inputs * Tile<T>.Lanes);

    /// <summary>Lanes in use.</summary>
    public int Samples { get; private set; }

    /// <summary>What the loss of an output sees of the tile.</summary>
    /// <param name="output">The output, and where its targets are.</param>
    /// <param name="samples">Lanes in use.</param>
    /// <param name="scale">Factor of the gradients.</param>
    /// <param name="classWeights">Weight of each class; empty: 1.</param>
    /// <param name="withGradient">Whether to write the output's gradient.</param>
    public LossTile<T> Answered(
        OutputTargets output, int samples, double scale = 1, ReadOnlySpan<double> classWeights = default, bool withGradient = false) =>
            new()
            {
                Outputs = OutputOf(output.Output),
                Targets = _targets.Span.Slice(output.First * Tile<T>.Lanes, output.Count * Tile<T>.Lanes),
                Features = output.Output.Features,
                Samples = samples,
                Mask = output.Output.MaskOffset < 0
                ? default
                : (Workspace.Slab + output.Output.MaskOffset).Span(output.Output.Rows * Tile<T>.Lanes),
                Weights = _isWeighed ? _weights : default,
                Numbers = _samples,
                ClassWeights = classWeights,
                Scale = scale,
                Gradient = withGradient ? GradientOf(output.Output) : default,
            };

    /// <summary>The number of the sample in a lane.</summary>
    public int SampleIn(int lane) => _samples[lane];

    /// <summary>Fills the tile with samples in order of number.</summary>
    public void Load(Dataset<T> dataset, int first, int count, bool withTargets)
    {
        Number(first, count);
        Load(dataset, _samples.AsSpan(0, count), withTargets);
    }

    public void Load(Dataset<T> dataset, ReadOnlySpan<int> samples, bool withTargets)
    {
        samples.CopyTo(_samples);
        Samples = samples.Length;
        dataset.Fill(samples, Inputs, withTargets ? _targets.Span[..(dataset.Targets * Tile<T>.Lanes)] : default);
        if (withTargets) Weigh(dataset, samples);
        if (_masks.IsNeeded) _masks.Set(dataset, samples, Workspace.Slab, Inputs);
    }

    private void Number(int first, int count)
    {
        for (int i = 0; i < count; i++) _samples[i] = first + i;
    }

    private void Weigh(Dataset<T> dataset, ReadOnlySpan<int> samples)
    {
        _isWeighed = dataset.HasWeights;
        if (!_isWeighed) return;
        int steps = dataset.WeightSteps;
        if (_weights.Length != steps * Tile<T>.Lanes) _weights = new double[steps * Tile<T>.Lanes];
        for (int i = 0; i < steps * samples.Length; i++)
        {
            int lane = i % samples.Length, step = i / samples.Length;
            double weight = dataset.WeightOf(samples[lane], step);
            if (!(weight >= 0) || double.IsInfinity(weight))
                throw new ArgumentException(
                    (steps == 1 ? $"Sample {samples[lane]}" : $"Step {step} of sample {samples[lane]}")
                    + $" of the data set weighs {weight}; a weight is at least 0 and finite.");
            _weights[step * Tile<T>.Lanes + lane] = weight;
        }
    }

    /// <summary>Fills the tile from samples <c>[sample][step][feature]</c>, each followed by its initial states.</summary>
    /// <param name="inputs">The samples.</param>
    /// <param name="samples">How many.</param>
    /// <param name="lengths">Their lengths, of each input one, or one for each group; empty when all have all steps.</param>
    /// <param name="first">Number of the first.</param>
    /// <exception cref="ArgumentException">A length is not that of a sample: it has changed since the caller looked.</exception>
    public unsafe void LoadInputs(ReadOnlySpan<T> inputs, int samples, ReadOnlySpan<int> lengths = default, int first = 0)
    {
        Number(first, samples);
        Samples = samples;
        int lanes = Tile<T>.Lanes, width = _inputs;
        T** rows = stackalloc T*[lanes];
        fixed (T* source = inputs)
        {
            for (int lane = 0; lane < lanes; lane++) rows[lane] = source + (nint)(lane < samples ? lane : 0) * width;
            T* destination = (Workspace.Slab + layout.InputOffset).Address;
            LaneTransposition.Transpose(rows, width, destination);
        }

        LaneTransposition.ClearLanes(Inputs, samples);
        if (_masks.IsNeeded) _masks.Set(lengths, samples, Workspace.Slab, Inputs);
    }

    /// <summary>States for a pass over other samples than the model's own: zero at first. Null when no layer keeps any.</summary>
    public AlignedBuffer<T>? StatesFromZero()
    {
        _states?.Span.Clear();
        return _states;
    }

    /// <summary>
    /// Before a pass: puts the kept states of lanes that are not in use aside, for <see cref="PutBack"/> after it. Meanwhile they are zero,
    /// as all of these lanes is.
    /// </summary>
    /// <param name="kept">Kept states of the tile; null when there are none.</param>
    /// <param name="samples">Lanes in use.</param>
    public void SetAside(AlignedBuffer<T>? kept, int samples)
    {
        if (kept is null || samples == Tile<T>.Lanes) return;
        kept.Span.CopyTo(_states!.Span);
        LaneTransposition.ClearLanes(kept.Span, samples);
    }

    /// <summary>After the pass.</summary>
    public void PutBack(AlignedBuffer<T>? kept, int samples)
    {
        if (kept is null || samples == Tile<T>.Lanes) return;
        Span<T> aside = _states!.Span, states = kept.Span;
        for (int at = samples; at < states.Length; at += Tile<T>.Lanes)
            aside.Slice(at, Tile<T>.Lanes - samples).CopyTo(states[at..]);
    }

    /// <summary>Writes the answers of the lanes in use, <c>[sample][output]</c>.</summary>
    public void StoreOutputs(Span<T> outputs, int samples)
    {
        int at = 0;
        foreach (var output in _outputInfos)
        {
            var tile = OutputOf(output);
            int length = output.Length;
            for (int lane = 0; lane < samples; lane++)
            {
                for (int i = 0; i < length; i++) outputs[lane * _outputs + at + i] = tile[i * Tile<T>.Lanes + lane];
            }

            at += length;
        }
    }

    /// <summary>Writes the states that are answered, <c>[sample][unit]</c>, of the lanes in use.</summary>
    public void StoreStates(Span<T> states, int samples)
    {
        int at = 0;
        foreach (var state in layout.ReturnedStates)
        {
            var source = Workspace.Slab + state.Offset;
            for (int unit = 0; unit < state.Units; unit++, at++)
            {
                for (int lane = 0; lane < samples; lane++) states[lane * _returned + at] = source[unit * Tile<T>.Lanes + lane];
            }
        }
    }
}
