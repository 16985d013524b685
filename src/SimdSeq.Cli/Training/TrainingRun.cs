namespace SimdSeq.Cli;

/// <summary>Trains a model and leaves it with the parameters of its best epoch, as a checkpoint on the validation score would.</summary>
internal static class TrainingRun
{
    /// <summary>Trains, and measures the best epoch on the test samples.</summary>
    /// <param name="model">The model; it ends with the best epoch's parameters.</param>
    /// <param name="problem">The data.</param>
    /// <param name="settings">How.</param>
    /// <param name="observer">Is told how it goes; may be null.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <param name="backup">Keeps the run, to go on with it; null: nothing does.</param>
    /// <param name="onStopped">
    /// Called with the best epoch when training is cancelled or diverges after one: the model has its parameters. The exception goes on.
    /// </param>
    /// <exception cref="FailureException">No epoch had a finite validation score.</exception>
    public static TrainingOutcome Run(
        SequenceModel<float> model,
        Problem problem,
        TrainingSettings settings,
        ITrainingObserver? observer,
        CancellationToken cancellation,
        BackupAndRestore? backup = null,
        Action<int>? onStopped = null)
    {
        (History history, BestEpoch best) = Train(model, problem, settings, observer, cancellation, backup, onStopped);
        Score test = problem.ScoreOf(model, ProblemPart.Test, settings.BatchSize, settings.Threads, cancellation);
        return new TrainingOutcome(
            history.Epochs, best.Epoch, best.Score!, test, model.ParameterCount, model.ParameterSha256())
        {
            StoppedBecause = history.StoppedBecause,
        };
    }

    /// <summary>Trains, and leaves the test samples alone.</summary>
    /// <inheritdoc cref="Run"/>
    public static (History History, BestEpoch Best) Train(
        SequenceModel<float> model,
        Problem problem,
        TrainingSettings settings,
        ITrainingObserver? observer,
        CancellationToken cancellation,
        BackupAndRestore? backup = null,
        Action<int>? onStopped = null)
    {
        var best = new BestEpoch(problem, model);
        History history;
        try
        {
            history = Fit();
        }
        catch (Exception e) when (best.Epoch > 0 && (e is OperationCanceledException or TrainingDivergedException))
        {
            best.Restore();
            onStopped?.Invoke(best.Epoch);
            throw;
        }

        if (best.Score is null)
        {
            throw new FailureException(
                $"expected a finite validation {problem.Measure}, got {problem.Judge(history.Epochs[^1].Validation!).Value} "
                + "after the last epoch. Try a smaller --learning-rate.");
        }

        best.Restore();
        return (history, best);

        History Fit() => model.Fit(problem.Training, new FitOptions
        {
            Epochs = settings.Epochs,
            StepsPerEpoch = settings.StepsPerEpoch,
            BatchSize = settings.BatchSize,
            Seed = settings.Seed,
            Shuffle = !settings.IsContiguous,
            ResetStatesEvery = settings.ResetStatesEvery,
            Validation = problem.Validation,
            Loss = problem.Loss,
            Optimizer = settings.OptimizerOn(problem.Training),
            GlobalClipNorm = settings.GlobalClipNorm,
            Threads = settings.Threads,
            Callbacks =
            [
                .. observer is null ? [] : (Callback[])[new ObserverCallback(observer)],
                best,
                .. backup is null ? [] : (Callback[])[backup],
            ],
        }, cancellation);
    }
}
