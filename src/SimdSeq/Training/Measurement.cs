using System.Numerics;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>A pass over a whole data set without training: for its losses, its answers, or both.</summary>
internal sealed class Measurement<T> : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SequenceModel<T> _model;
    private readonly Dataset<T> _data;
    private readonly WorkerTeam _team;
    private readonly Loss? _loss;
    private readonly LossFunction<T>? _function;
    private readonly LossFunction<T> _absoluteError = Loss.MeanAbsoluteError.In<T>();
    private readonly T[]? _outputs;
    private readonly TileFigures[] _figures;
    private readonly int _tiles;
    private readonly int _workers;
    private readonly CancellationToken _cancellation;
    private int _nextTile = -1;

    private Measurement(SequenceModel<T> model, Dataset<T> data, Loss? loss, T[]? outputs, WorkerTeam team, CancellationToken cancellation)
    {
        _model = model;
        _data = data;
        _team = team;
        _loss = loss;
        _function = loss?.In<T>();
        _outputs = outputs;
        _cancellation = cancellation;
        _tiles = Tile<T>.Count(data.Count);
        _workers = Math.Min(team.Threads, _tiles);
        _figures = new TileFigures[_tiles];
    }

    public static Evaluation Evaluate(SequenceModel<T> model, Dataset<T> data, Loss loss, WorkerTeam team, CancellationToken cancellation)
    {
        var measurement = new Measurement<T>(model, data, loss, null, team, cancellation);
        measurement.Run();
        double sum = 0, errors = 0;
        long steps = 0, correct = 0;
        foreach (var tile in measurement._figures)
        {
            sum += tile.Loss;
            errors += tile.AbsoluteError;
            steps += tile.Steps;
            correct += tile.Correct;
        }

        int features = model.Layout.OutputFeatures;
        double losses = Math.Max(1, (double)steps * loss.LossesOfStep(features));
        return new Evaluation(
            sum / losses,
            loss.TargetsAreIndices ? double.NaN : errors / Math.Max(1, (double)steps * features),
            loss.ClassesFor(features) == 0 ? null : correct / losses);
    }

    public static T[] Predict(SequenceModel<T> model, Dataset<T> data, WorkerTeam team, CancellationToken cancellation)
    {
        T[] outputs = model.NewOutputs(data.Count, nameof(data));
        new Measurement<T>(model, data, null, outputs, team, cancellation).Run();
        return outputs;
    }

    private void Run()
    {
        for (int worker = 0; worker < _workers; worker++) _model.Worker(worker);
        _model.EnsurePacked();
        _model.EnsureKeptStates(_data.Count);
        try
        {
            _team.Run(this);
            _cancellation.ThrowIfCancellationRequested();
        }
        catch
        {
            _model.ResetStates();
            throw;
        }
    }

    void IWork.Run(int worker)
    {
        if (worker >= _workers) return; // more threads than tiles
        var memory = _model.Worker(worker);
        for (int tile; !_team.HasFailed && !_cancellation.IsCancellationRequested && (tile = Interlocked.Increment(ref _nextTile)) < _tiles;)
        {
            int first = tile * Tile<T>.Lanes, samples = Math.Min(Tile<T>.Lanes, _data.Count - first);
            memory.Load(_data, first, samples, withTargets: _loss is not null);
            _model.Predict(memory, first);
            if (_loss is not null) _figures[tile] = Measure(memory.Answered(samples));
            if (_outputs is not null) memory.StoreOutputs(_outputs.AsSpan(first * _model.Outputs), samples);
        }
    }

    // As in Keras, weights are for the loss; the mask is for the other figures too.
    private TileFigures Measure(in LossTile<T> tile) => new(
        _function!.Sum(tile),
        _loss!.TargetsAreIndices ? 0 : _absoluteError.Sum(tile with { Weights = default }),
        tile.CountSteps(),
        _loss.ClassesFor(tile.Features) == 0 ? 0 : _function.Correct(tile));

    private readonly record struct TileFigures(double Loss, double AbsoluteError, int Steps, int Correct);
}
