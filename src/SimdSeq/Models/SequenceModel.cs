using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// A sequence model. Declare one as layer attributes under <see cref="SequenceModelAttribute"/> on a partial class: the generator
/// derives that class from this one. A model may be used by one thread at a time (training and prediction bring their own threads);
/// streams of one model may run on several threads while nobody trains it.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract partial class SequenceModel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterValues<T> _parameters;
    private readonly AlignedBuffer<T> _packed;
    private readonly List<TileWorker<T>> _workers = [];
    private readonly List<AlignedBuffer<T>> _keptStates = [];
    private readonly Lock _packing = new();
    private ModelStream<T>? _sampleStream;
    private volatile bool _isPacked;

    /// <summary>Called by the emitted constructor.</summary>
    /// <param name="layout">The model's layout.</param>
    /// <param name="seed">Seed of the parameters' first values, which are drawn when they are first needed.</param>
    protected SequenceModel(ModelLayout layout, long seed)
    {
        Layout = layout;
        _parameters = new ParameterValues<T>(layout, seed);
        _packed = new AlignedBuffer<T>(layout.PackedValues);
        InitialStates = layout.InitialStates.Sum(state => state.Units);
        ReturnedStates = layout.ReturnedStates.Sum(state => state.Units);
        Parameters = new ParameterCollection<T>(
            [.. layout.Parameters.Select((info, i) => new Parameter<T>(info, _parameters, i, ParametersChanged))]);
    }

    /// <summary>Time steps of a sample.</summary>
    public int Steps => Layout.Steps;

    /// <summary>Features of a time step.</summary>
    public int Features => Layout.Features;

    /// <summary>Values that the model answers for one sample: rows times features of its last layer.</summary>
    public int Outputs => Layout.OutputSteps * Layout.OutputFeatures;

    /// <summary>Values of states that a sample brings with it, after its steps: for layers declared with <c>initialState: true</c>, first to last.</summary>
    public int InitialStates { get; }

    /// <summary>Values of states that are answered beside the output: for layers declared with <c>returnState: true</c>, first to last.</summary>
    public int ReturnedStates { get; }

    /// <summary>Values of one sample: its steps and its states.</summary>
    public int SampleValues => Steps * Features + InitialStates;

    /// <summary>The trainable tensors.</summary>
    public ParameterCollection<T> Parameters { get; }

    /// <summary>The layers with their shapes, parameters and matrix FLOPs, first to last.</summary>
    public IReadOnlyList<LayerInfo> Layers => Layout.Layers;

    /// <summary>Number of trainable values.</summary>
    public int ParameterCount => Parameters.Sum(parameter => parameter.Length);

    internal ModelLayout Layout { get; }

    internal Span<T> ParameterVector => _parameters.Vector.Span;

    /// <summary>SHA-256 over the bits of all parameters, in order, little-endian: two models are equal exactly when this is.</summary>
    public string ParameterSha256() => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Parameters.ToArray().AsSpan())));

    /// <summary>The layers with their shapes, parameters and matrix FLOPs, and the memory that the model takes.</summary>
    public string Summary() => ModelSummary.Write(Layout, valueBytes: 64 / Tile<T>.Lanes);

    /// <summary>A worker's memory, created at its first use and kept.</summary>
    internal TileWorker<T> Worker(int index)
    {
        while (_workers.Count <= index) _workers.Add(new TileWorker<T>(Layout));
        return _workers[index];
    }

    internal void ParametersChanged() => _isPacked = false;

    internal void EnsurePacked()
    {
        if (!_isPacked) Pack();
    }

    private void Pack()
    {
        lock (_packing) // the first steps of several streams may meet here
        {
            if (_isPacked) return;
            PackParameters(_parameters.Vector.Slab, _packed.Slab);
            _isPacked = true;
        }
    }

    internal void Forward(TileWorker<T> worker, in PassKey key)
    {
        try
        {
            ForwardTile(Frame(worker, worker.Workspace.Slab, KeptStates(key.FirstSample), key));
        }
        catch (UnknownIdException unknown)
        {
            throw unknown.OfSample(worker.SampleIn(unknown.Lane));
        }
    }

    internal void Predict(TileWorker<T> worker, int firstSample)
    {
        try
        {
            Predict(worker, KeptStates(firstSample));
        }
        catch (UnknownIdException unknown)
        {
            throw unknown.OfSample(worker.SampleIn(unknown.Lane));
        }
    }

    /// <summary>A prediction that goes on from states of one's own, of a sample without a number.</summary>
    internal void Predict(TileWorker<T> worker, AlignedBuffer<T>? keptStates) =>
        PredictTile(Frame(worker, worker.Workspace.Slab, keptStates, default));

    internal void Backward(TileWorker<T> worker, AlignedBuffer<T> gradient, in PassKey key) =>
        BackwardTile(Frame(worker, gradient.Slab, KeptStates(key.FirstSample), key));

    internal unsafe void Step(AlignedBuffer<T> stream, ReadOnlySpan<T> features)
    {
        fixed (T* input = features) StreamStep(_parameters.Vector.Slab, _packed.Slab, stream.Slab, new Slab<T>(input));
        GC.KeepAlive(this);
    }

    internal unsafe void Sample(AlignedBuffer<T> stream, ReadOnlySpan<T> steps)
    {
        fixed (T* input = steps) StreamSample(_parameters.Vector.Slab, _packed.Slab, stream.Slab, new Slab<T>(input));
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Lets the next samples of a model with layers declared <c>stateful: true</c> begin at zero again. So they do after a training step,
    /// a prediction or a measurement that failed or was cancelled half-way.
    /// </summary>
    public void ResetStates()
    {
        foreach (var kept in _keptStates) kept.Span.Clear();
    }

    /// <summary>Makes what tiles keep from call to call, for the first so many samples.</summary>
    internal void EnsureKeptStates(int samples)
    {
        while (Layout.KeptStateValues > 0 && _keptStates.Count * Tile<T>.Lanes < samples) _keptStates.Add(new AlignedBuffer<T>(Layout.KeptStateValues));
    }

    private AlignedBuffer<T>? KeptStates(int firstSample) =>
        Layout.KeptStateValues > 0 ? _keptStates[firstSample / Tile<T>.Lanes] : null;

    private TileFrame<T> Frame(TileWorker<T> worker, Slab<T> gradient, AlignedBuffer<T>? keptStates, in PassKey key) => new()
    {
        Parameters = _parameters.Vector.Slab,
        Packed = _packed.Slab,
        Workspace = worker.Workspace.Slab,
        Gradient = gradient,
        Scratch = worker.Scratch.Slab,
        State = keptStates is null ? default : keptStates.Slab,
        Training = key.Training,
        Seed = key.Seed,
        TrainingStep = key.Step,
        FirstSample = key.FirstSample,
    };
}

/// <summary>What a pass over a tile depends on besides values: whether dropout is on, and the key of its masks.</summary>
internal readonly record struct PassKey(bool Training, long Seed, long Step, int FirstSample);
