using System.Numerics;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>A pass over a whole data set without training: for its losses, its answers, or both.</summary>
internal sealed class Measurement<T> : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SequenceModel<T> _model;
    private readonly Dataset<T> _data;
    private readonly Batches<T> _batches;
    private readonly WorkerTeam _team;
    private readonly OutputLoss<T>[]? _losses;
    private readonly LossFunction<T> _absoluteError = Loss.MeanAbsoluteError.In<T>();
    private readonly MetricStates<T>? _metrics;
    private readonly T[]? _outputs;
    private readonly TileFigures[] _figures;
    private readonly Pool<TileWorker<T>>.Lease?[] _workers;
    private readonly CancellationToken _cancellation;
    private int _nextTile = -1;

    private Measurement(
        SequenceModel<T> model, Dataset<T> data, Batches<T> batches, OutputLoss<T>[]? losses, T[]? outputs, WorkerTeam team,
            CancellationToken cancellation, IReadOnlyList<Metric>? metrics = null)
    {
        _model = model;
        _data = data;
        _batches = batches;
        _team = team;
        _losses = losses;
        _outputs = outputs;
        _cancellation = cancellation;
        _workers = new Pool<TileWorker<T>>.Lease?[Math.Min(team.Threads, batches.Tiles)];
        if (metrics is { Count: > 0 }) _metrics = new MetricStates<T>(losses!, metrics, _workers.Length);
        _figures = losses is null ? [] : new TileFigures[batches.Count * batches.Tiles * losses.Length];
    }

    public static Evaluation Evaluate(
        SequenceModel<T> model, Dataset<T> data, Batches<T> batches, OutputLoss<T>[] losses, WorkerTeam team,
            CancellationToken cancellation, IReadOnlyList<Metric>? metrics = null)
    {
        var measurement = new Measurement<T>(model, data, batches, losses, null, team, cancellation, metrics);
        using (model.Use.Read()) measurement.Run();
        var values = measurement._metrics?.Values();
        if (losses.Length == 1) return measurement.Of(0) with { Metrics = values?[0] ?? [] };
        Evaluation[] outputs = [.. losses.Select((_, output) => measurement.Of(output) with { Metrics = values?[output] ?? [] })];
        return new Evaluation(outputs.Zip(losses, (one, loss) => loss.Weight * one.Loss).Sum(), double.NaN)
        {
            Outputs = outputs,
            Metrics = values is null ? [] : measurement._metrics!.Named(values),
        };
    }

    private Evaluation Of(int output)
    {
        var loss = _losses![output];
        double sum = 0, errors = 0;
        long steps = 0, correct = 0;
        for (int i = output; i < _figures.Length; i += _losses.Length)
        {
            sum += _figures[i].Loss;
            errors += _figures[i].AbsoluteError;
            steps += _figures[i].Steps;
            correct += _figures[i].Correct;
        }

        double losses = Math.Max(1, (double)steps * loss.LossesOfStep);
        return new Evaluation(
            sum / losses,
            !loss.Loss.TargetsAreBesideAnswers ? double.NaN : errors / Math.Max(1, (double)steps * loss.Place.Output.Features),
            !loss.HasClasses ? null : double.IsNaN(sum) ? double.NaN : correct / losses);
    }

    public static T[] Predict(
        SequenceModel<T> model, Dataset<T> data, Batches<T> batches, WorkerTeam team, CancellationToken cancellation)
    {
        T[] outputs = model.NewOutputs(batches.Samples, nameof(data));
        var measurement = new Measurement<T>(model, data, batches, null, outputs, team, cancellation);
        using var use = model.EnterPrediction();
        model.KeptStates.Ensure(batches.Size);
        try
        {
            measurement.Run();
        }
        catch
        {
            model.KeptStates.Clear();
            throw;
        }

        return outputs;
    }

    private void Run()
    {
        _model.EnsurePacked();
        try
        {
            _model.Workers.Rent(_workers);
            _team.Run(this);
        }
        finally
        {
            Pool<TileWorker<T>>.Return(_workers);
        }

        _cancellation.ThrowIfCancellationRequested();
    }

    private bool IsStopped => _team.HasFailed || _cancellation.IsCancellationRequested;

    // A worker takes the same places of all batches, in order: so nobody waits for the others between batches.
    void IWork.Run(int worker)
    {
        if (worker >= _workers.Length) return; // more threads than tiles
        var memory = _workers[worker]!.Item;
        for (int tile; !IsStopped && (tile = Interlocked.Increment(ref _nextTile)) < _batches.Tiles;)
        {
            var states = _losses is null ? _model.KeptStates.Of(tile * Tile<T>.Lanes) : memory.StatesFromZero();
            for (int batch = 0; batch < _batches.Count && !IsStopped; batch++) Take(worker, memory, states, batch, tile);
        }
    }

    private void Take(int worker, TileWorker<T> memory, AlignedBuffer<T>? states, int batch, int tile)
    {
        var (first, samples) = _batches[batch, tile];
        if (samples == 0) return;
        memory.Load(_data, first, samples, withTargets: _losses is not null);

        // Nobody asks for states of a measurement afterwards, so it need not spare any lane's.
        _model.Predict(memory, states, _losses is null ? samples : Tile<T>.Lanes);
        int place = (batch * _batches.Tiles + tile) * (_losses?.Length ?? 0);
        for (int output = 0; output < (_losses?.Length ?? 0); output++)
        {
            var answered = memory.Answered(_losses![output].Place, samples);
            _figures[place++] = Measure(_losses[output], answered);
            _metrics?.Add(worker, output, answered);
        }

        if (_outputs is not null) memory.StoreOutputs(_outputs.AsSpan(first * _model.Outputs), samples);
    }

    // As in Keras, weights are for the loss; the mask is for the other figures too.
    private TileFigures Measure(OutputLoss<T> loss, in LossTile<T> tile) => new(
        loss.Function.Sum(tile),
        !loss.Loss.TargetsAreBesideAnswers ? 0 : _absoluteError.Sum(tile with { Weights = default }),
        loss.Function.CountSteps(tile),
        loss.HasClasses ? loss.Function.Correct(tile) : 0);

    private readonly record struct TileFigures(double Loss, double AbsoluteError, int Steps, int Correct);
}
