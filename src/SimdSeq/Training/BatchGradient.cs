using System.Numerics;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>The loss and gradient of a batch, its tiles divided over the slots and the slots over the threads.</summary>
internal sealed class BatchGradient<T> : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SequenceModel<T> _model;
    private readonly Dataset<T> _data;
    private readonly WorkerTeam _team;
    private readonly LossFunction<T> _loss;
    private readonly BatchFigures[] _figures;
    private readonly double[] _classWeights;
    private readonly int[] _samples;
    private readonly Pool<TileWorker<T>>.Lease?[] _workers;
    private readonly int _lossesOfStep;
    private readonly bool _hasClasses;
    private readonly long _seed;
    private int _count;
    private int _nextSlot;
    private long _step;

    public BatchGradient(SequenceModel<T> model, Dataset<T> data, FitOptions options, WorkerTeam team)
    {
        _model = model;
        _data = data;
        _team = team;
        _seed = options.Seed;
        _loss = options.Loss.In<T>();
        _lossesOfStep = options.Loss.LossesOfStep(model.Layout.OutputFeatures);
        _hasClasses = options.Loss.ClassesFor(model.Layout.OutputFeatures) > 0;
        _classWeights = [.. options.ClassWeights ?? []];
        _samples = new int[options.StepsPerEpoch is null ? Math.Min(options.BatchSize, data.Count) : options.BatchSize];

        // Memory is there before the first step, so that threads need not make any.
        Slots = new GradientSlots<T>(Math.Min(options.GradientSlots, Tile<T>.Count(_samples.Length)), model.Layout.ParameterValues);
        _figures = new BatchFigures[Slots.Count];
        _workers = new Pool<TileWorker<T>>.Lease?[Math.Min(team.Threads, Slots.Count)];
        model.Workers.Reserve(_workers.Length);
        if (!model.KeptStates.Exist) return;
        using var use = model.Use.GoOn();
        model.KeptStates.Ensure(_samples.Length);
    }

    /// <summary>Where the caller writes the numbers of the batch's samples.</summary>
    public Span<int> Samples => _samples;

    /// <summary>The gradients, to be summed.</summary>
    public GradientSlots<T> Slots { get; }

    /// <summary>Computes the losses of the first <paramref name="count"/> samples, and in the slots the gradient of their mean.</summary>
    /// <returns>The figures; its gradients are those of the sum over the batch, divided by the number of losses as if no step were masked.</returns>
    public BatchFigures Compute(int count, long step)
    {
        _count = count;
        _step = step;
        _nextSlot = -1;
        _model.EnsurePacked();
        _model.KeptStates.Ensure(_samples.Length);
        try
        {
            _model.Workers.Rent(_workers);
            _team.Run(this);
        }
        finally
        {
            Pool<TileWorker<T>>.Return(_workers);
        }

        Slots.Touched?.Merge(UsedSlots(count));

        var sum = new BatchFigures(0, 0, 0, UsedSlots(count), (long)count * _model.Layout.OutputSteps, _lossesOfStep);
        for (int slot = 0; slot < sum.Slots; slot++) sum = sum.Plus(_figures[slot].LossSum, _figures[slot].Steps, _figures[slot].Correct);
        return sum;
    }

    /// <summary>The first value of those samples that is not finite, if there is one.</summary>
    public NotFiniteValue? NotFiniteIn(int count) => NotFiniteValue.In(_model, _data, _samples.AsSpan(0, count));

    void IWork.Run(int worker)
    {
        if (worker >= _workers.Length) return; // more threads than slots
        var memory = _workers[worker]!.Item;
        int used = UsedSlots(_count);
        for (int slot; !_team.HasFailed && (slot = Interlocked.Increment(ref _nextSlot)) < used;)
        {
            Slots.Clear(slot);
            _figures[slot] = default;
            for (int tile = slot; tile < Tile<T>.Count(_count) && !_team.HasFailed; tile += Slots.Count)
                AddTile(memory, tile, slot);
        }
    }

    private void AddTile(TileWorker<T> worker, int tile, int slot)
    {
        int first = tile * Tile<T>.Lanes, samples = Math.Min(Tile<T>.Lanes, _count - first);
        var key = new PassKey(Training: true, _seed, _step, first);
        worker.Load(_data, _samples.AsSpan(first, samples), withTargets: true);
        _model.Forward(worker, _model.KeptStates.Of(first), samples, key);
        Slots.Touched?.Add<T>(slot, worker.Inputs[..(_model.Steps * Tile<T>.Lanes)]);
        double scale = 1 / ((double)_count * (_model.Layout.OutputSteps * _lossesOfStep));
        var answered = worker.Answered(samples, scale, _classWeights, withGradient: true);
        _figures[slot] = _figures[slot].Plus(_loss.Sum(answered), answered.CountSteps(), _hasClasses ? _loss.Correct(answered) : 0);
        _model.Backward(worker, Slots[slot], key);
    }

    private int UsedSlots(int count) => Math.Min(Slots.Count, Tile<T>.Count(count));
}
