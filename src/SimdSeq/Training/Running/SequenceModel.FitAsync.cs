using SimdSeq.Data;

namespace SimdSeq;

public abstract partial class SequenceModel<T>
{
    /// <summary>
    /// Trains as <see cref="Fit"/> does, to the same bits, beside what the caller goes on with. It runs on a thread of the pool, where
    /// callbacks are called too; in a browser, whose page has one thread, on that one, which draws and answers between the steps some
    /// fifty times a second, but not during a step or the measurement at the end of an epoch.
    /// </summary>
    /// <param name="train">The samples to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops after the current step; the task then throws a <see cref="TrainingCanceledException"/>.</param>
    /// <returns>The figures of every epoch. Errors are those of <see cref="Fit"/>, when the task is awaited.</returns>
    public Task<History> FitAsync(Dataset<T> train, FitOptions options, CancellationToken cancellation = default) =>
        OperatingSystem.IsBrowser()
            ? FitAsync(train, options, new PagePauses().RestAsync, cancellation)
            : Task.Run(() => Fit(train, options, cancellation), CancellationToken.None); // it tells the run itself

    internal async Task<History> FitAsync(Dataset<T> train, FitOptions options, Func<Task>? rest, CancellationToken cancellation)
    {
        using var trainer = OpenTrainer(train, options);
        using var use = Use.Fit();
        using var callbacks = new CallbackUse(options.Callbacks);
        TrainedLoss = options.AllLosses[0];
        return await new FitRun<T>(this, trainer, options, cancellation).RunAsync(rest).ConfigureAwait(false);
    }
}
