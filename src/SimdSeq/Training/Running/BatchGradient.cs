using System.Numerics;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// The loss and gradient of a batch, its tiles divided over the slots and the slots over the threads. A thread without one helps the
/// others.
/// </summary>
internal sealed class BatchGradient<T> : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostHelpers = 15; // of a thread that has tiles: each takes memory, and parts become small

    private readonly SequenceModel<T> _model;
    private readonly Dataset<T> _data;
    private readonly WorkerTeam _team;
    private readonly OutputLoss<T>[] _losses;
    private readonly BatchFigures[] _figures; // of each slot those of each output
    private readonly double[] _classWeights;
    private readonly int[] _samples;
    private readonly Pool<TileWorker<T>>.Lease?[] _workers;
    private readonly IdleThreads? _idle; // null: there is one thread
    private readonly AlignedBuffer<T>[] _scratches; // of threads that never have a tile
    private readonly long[]? _steps; // of each output those of the batch that count, where outputs have masks of their own
    private readonly long _seed;
    private bool _isCounting;
    private int _count;
    private int _nextSlot;
    private long _step;

    public BatchGradient(SequenceModel<T> model, Dataset<T> data, FitOptions options, WorkerTeam team)
    {
        _model = model;
        _data = data;
        _team = team;
        _seed = options.Seed;
        _losses = OutputLoss<T>.Of(model.Layout, options.AllLosses, options.LossWeights);
        _classWeights = [.. options.ClassWeights ?? []];
        bool countAlike = model.Layout.Outputs.Select(output => output.MaskOffset).Distinct().Count() == 1
            && (_losses.Length == 1 || !_losses.Any(loss => loss.Loss.IgnoresSteps));
        if (!countAlike) _steps = new long[_losses.Length];
        _samples = new int[options.StepsPerEpoch is null ? Math.Min(options.BatchSize, data.Count) : options.BatchSize];

        // Memory is there before the first step, so that threads need not make any.
        Slots = new GradientSlots<T>(Math.Min(options.GradientSlots, Tile<T>.Count(_samples.Length)), model.Layout.ParameterValues);
        _figures = new BatchFigures[Slots.Count * _losses.Length];
        _workers = new Pool<TileWorker<T>>.Lease?[Math.Min(team.Threads, Slots.Count)];
        int helpers = Math.Min(team.Threads - _workers.Length, MostHelpers * _workers.Length);
        if (team.Threads > 1) _idle = new IdleThreads(_workers.Length + helpers, _workers.Length);
        _scratches = [.. Enumerable.Range(0, helpers).Select(_ => TileWorker<T>.NewScratch())];
        model.Workers.Reserve(_workers.Length);
        Metrics = new MetricStates<T>(_losses, options.Metrics, _workers.Length);
        if (!model.KeptStates.Exist) return;
        using var use = model.Use.GoOn();
        model.KeptStates.Ensure(_samples.Length);
    }

    /// <summary>Where the caller writes the numbers of the batch's samples.</summary>
    public Span<int> Samples => _samples;

    /// <summary>What is measured of the answers met.</summary>
    public MetricStates<T> Metrics { get; }

    /// <summary>The gradients, to be summed.</summary>
    public GradientSlots<T> Slots { get; }

    /// <summary>Computes the losses of the first <paramref name="count"/> samples, and in the slots the gradient of their mean.</summary>
    /// <returns>The figures; its gradients are those of the sum over the batch, divided by the number of losses as if no step were
    /// masked.</returns>
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
            _idle?.Begin();
            if (_steps is not null) CountSteps();
            _team.Run(this);
        }
        finally
        {
            Pool<TileWorker<T>>.Return(_workers);
        }

        Slots.Touched?.Merge(UsedSlots(count));

        var first = Sum(0, count);
        if (_steps is not null) first = first with { AllSteps = first.Steps };
        double others = 0;
        for (int output = 1; output < _losses.Length; output++) others += Sum(output, count).MeanLoss;
        return first with { OtherLosses = others };
    }

    // One factor does not turn a mean over all steps into one over those that count for several outputs: so these are counted first.
    private void CountSteps()
    {
        _isCounting = true;
        _team.Run(this);
        _idle?.Begin();
        for (int output = 0; output < _steps!.Length; output++) _steps[output] = Sum(output, _count).Steps;
        _isCounting = false;
        _nextSlot = -1;
    }

    private BatchFigures Sum(int output, int count)
    {
        var loss = _losses[output];
        long steps = (long)count * loss.Place.Output.Rows;
        var sum = new BatchFigures(0, 0, 0, UsedSlots(count), steps, loss.LossesOfStep) { Weight = loss.Weight };
        for (int slot = 0; slot < sum.Slots; slot++)
        {
            var part = Figures(slot, output);
            sum = sum.Plus(part.LossSum, part.Steps, part.Correct);
        }

        return sum;
    }

    /// <summary>The first value of those samples that is not finite, if there is one.</summary>
    public NotFiniteValue? NotFiniteIn(int count) => NotFiniteValue.In(_model, _data, _losses, _samples.AsSpan(0, count));

    unsafe void IWork.Run(int worker)
    {
        if (worker < _workers.Length)
        {
            _idle?.Enter(worker);
            try
            {
                AddTiles(worker, _workers[worker]!.Item);
            }
            finally
            {
                _idle?.Leave();
            }
        }

        // Where all have as many tiles, they end together: a thread that waits asleep then leaves its core to the others.
        if (_idle is null || Tile<T>.Count(_count) % _team.Threads == 0) return;
        if (worker < _workers.Length) _idle.Help(_workers[worker]!.Item.Scratch.Slab.Address);
        else if (worker - _workers.Length < _scratches.Length) _idle.Help(_scratches[worker - _workers.Length].Slab.Address);
    }

    private void AddTiles(int worker, TileWorker<T> memory)
    {
        int used = UsedSlots(_count);
        for (int slot; !_team.HasFailed && (slot = Interlocked.Increment(ref _nextSlot)) < used;)
        {
            if (!_isCounting) Slots.Clear(slot);
            _figures.AsSpan(slot * _losses.Length, _losses.Length).Clear();
            for (int tile = slot; tile < Tile<T>.Count(_count) && !_team.HasFailed; tile += Slots.Count)
                AddTile(worker, memory, tile, slot);
        }
    }

    private void AddTile(int number, TileWorker<T> worker, int tile, int slot)
    {
        int first = tile * Tile<T>.Lanes, samples = Math.Min(Tile<T>.Lanes, _count - first);
        var key = new PassKey(Training: true, _seed, _step, first);
        worker.Load(_data, _samples.AsSpan(first, samples), withTargets: true);
        if (_isCounting)
        {
            _model.Predict(worker, worker.StatesFromZero(), Tile<T>.Lanes);
            for (int i = 0; i < _losses.Length; i++)
                Figures(slot, i) = Figures(slot, i).Plus(0, _losses[i].Function.CountSteps(worker.Answered(_losses[i].Place, samples)), 0);
            return;
        }

        _model.Forward(worker, _model.KeptStates.Of(first), samples, key);
        Slots.Touched?.Add<T>(slot, worker.Inputs[..(_model.Steps * Tile<T>.Lanes)]);
        for (int i = 0; i < _losses.Length; i++)
        {
            var loss = _losses[i];
            double losses = _steps is null ? (double)_count * loss.Losses : Math.Max(1, (double)_steps[i] * loss.LossesOfStep);
            var answered = worker.Answered(loss.Place, samples, loss.Weight / losses, _classWeights, withGradient: true);
            double sum = loss.Function.Sum(answered);
            int correct = loss.HasClasses ? loss.Function.Correct(answered) : 0;
            Metrics.Add(number, i, answered);
            Figures(slot, i) = Figures(slot, i).Plus(sum, loss.Function.CountSteps(answered), correct);
        }

        _model.Backward(worker, Slots[slot], key);
    }

    private ref BatchFigures Figures(int slot, int output) => ref _figures[slot * _losses.Length + output];

    private int UsedSlots(int count) => Math.Min(Slots.Count, Tile<T>.Count(count));
}
