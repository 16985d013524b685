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
    private readonly GradientSlots<T> _slots;
    private readonly double[] _losses;
    private readonly int[] _samples;
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
        _slots = new GradientSlots<T>(options.GradientSlots, model.Layout.ParameterValues);
        _losses = new double[options.GradientSlots];
        _samples = new int[options.StepsPerEpoch is null ? Math.Min(options.BatchSize, data.Count) : options.BatchSize];

        model.EnsureKeptStates(_samples.Length);

        // Memory is there before the first step, so that threads need not make any.
        for (int worker = 0; worker < team.Threads; worker++) model.Worker(worker);
        for (int slot = 0; slot < Math.Min(_slots.Count, Tiles(_samples.Length)); slot++) _ = _slots[slot];
    }

    /// <summary>Where the caller writes the numbers of the batch's samples.</summary>
    public Span<int> Samples => _samples;

    /// <summary>Computes the mean loss of the first <paramref name="count"/> samples and its gradient.</summary>
    public double Compute(int count, long step, out Span<T> gradient)
    {
        _count = count;
        _step = step;
        _nextSlot = -1;
        _model.EnsurePacked();
        _team.Run(this);

        int used = Math.Min(_slots.Count, Tiles(count));
        double loss = 0;
        for (int slot = 0; slot < used; slot++) loss += _losses[slot];
        gradient = _slots.Sum(used);
        return loss / ((double)count * _model.Outputs);
    }

    void IWork.Run(int worker)
    {
        int used = Math.Min(_slots.Count, Tiles(_count));
        for (int slot; (slot = Interlocked.Increment(ref _nextSlot)) < used;)
        {
            _slots[slot].Span.Clear();
            _losses[slot] = 0;
            for (int tile = slot; tile < Tiles(_count); tile += _slots.Count) AddTile(_model.Worker(worker), tile, slot);
        }
    }

    private void AddTile(TileWorker<T> worker, int tile, int slot)
    {
        int first = tile * Tile<T>.Lanes, samples = Math.Min(Tile<T>.Lanes, _count - first);
        var key = new PassKey(Training: true, _seed, _step, first);
        worker.Load(_data, _samples.AsSpan(first, samples), withTargets: true);
        _model.Forward(worker, key);
        T scale = T.CreateTruncating(1.0 / ((double)_count * _model.Outputs));
        _losses[slot] += _loss.Sum(worker.Outputs, worker.Targets, samples, scale, worker.OutputGradient);
        _model.Backward(worker, _slots[slot], key);
    }

    private static int Tiles(int samples) => (samples - 1) / Tile<T>.Lanes + 1;
}
