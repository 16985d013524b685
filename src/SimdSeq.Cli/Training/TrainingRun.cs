namespace SimdSeq.Cli;

/// <summary>Trains a model and leaves it with the parameters of its best epoch, as a checkpoint on the validation error would.</summary>
internal static class TrainingRun
{
    /// <summary>Trains.</summary>
    /// <param name="model">The model; it ends with the best epoch's parameters.</param>
    /// <param name="problem">The data.</param>
    /// <param name="settings">How.</param>
    /// <param name="observer">Is told how it goes; may be null.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <exception cref="FailureException">No epoch had a finite validation error.</exception>
    public static TrainingOutcome Run(
        SequenceModel<float> model,
        ForecastProblem problem,
        TrainingSettings settings,
        ITrainingObserver? observer,
        CancellationToken cancellation)
    {
        float[]? best = null;
        int bestEpoch = 0;
        double smallest = double.PositiveInfinity;
        History history = model.Fit(problem.Training, new FitOptions
        {
            Epochs = settings.Epochs,
            StepsPerEpoch = settings.StepsPerEpoch,
            BatchSize = settings.BatchSize,
            Seed = settings.Seed,
            Validation = problem.Validation,
            Loss = Loss.MeanAbsoluteError,
            Optimizer = new RmsProp(settings.LearningRate),
            Threads = settings.Threads,
            OnStep = observer is null ? null : observer.OnStep,
            OnEpoch = epoch =>
            {
                observer?.OnEpoch(epoch);
                if (!(epoch.Validation!.MeanAbsoluteError < smallest)) return;
                smallest = epoch.Validation.MeanAbsoluteError;
                bestEpoch = epoch.Epoch;
                best = model.Parameters.ToArray();
            },
        }, cancellation);

        if (best is null)
        {
            throw new FailureException(
                $"expected a finite validation error, got {history.Epochs[^1].Validation!.MeanAbsoluteError} after the last epoch. "
                + "Try a smaller --learning-rate.");
        }

        model.Parameters.Set(best);
        Evaluation test = model.Evaluate(problem.Test, Loss.MeanAbsoluteError, settings.Threads, cancellation);
        return new TrainingOutcome(
            history.Epochs,
            bestEpoch,
            new ForecastError(smallest, problem.DegreesPerUnit),
            problem.Error(test),
            model.ParameterCount,
            model.ParameterSha256());
    }
}
