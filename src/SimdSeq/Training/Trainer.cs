using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using SimdSeq.Data;

namespace SimdSeq;

/// <summary>
/// Training step by step, for a loop of one's own: it holds the order of samples, the optimizer's state and the threads.
/// <c>Fit</c> is a loop over it.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
public sealed class Trainer<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SequenceModel<T> _model;
    private readonly Dataset<T>? _validation;
    private readonly FitOptions _options;
    private readonly WorkerTeam _team;
    private readonly BatchGradient<T> _batch;
    private readonly OptimizerState<T> _optimizer;
    private readonly SampleOrder _order;
    private readonly int _steps;
    private long _step;
    private double _lastLoss = double.NaN;

    internal Trainer(SequenceModel<T> model, Dataset<T> train, Dataset<T>? validation, FitOptions options)
    {
        _model = model;
        _validation = validation;
        _options = options;
        _team = new WorkerTeam(options.Threads);
        _batch = new BatchGradient<T>(model, train, options, _team);
        _optimizer = options.Optimizer.Start<T>(model.Layout.ParameterValues);
        _order = new SampleOrder(train.Count, options.Shuffle, options.Seed);
        _steps = options.StepsPerEpoch ?? (train.Count - 1) / options.BatchSize + 1;
    }

    /// <summary>Steps taken so far.</summary>
    public long StepCount => _step;

    /// <summary>Trains on the next batch.</summary>
    /// <returns>The mean loss of the batch, before the step.</returns>
    /// <exception cref="TrainingDivergedException">The loss, the gradient or the step is not finite; the parameters stay as they were.</exception>
    public double Step()
    {
        int count = _order.Take(_batch.Samples, acrossPasses: _options.StepsPerEpoch is not null);
        return Step(count, epoch: (int)(_step / _steps) + 1, step: (int)(_step % _steps) + 1);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _team.Dispose();

    internal EpochSummary Epoch(int epoch, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp(), allocated = 0;
        double lossSum = 0;
        long samples = 0;
        for (int step = 1; step <= _steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            long before = GC.GetAllocatedBytesForCurrentThread();
            int count = _order.Take(_batch.Samples, acrossPasses: _options.StepsPerEpoch is not null);
            double loss = Step(count, epoch, step);
            if (step > 1 || _steps == 1) allocated += GC.GetAllocatedBytesForCurrentThread() - before + _team.AllocatedBytes;

            lossSum += loss * count;
            samples += count;
            _options.OnStep?.Invoke(new StepProgress(epoch, _options.Epochs, step, _steps, lossSum / samples));
        }

        var validation = _validation is null ? null : Measurement<T>.Evaluate(_model, _validation, _options.Loss, _team, cancellation);
        return new EpochSummary(epoch, lossSum / samples, validation, Stopwatch.GetElapsedTime(start).TotalSeconds, (double)allocated / Math.Max(1, _steps - 1));
    }

    private double Step(int count, int epoch, int step)
    {
        double loss = _batch.Compute(count, _step, out var gradient);
        double norm = Math.Sqrt(GradientSlots<T>.SumOfSquares(gradient));
        if (!double.IsFinite(loss)) throw new TrainingDivergedException(epoch, step, $"the loss is {loss}", _lastLoss);
        if (!double.IsFinite(norm)) throw new TrainingDivergedException(epoch, step, $"the norm of the gradient is {norm}", _lastLoss);

        if (_options.ClipNorm is { } limit && norm > limit)
            TensorPrimitives.Multiply(gradient, T.CreateTruncating(limit / norm), gradient);
        _optimizer.Step(_model.ParameterVector, gradient);
        if (!gradient.IsEmpty && !TensorPrimitives.IsFiniteAll<T>(gradient)) // it says false of nothing
            throw new TrainingDivergedException(epoch, step, "a parameter would not be finite after it", _lastLoss);
        gradient.CopyTo(_model.ParameterVector);
        _model.ParametersChanged();
        _step++;
        _lastLoss = loss;
        return loss;
    }
}
