using System.Numerics;
using SimdSeq.Data;

namespace SimdSeq;

/// <summary>
/// Training step by step, for a loop of one's own: it holds the order of samples, the optimizer's state and the threads.
/// <c>Fit</c> is a loop over it.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
public sealed partial class Trainer<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SequenceModel<T> _model;
    private readonly Dataset<T> _train;
    private readonly Dataset<T>? _validation;
    private readonly FitOptions _options;
    private readonly WorkerTeam _team;
    private readonly BatchGradient<T> _batch;
    private readonly ParameterUpdate<T> _update;
    private readonly SampleOrder _order;
    private readonly int _steps;
    private readonly OutputLoss<T>[] _losses;
    private readonly int _samples;
    private readonly bool _hasClasses;
    private LearningRate _rate;
    private long _step;
    private double _lastLoss = double.NaN;
    private double _setRate = double.NaN; // not a number while the optimizer's schedule holds

    internal Trainer(SequenceModel<T> model, Dataset<T> train, Dataset<T>? validation, FitOptions options)
    {
        _model = model;
        _train = train;
        _validation = validation;
        _options = options;
        _rate = options.Optimizer.LearningRate;
        _losses = OutputLoss<T>.Of(model.Layout, options.AllLosses, options.LossWeights);
        _hasClasses = model.Layout.Outputs.Length == 1 && options.AllLosses[0].ClassesFor(model.Layout.OutputFeatures) > 0;
        _samples = train.Count;
        _order = new SampleOrder(train.Count, options.Shuffle, options.Seed);
        _steps = options.StepsPerEpoch ?? (train.Count - 1) / options.BatchSize + 1;
        _team = new WorkerTeam(options.Threads);
        try
        {
            _batch = new BatchGradient<T>(model, train, options, _team);
            _update = new ParameterUpdate<T>(model, _batch.Slots, options, _team);
        }
        catch
        {
            _team.Dispose(); // options that do not fit the model, or no memory
            throw;
        }
    }

    /// <summary>Steps taken so far.</summary>
    public long StepCount => _step;

    /// <summary>The learning rate of the next step. One that is set stays, in place of the optimizer's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and finite.</exception>
    public double LearningRate
    {
        get => _rate.At(_step);
        set
        {
            _rate = value;
            _setRate = value;
        }
    }

    /// <summary>Trains on the next batch.</summary>
    /// <returns>The mean loss of the batch, before the step, with the penalties of <see cref="FitOptions.L2"/>.</returns>
    /// <exception cref="TrainingDivergedException">
    /// The loss, the gradient or the step is not finite, or the square of the gradient where the optimizer needs it; the parameters stay as
    /// they were. After a step that was not finite the optimizer begins anew, as in a new run; the learning rate's schedule goes on.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The schedule of the learning rate gives one below 0 or not finite; or another call uses the model, another step for instance.
    /// </exception>
    /// <exception cref="ObjectDisposedException">
    /// The trainer is closed, before the step or during it; then the parameters are those before it.
    /// </exception>
    public double Step() => Step(epoch: (int)(_step / _steps) + 1, step: (int)(_step % _steps) + 1, out _, out _);

    /// <summary>
    /// The figures of <see cref="FitOptions.Metrics"/> over the samples met since the last call, or since the trainer was opened. A loop of
    /// one's own asks for them from time to time: an area under a curve keeps every answer until then.
    /// </summary>
    public IReadOnlyList<MetricValue> TakeMetrics()
    {
        using var use = _model.Use.Change();
        var values = _batch.Metrics.Values();
        _batch.Metrics.Clear();
        return _batch.Metrics.Named(values);
    }

    /// <summary>
    /// Gives the model the moving average of its parameters, where the optimizer keeps one (<see cref="Optimizer.EmaMomentum"/>); else
    /// nothing. <c>Fit</c> does so at its end.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another call uses the model.</exception>
    public void TakeAverage()
    {
        using var use = _model.Use.Change();
        _update.TakeAverage();
    }

    /// <summary>The columns of the metrics.</summary>
    internal IReadOnlyList<string> MetricNames => _batch.Metrics.Names;

    /// <summary>The threads.</summary>
    internal WorkerTeam Team => _team;

    /// <summary>Ends the threads; a step that is under way on another thread throws, or is the last.</summary>
    public void Dispose() => _team.Dispose();

    /// <summary>Whether no step is half done: after one that failed, nothing can go on to the same bits.</summary>
    internal bool IsWhole { get; private set; } = true;

    /// <summary>Steps of an epoch.</summary>
    internal int Steps => _steps;

    /// <summary>Begins an epoch.</summary>
    internal void BeginEpoch() => _batch.Metrics.Clear();

    /// <summary>Trains on the next batch of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="progress">How much of it is done.</param>
    /// <param name="isCounted">Whether what the step allocates counts: the first may make what all others use.</param>
    /// <returns>The mean loss of the batch.</returns>
    internal double Step(int epoch, EpochProgress progress, bool isCounted)
    {
        long before = AllocatedBytes();
        double rate = LearningRate;
        double loss = Step(epoch, progress.Steps + 1, out var figures, out double norm);
        progress.Add(loss, figures, rate, norm, isCounted ? AllocatedBytes() - before : null);
        return loss;
    }

    /// <summary>Measures at the end of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="progress">The whole of it.</param>
    /// <param name="cancellation">Stops soon.</param>
    internal EpochSummary EndEpoch(int epoch, EpochProgress progress, CancellationToken cancellation)
    {
        var metrics = _batch.Metrics.Named(_batch.Metrics.Values());
        var validation = _validation is null ? null : Validate(_validation, epoch, cancellation);
        return progress.Summary(epoch, validation, _hasClasses) with { Metrics = metrics };
    }

    private Evaluation Validate(Dataset<T> data, int epoch, CancellationToken cancellation)
    {
        Evaluation figures;
        try
        {
            figures = Measurement<T>.Evaluate(
                _model, data, _model.BatchesOf(data, _options.BatchSize), _losses, _team, cancellation, _options.Metrics);
        }
        catch (ArgumentException wrong) // the number of a sample alone would be looked for in the training data
        {
            throw new ArgumentException($"{nameof(FitOptions)}.{nameof(FitOptions.Validation)}: {wrong.Message}", wrong);
        }

        if (double.IsNaN(figures.Loss) && NotFiniteValue.In(_model, data, _losses, [.. Enumerable.Range(0, data.Count)]) is { } cause)
            throw new TrainingDivergedException(epoch, cause);
        return figures;
    }

    private double Step(int epoch, int step, out BatchFigures figures, out double norm)
    {
        ObjectDisposedException.ThrowIf(_team.IsClosed, this);
        using var use = _model.Use.Change();
        int count = _order.Take(_batch.Samples, acrossPasses: _options.StepsPerEpoch is not null);
        _model.TrainedBatch = _options.BatchSize;
        IsWhole = false;
        double rate = CheckedRate();
        double loss;
        try
        {
            if (_step % _options.ResetStatesEvery == 0) _model.KeptStates.Clear();
            figures = _batch.Compute(count, _step);
            (norm, double penalty) = _update.Sum(figures.Slots, figures.MaskFactor);
            loss = figures.MeanLoss + penalty;
            if (Divergence(loss, norm, rate) is { } what)
                throw new TrainingDivergedException(epoch, step, what, _lastLoss, _batch.NotFiniteIn(count));
            _update.Take();
        }
        catch
        {
            _model.KeptStates.Clear();
            throw;
        }

        _step++;
        _lastLoss = loss;
        IsWhole = true;
        return loss;
    }

    // Moves the parameters when everything is finite; else says what is not.
    private string? Divergence(double loss, double norm, double rate)
    {
        if (!double.IsFinite(loss)) return $"the loss is {loss}";
        if (!double.IsFinite(norm)) return $"the norm of the gradient is {norm}";
        if (!_update.CanMove(norm))
            return FormattableString.Invariant($"the norm of the gradient is {norm:G5}, and {typeof(T).Name} cannot hold its square");
        return _update.Move(norm, rate) ? null : "a parameter would not be finite after it";
    }

    private double CheckedRate()
    {
        double rate = LearningRate;
        return rate is >= 0 and < double.PositiveInfinity
            ? rate
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"The schedule {_rate} gave {rate} at step {_step}; expected a finite rate of at least 0."));
    }

    private long AllocatedBytes() => GC.GetAllocatedBytesForCurrentThread() + _team.AllocatedBytes;
}
