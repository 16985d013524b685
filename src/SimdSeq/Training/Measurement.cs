using System.Numerics;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>A pass over a whole data set without training: for its losses, its answers, or both.</summary>
internal sealed class Measurement<T> : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly LossFunction<T> AbsoluteError = new MeanAbsoluteErrorLoss.Function<T>();

    private readonly SequenceModel<T> _model;
    private readonly Dataset<T> _data;
    private readonly LossFunction<T>? _loss;
    private readonly T[]? _outputs;
    private readonly double[] _losses;
    private readonly double[] _errors;
    private readonly int _tiles;
    private readonly CancellationToken _cancellation;
    private int _nextTile = -1;

    private Measurement(SequenceModel<T> model, Dataset<T> data, LossFunction<T>? loss, T[]? outputs, CancellationToken cancellation)
    {
        _model = model;
        _data = data;
        _loss = loss;
        _outputs = outputs;
        _cancellation = cancellation;
        _tiles = (data.Count - 1) / Tile<T>.Lanes + 1;
        _losses = new double[_tiles];
        _errors = new double[_tiles];
    }

    public static Evaluation Evaluate(SequenceModel<T> model, Dataset<T> data, Loss loss, WorkerTeam team, CancellationToken cancellation)
    {
        var measurement = new Measurement<T>(model, data, loss.In<T>(), null, cancellation);
        measurement.Run(team);
        double values = (double)data.Count * model.Outputs;
        return new Evaluation(measurement._losses.Sum() / values, measurement._errors.Sum() / values);
    }

    public static T[] Predict(SequenceModel<T> model, Dataset<T> data, WorkerTeam team, CancellationToken cancellation)
    {
        var outputs = new T[checked(data.Count * model.Outputs)];
        new Measurement<T>(model, data, null, outputs, cancellation).Run(team);
        return outputs;
    }

    private void Run(WorkerTeam team)
    {
        for (int worker = 0; worker < team.Threads; worker++) _model.Worker(worker);
        _model.EnsurePacked();
        _model.EnsureKeptStates(_data.Count);
        team.Run(this);
        _cancellation.ThrowIfCancellationRequested();
    }

    void IWork.Run(int worker)
    {
        var memory = _model.Worker(worker);
        for (int tile; !_cancellation.IsCancellationRequested && (tile = Interlocked.Increment(ref _nextTile)) < _tiles;)
        {
            int first = tile * Tile<T>.Lanes, samples = Math.Min(Tile<T>.Lanes, _data.Count - first);
            memory.Load(_data, first, samples, withTargets: _loss is not null);
            _model.Forward(memory, new PassKey(Training: false, Seed: 0, Step: 0, first));
            if (_loss is not null)
            {
                _losses[tile] = _loss.Sum(memory.Outputs, memory.Targets, samples, T.One, default);
                _errors[tile] = AbsoluteError.Sum(memory.Outputs, memory.Targets, samples, T.One, default);
            }

            if (_outputs is not null) memory.StoreOutputs(_outputs.AsSpan(first * _model.Outputs), samples);
        }
    }
}
