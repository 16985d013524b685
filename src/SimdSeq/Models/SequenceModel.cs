using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// A sequence model. Declare one as layer attributes under <see cref="SequenceModelAttribute"/> on a partial class: the generator
/// derives that class from this one. Any number of threads may predict, measure, save and step streams at once. A model that is trained or
/// loaded, or whose parameters are set, is its caller's alone: such a call and any other at the same time do not mix, and the later one
/// throws an <see cref="InvalidOperationException"/>. During a run of <c>Fit</c> its callbacks may use the model, other threads may not.
/// Predictions of a model with layers declared <c>stateful: true</c> go on from each other, so they too come one at a time.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract partial class SequenceModel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterValues<T> _parameters;
    private readonly AlignedBuffer<T> _packed;
    private readonly Lock _packing = new();
    private volatile int _packedAt = -1;

    /// <summary>Called by the emitted constructor.</summary>
    /// <param name="layout">The model's layout.</param>
    /// <param name="seed">Seed of the parameters' first values, which are drawn when they are first needed.</param>
    [Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
    protected SequenceModel(ModelLayout layout, long seed)
    {
        Layout = layout;
        Use = new ModelUse(layout.Name);
        KeptStates = new KeptStates<T>(layout.KeptStateValues);
        Workers = new Pool<TileWorker<T>>(() => new TileWorker<T>(layout));
        SampleStreams = new Pool<ModelStream<T>>(() => new ModelStream<T>(this, new T[InitialStates], default));
        _parameters = new ParameterValues<T>(layout, seed);
        _packed = new AlignedBuffer<T>(layout.PackedValues);
        Outputs = layout.OutputValues;
        InitialStates = layout.InitialStates.Sum(state => state.Units);
        SampleValues = layout.InputValues + InitialStates;
        ReturnedStates = layout.ReturnedStates.Sum(state => state.Units);
        Parameters = new ParameterCollection<T>(
            [.. layout.Parameters.Select((info, i) => new Parameter<T>(info, _parameters, i, Use))], Use);
    }

    /// <summary>Time steps of a sample, of its first input where it has several.</summary>
    public int Steps => Layout.Steps;

    /// <summary>Features of a time step, likewise.</summary>
    public int Features => Layout.Features;

    /// <summary>
    /// How many steps a stream of the model has room for: those it is declared with, where attention without a window or learned positions
    /// keep them all. <see cref="long.MaxValue"/>: any number.
    /// </summary>
    public long MostStreamSteps => (Layout.Decoder?.Stream ?? Layout.Stream).MostSteps;

    /// <summary>Values that the model answers for one sample: rows times features, of all its outputs.</summary>
    public int Outputs { get; }

    /// <summary>
    /// Values of states that a sample brings with it, after its steps: for layers declared with <c>initialState: true</c>, first to last.
    /// </summary>
    public int InitialStates { get; }

    /// <summary>
    /// Values of states that are answered beside the output: for layers declared with <c>returnState: true</c>, first to last.
    /// </summary>
    public int ReturnedStates { get; }

    /// <summary>What a sample consists of, one behind the other; its initial states follow.</summary>
    public IReadOnlyList<TensorInfo> InputTensors => Layout.Inputs;

    /// <summary>What the model answers for a sample, one behind the other.</summary>
    public IReadOnlyList<TensorInfo> OutputTensors => Layout.Outputs;

    /// <summary>Values of one sample: its inputs and its states.</summary>
    public int SampleValues { get; }

    /// <summary>The tensors that training moves.</summary>
    public ParameterCollection<T> Parameters { get; }

    /// <summary>The layers with their shapes, parameters and matrix FLOPs, first to last.</summary>
    public IReadOnlyList<LayerInfo> LayerInfos => Layout.Layers;

    /// <summary>Number of values of all parameters.</summary>
    public int ParameterCount => Parameters.Sum(parameter => parameter.Length);

    /// <summary>Number of those that the gradient moves; the others are statistics of the data, as of <c>BatchNormalization</c>.</summary>
    public int TrainableParameterCount => Parameters.Where(parameter => parameter.IsTrainable).Sum(parameter => parameter.Length);

    /// <summary>
    /// Whether layers are declared <c>stateful: true</c>: a prediction then goes on from the one before, and they come one at a time.
    /// </summary>
    public bool IsStateful => KeptStates.Exist;

    internal ModelLayout Layout { get; }

    internal Span<T> ParameterVector => _parameters.Vector.Span;

    /// <summary>Who uses the model at this moment.</summary>
    internal ModelUse Use { get; }

    /// <summary>The memory of tiles; a call rents as much as it has threads.</summary>
    internal Pool<TileWorker<T>> Workers { get; }

    /// <summary>The memory of samples that are answered alone.</summary>
    internal Pool<ModelStream<T>> SampleStreams { get; }

    /// <summary>What stateful layers keep from call to call.</summary>
    internal KeptStates<T> KeptStates { get; }

    /// <summary>
    /// Samples of a batch in the last training, 0 before the first: data sets of a stateful model are taken in such batches.
    /// </summary>
    internal int TrainedBatch { get; set; }

    /// <summary>SHA-256 over the bits of all parameters, in order, little-endian: two models are equal exactly when this is.</summary>
    public string ParameterSha256() => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Parameters.ToArray().AsSpan())));

    /// <summary>The layers with their shapes, parameters and matrix FLOPs, and the memory that the model takes.</summary>
    public string Summary() => ModelSummary.Write(Layout, valueBytes: 64 / Tile<T>.Lanes);

    /// <summary>Derives from the parameters what the kernels want of them, unless that is done.</summary>
    internal void EnsurePacked()
    {
        if (_packedAt != Use.Changes) Pack();
    }

    /// <summary>For a step of a stream, which does not enter the model: that would take longer than many a step.</summary>
    /// <returns>The count of changes that must be the same after the step.</returns>
    /// <exception cref="InvalidOperationException">The model is being changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int EnterStep()
    {
        int changes = Use.Changes;
        if (Use.IsChanging) Use.ThrowChanging();
        if (_packedAt != changes) Pack();
        return changes;
    }

    // What is packed counts for the parameters that were there at its beginning: a change meanwhile makes it old.
    private void Pack()
    {
        lock (_packing) // the first calls of several threads may meet here
        {
            int changes = Use.Changes;
            if (_packedAt == changes) return;
            PackParameters(_parameters.Vector.Slab, _packed.Slab);
            _packedAt = changes;
        }
    }

    /// <summary>A forward pass that goes on from kept states, if there are any, and moves those of the lanes in use.</summary>
    internal void Forward(TileWorker<T> worker, AlignedBuffer<T>? keptStates, int samples, in PassKey key)
    {
        worker.SetAside(keptStates, samples);
        try
        {
            ForwardTile(Frame(worker, worker.Workspace.Slab, keptStates, key));
        }
        catch (UnknownIdException unknown)
        {
            throw unknown.OfSample(worker.SampleIn(unknown.Lane));
        }

        worker.PutBack(keptStates, samples);
    }

    /// <summary>The same for a prediction.</summary>
    internal void Predict(TileWorker<T> worker, AlignedBuffer<T>? keptStates, int samples)
    {
        worker.SetAside(keptStates, samples);
        try
        {
            PredictAlone(worker, keptStates);
        }
        catch (UnknownIdException unknown)
        {
            throw unknown.OfSample(worker.SampleIn(unknown.Lane));
        }

        worker.PutBack(keptStates, samples);
    }

    /// <summary>A prediction of a sample without a number.</summary>
    internal void PredictAlone(TileWorker<T> worker, AlignedBuffer<T>? keptStates) =>
        PredictTile(Frame(worker, worker.Workspace.Slab, keptStates, default));

    internal void Backward(TileWorker<T> worker, AlignedBuffer<T> gradient, in PassKey key)
    {
        try
        {
            GradientTile(Frame(worker, gradient.Slab, null, key));
        }
        catch (UnknownIdException unknown)
        {
            throw unknown.OfSample(worker.SampleIn(unknown.Lane));
        }
    }

    /// <summary>What a decoder's stream has of its source: that of the sample in the first lane.</summary>
    internal void Source(TileWorker<T> worker, AlignedBuffer<T> stream)
    {
        try
        {
            SourceTile(Frame(worker, worker.Workspace.Slab, worker.StatesFromZero(), default), stream.Slab);
        }
        catch (UnknownIdException unknown)
        {
            throw unknown.OfStream();
        }

        GC.KeepAlive(this);
    }

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
    /// Lets the next samples of a model with layers declared <c>stateful: true</c> begin at zero again. So they do after a training step or
    /// a prediction that failed or was cancelled half-way.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model is being trained, or answers another call.</exception>
    public void ResetStates()
    {
        if (!KeptStates.Exist) return;
        using var use = Use.GoOn();
        KeptStates.Clear();
    }

    // Predictions of a stateful model move its states.
    internal ModelUse.Scope EnterPrediction() => KeptStates.Exist ? Use.GoOn() : Use.Read();

    private TileFrame<T> Frame(TileWorker<T> worker, Slab<T> gradient, AlignedBuffer<T>? keptStates, in PassKey key) => new()
    {
        Parameters = _parameters.Vector.Slab,
        Packed = _packed.Slab,
        Workspace = worker.Workspace.Slab,
        Gradient = gradient,
        Scratch = worker.Scratch.Slab,
        State = keptStates is null ? default : keptStates.Slab,
        Samples = worker.Samples,
        Training = key.Training,
        Seed = key.Seed,
        TrainingStep = key.Step,
        FirstSample = key.FirstSample,
    };
}

/// <summary>What a pass over a tile depends on besides values: whether dropout is on, and the key of its masks.</summary>
internal readonly record struct PassKey(bool Training, long Seed, long Step, int FirstSample);
