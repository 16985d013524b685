using System.Diagnostics;
using System.Numerics.Tensors;
using SimdSeq.Data;

namespace SimdSeq;

public abstract partial class SequenceModel<T>
{
    /// <summary>Trains the model.</summary>
    /// <param name="train">The samples to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops after the current step; the parameters are then those after it.</param>
    /// <returns>The figures of every epoch.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="TrainingDivergedException">A loss or gradient is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public History Fit(Dataset<T> train, FitOptions options, CancellationToken cancellation = default)
    {
        using var trainer = OpenTrainer(train, options);
        var epochs = new List<EpochSummary>(options.Epochs);
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            epochs.Add(trainer.Epoch(epoch, cancellation));
            options.OnEpoch?.Invoke(epochs[^1]);
        }

        return new History(epochs);
    }

    /// <summary>Prepares training step by step, for a loop of one's own; <see cref="Fit"/> is that loop ready-made.</summary>
    /// <param name="train">The samples to learn from.</param>
    /// <param name="options">How; <see cref="FitOptions.Epochs"/> and the callbacks are the loop's own affair.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    public Trainer<T> OpenTrainer(Dataset<T> train, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        CheckData(train, nameof(train), withTargets: true);
        if (Layout.KeptStateValues > 0 && options.Shuffle)
            throw new ArgumentException($"{Layout.Name} is stateful: each sample goes on where the one in its place of the batch before ended, so their order matters. Set {nameof(FitOptions)}.{nameof(FitOptions.Shuffle)} = false.", nameof(options));
        return new Trainer<T>(this, train, CheckValidation(options.Validation), options);
    }

    /// <summary>Measures the model on a data set.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="loss">The loss; mean squared error if null.</param>
    /// <param name="threads">Threads; null means one for each processor. They change no bit.</param>
    /// <param name="cancellation">Stops soon.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    public Evaluation Evaluate(Dataset<T> data, Loss? loss = null, int? threads = null, CancellationToken cancellation = default)
    {
        CheckData(data, nameof(data), withTargets: true);
        using var team = new WorkerTeam(threads ?? Environment.ProcessorCount);
        return Measurement<T>.Evaluate(this, data, loss ?? Loss.MeanSquaredError, team, cancellation);
    }

    private Dataset<T>? CheckValidation(Dataset? validation)
    {
        if (validation is null) return null;
        if (validation is not Dataset<T> typed)
        {
            throw new ArgumentException(
                $"{Layout.Name} computes in {typeof(T).Name}, but {nameof(FitOptions)}.{nameof(FitOptions.Validation)} holds other values. Give a Dataset<{typeof(T).Name}>.");
        }

        CheckData(typed, nameof(FitOptions.Validation), withTargets: true);
        return typed;
    }

    private void CheckData(Dataset<T> data, string name, bool withTargets)
    {
        ArgumentNullException.ThrowIfNull(data, name);
        if (data.Count == 0) throw new ArgumentException("The data set has no samples.", name);
        if (data.Steps != Steps || data.Features != Features)
            throw new ArgumentException($"{Layout.Name} takes samples of {Steps} steps x {Features} features; the data set has {data.Steps} x {data.Features}.", name);
        if (data.InitialStates != InitialStates)
            throw new ArgumentException($"{Layout.Name} takes {InitialStates} values of states with a sample; the data set has {data.InitialStates}.", name);
        if (data.HasLengths && Layout.InputMaskOffset < 0)
            throw new ArgumentException($"The samples have lengths of their own, but {Layout.Name} takes {Steps} steps always. Declare it with [SequenceModel(..., variableLength: true)].", name);
        if (withTargets && data.Targets != Outputs)
            throw new ArgumentException($"{Layout.Name} answers with {Outputs} values a sample; the data set has {data.Targets} targets.", name);
    }
}
