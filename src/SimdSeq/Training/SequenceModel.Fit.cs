using SimdSeq.Data;
using SimdSeq.Kernels;

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
    /// <exception cref="InvalidOperationException">
    /// The schedule of the learning rate gives one below 0 or not finite; or another call uses the model.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public History Fit(Dataset<T> train, FitOptions options, CancellationToken cancellation = default)
    {
        using var trainer = OpenTrainer(train, options);
        using var use = Use.Fit();
        var run = new TrainingRun<T>(this, trainer);
        var epochs = new List<EpochSummary>();
        foreach (var callback in options.Callbacks) callback.OnStart(run);
        for (int epoch = 1; epoch <= options.Epochs && run.StopReason is null; epoch++)
        {
            epochs.Add(trainer.Epoch(epoch, cancellation));
            foreach (var callback in options.Callbacks) callback.OnEpoch(run, epochs[^1]);
            options.OnEpoch?.Invoke(epochs[^1]);
        }

        foreach (var callback in options.Callbacks) callback.OnEnd(run);
        return new History(epochs) { StoppedBecause = epochs.Count < options.Epochs ? run.StopReason : null };
    }

    /// <summary>Prepares training step by step, for a loop of one's own; <see cref="Fit"/> is that loop ready-made.</summary>
    /// <param name="train">The samples to learn from.</param>
    /// <param name="options">How; <see cref="FitOptions.Epochs"/> and the callbacks are the loop's own affair.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    public Trainer<T> OpenTrainer(Dataset<T> train, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        CheckData(train, nameof(train), options.Loss);
        if (Layout.KeptStateValues > 0 && options.Shuffle)
        {
            throw new ArgumentException(
                $"{Layout.Name} is stateful: each sample goes on where the one in its place of the batch before ended, so their order matters. "
                + $"Set {nameof(FitOptions)}.{nameof(FitOptions.Shuffle)} = false.", nameof(options));
        }

        CheckClassWeights(options);
        return new Trainer<T>(this, train, CheckValidation(options), options);
    }

    /// <summary>
    /// Measures the model on a data set; nothing of the model changes. One with layers declared <c>stateful: true</c> takes it in batches, one
    /// after another, as training does: the first begins at zero, and each sample of a later one goes on where the one in its place of the batch
    /// before ended. The states that predictions and training go on from stay as they are.
    /// </summary>
    /// <param name="data">The samples.</param>
    /// <param name="loss">The loss; mean squared error if null.</param>
    /// <param name="threads">Threads; null means one for each processor. They change no bit.</param>
    /// <param name="cancellation">Stops soon.</param>
    /// <param name="batchSize">
    /// Samples of a batch of a stateful model; null means as many as in its last training, or, untrained, all. Other models have no use for it.
    /// </param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model is being changed.</exception>
    public Evaluation Evaluate(
        Dataset<T> data, Loss? loss = null, int? threads = null, CancellationToken cancellation = default, int? batchSize = null)
    {
        loss ??= Loss.MeanSquaredError;
        CheckData(data, nameof(data), loss);
        var batches = BatchesOf(data, batchSize);
        return IdleTeam.Lend(
            threads ?? Environment.ProcessorCount,
            batches.Tiles,
            team => Measurement<T>.Evaluate(this, data, batches, loss, team, cancellation));
    }

    /// <summary>How a data set is taken that is not trained on.</summary>
    internal Batches<T> BatchesOf(Dataset<T> data, int? batchSize)
    {
        if (batchSize is { } given) ArgumentOutOfRangeException.ThrowIfLessThan(given, 1, nameof(batchSize));
        int count = data.Count;
        if (!KeptStates.Exist) return new Batches<T>(count, count);
        return new Batches<T>(count, batchSize ?? (TrainedBatch > 0 ? TrainedBatch : count));
    }

    private Dataset<T>? CheckValidation(FitOptions options)
    {
        if (options.Validation is null) return null;
        if (options.Validation is not Dataset<T> typed)
        {
            throw new ArgumentException(
                $"{Layout.Name} computes in {typeof(T).Name}, but {nameof(FitOptions)}.{nameof(FitOptions.Validation)} holds other values. Give a Dataset<{typeof(T).Name}>.");
        }

        CheckData(typed, nameof(FitOptions.Validation), options.Loss);
        return typed;
    }

    private void CheckData(Dataset<T> data, string name, Loss? loss = null)
    {
        ArgumentNullException.ThrowIfNull(data, name);
        if (data.Count == 0) throw new ArgumentException("The data set has no samples.", name);
        if (data.Steps != Steps || data.Features != Features)
            throw new ArgumentException($"{Layout.Name} takes samples of {Steps} steps x {Features} features; the data set has {data.Steps} x {data.Features}.", name);
        if (data.InitialStates != InitialStates)
            throw new ArgumentException($"{Layout.Name} takes {InitialStates} values of states with a sample; the data set has {data.InitialStates}.", name);
        if (data.HasLengths && Layout.InputMaskOffset < 0)
            throw new ArgumentException($"The samples have lengths of their own, but {Layout.Name} takes {Steps} steps always. Declare it with [SequenceModel(..., variableLength: true)].", name);
        if (loss is not null) CheckTargets(data, name, loss);
    }

    private void CheckTargets(Dataset<T> data, string name, Loss loss)
    {
        int wanted = loss.TargetsFor(Layout.OutputSteps, Layout.OutputFeatures);
        if (loss is CrossEntropyLoss && Layout.OutputFeatures < 2)
            throw new ArgumentException($"{loss} needs an answer for each of at least 2 classes; {Layout.Name} answers with 1 value a step. For two classes take {nameof(Loss)}.{nameof(Loss.BinaryCrossEntropy)}.", name);
        if (Layout.OutputActivation is { } answers && loss.Objection(answers, Layout.OutputFeatures) is { } objection)
            throw new ArgumentException($"{loss} of {Layout.Name} {objection}", name);
        if (data.Targets == wanted) return;
        throw new ArgumentException(
            loss.TargetsAreIndices
                ? $"{loss} takes {wanted} class indices a sample, one for each step that {Layout.Name} answers with; the data set has {data.Targets} targets. For a target value for each class take {nameof(Loss)}.{nameof(Loss.CategoricalCrossEntropy)}."
                : $"{Layout.Name} answers with {Outputs} values a sample; the data set has {data.Targets} targets.",
            name);
    }

    private void CheckClassWeights(FitOptions options)
    {
        if (options.ClassWeights is not { } weights) return;
        int classes = options.Loss.ClassesFor(Layout.OutputFeatures);
        if (classes == 0)
            throw new ArgumentException($"{nameof(FitOptions)}.{nameof(FitOptions.ClassWeights)} need a loss over classes; {options.Loss} has none. Weigh the samples of the data set instead.");
        if (weights.Count != classes)
            throw new ArgumentException($"{nameof(FitOptions)}.{nameof(FitOptions.ClassWeights)} must hold a weight for each of {classes} classes of {Layout.Name}; got {weights.Count}.");
    }
}
