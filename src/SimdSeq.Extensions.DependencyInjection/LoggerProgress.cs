using Microsoft.Extensions.Logging;

namespace SimdSeq;

/// <summary>
/// Writes a run of training to a logger: its start and end, a line for every epoch (Information), a divergence (Error), a cancellation or
/// a stop before the last epoch (Warning), a loss that is not a number (Warning). Lines have fields: <c>Epoch</c>, <c>Epochs</c>,
/// <c>Loss</c>, <c>ValidationLoss</c>, <c>LearningRate</c>, <c>Seconds</c>; each other figure of an epoch is a line of its own at Debug,
/// with the fields <c>Epoch</c>, <c>Metric</c> and <c>Value</c>.
/// </summary>
/// <example><code>
/// model.Fit(training, new FitOptions { Epochs = 20, Callbacks = [new LoggerProgress(logger)] });
/// </code></example>
/// <param name="logger">The logger.</param>
public sealed partial class LoggerProgress(ILogger logger) : Callback
{
    private readonly ILogger _logger = logger ?? throw new ArgumentNullException(nameof(logger));

    /// <inheritdoc/>
    public override void OnStart(TrainingRun run)
    {
        int epochs = run.Options?.Epochs ?? 0;
        if (run.IsResumed) LogResumed(_logger, run.Epochs.Count, epochs);
        else LogStart(_logger, epochs, run.Options?.BatchSize ?? 0, run.Options?.Threads ?? 0, run.Options?.Loss.Name ?? "");
    }

    /// <inheritdoc/>
    public override void OnEpoch(TrainingRun run, EpochSummary epoch)
    {
        int epochs = run.Options?.Epochs ?? 0;
        if (epoch.Validation is { } validation)
            LogValidatedEpoch(_logger, epoch.Epoch, epochs, epoch.TrainLoss, validation.Loss, epoch.LearningRate, epoch.Seconds);
        else LogEpoch(_logger, epoch.Epoch, epochs, epoch.TrainLoss, epoch.LearningRate, epoch.Seconds);
        double watched = epoch.Validation?.Loss ?? epoch.TrainLoss;
        if (!double.IsFinite(epoch.TrainLoss) || !double.IsFinite(watched))
            LogNotFinite(_logger, epoch.Epoch, epoch.TrainLoss, watched);
        if (!_logger.IsEnabled(LogLevel.Debug)) return;
        foreach (string column in epoch.Columns)
        {
            if (column is not ("loss" or "val_loss" or "learning_rate" or "seconds"))
                LogMetric(_logger, epoch.Epoch, column, epoch[column]);
        }

        LogMetric(_logger, epoch.Epoch, "gradient_norm", epoch.GradientNorm);
    }

    /// <inheritdoc/>
    public override void OnEnd(TrainingRun run)
    {
        if (run.StopReason is { } reason) LogStopped(_logger, run.Epochs.Count, reason);
        if (run.Epochs.Count == 0) return;
        EpochSummary best = new History(run.Epochs).Best;
        LogEnd(_logger, run.Epochs.Count, run.Epochs.Sum(epoch => epoch.Seconds), best.Epoch, best.Validation?.Loss ?? best.TrainLoss);
    }

    /// <inheritdoc/>
    public override void OnFailure(TrainingRun run, Exception failure)
    {
        if (failure is OperationCanceledException) LogCancelled(_logger, run.Epochs.Count);
        else if (failure is TrainingDivergedException) LogDiverged(_logger, failure, run.Epochs.Count, failure.Message);
        else LogFailed(_logger, failure, run.Epochs.Count, failure.Message);
    }

    [LoggerMessage(1, LogLevel.Information, "Training begins: {Epochs} epochs, batches of {BatchSize}, {Threads} threads, {LossName}")]
    private static partial void LogStart(ILogger logger, int epochs, int batchSize, int threads, string lossName);

    [LoggerMessage(2, LogLevel.Information, "Training goes on after epoch {Epoch} of {Epochs}")]
    private static partial void LogResumed(ILogger logger, int epoch, int epochs);

    [LoggerMessage(3, LogLevel.Information,
        "Epoch {Epoch}/{Epochs}: loss {Loss}, learning rate {LearningRate}, {Seconds} s")]
    private static partial void LogEpoch(ILogger logger, int epoch, int epochs, double loss, double learningRate, double seconds);

    [LoggerMessage(4, LogLevel.Information,
        "Epoch {Epoch}/{Epochs}: loss {Loss}, validation loss {ValidationLoss}, learning rate {LearningRate}, {Seconds} s")]
    private static partial void LogValidatedEpoch(
        ILogger logger, int epoch, int epochs, double loss, double validationLoss, double learningRate, double seconds);

    [LoggerMessage(5, LogLevel.Debug, "Epoch {Epoch}: {Metric} {Value}")]
    private static partial void LogMetric(ILogger logger, int epoch, string metric, double value);

    [LoggerMessage(6, LogLevel.Information,
        "Training ended after {Epochs} epochs in {Seconds} s; the smallest loss is {Loss}, in epoch {BestEpoch}")]
    private static partial void LogEnd(ILogger logger, int epochs, double seconds, int bestEpoch, double loss);

    [LoggerMessage(7, LogLevel.Warning, "Training was stopped after epoch {Epoch}: {Reason}")]
    private static partial void LogStopped(ILogger logger, int epoch, string reason);

    [LoggerMessage(8, LogLevel.Warning, "Training was cancelled after epoch {Epoch}")]
    private static partial void LogCancelled(ILogger logger, int epoch);

    [LoggerMessage(9, LogLevel.Warning, "Epoch {Epoch} has a loss that is not finite: {Loss}, validation loss {ValidationLoss}")]
    private static partial void LogNotFinite(ILogger logger, int epoch, double loss, double validationLoss);

    [LoggerMessage(10, LogLevel.Error, "Training diverged after epoch {Epoch}: {Reason}")]
    private static partial void LogDiverged(ILogger logger, Exception failure, int epoch, string reason);

    [LoggerMessage(11, LogLevel.Error, "Training failed after epoch {Epoch}: {Reason}")]
    private static partial void LogFailed(ILogger logger, Exception failure, int epoch, string reason);
}
