using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq;

public abstract partial class SequenceModel<T>
{
    /// <summary>
    /// Trains the model, from the parameters that it has. The optimizer begins anew with every call, as do the learning rate's schedule,
    /// the order of samples and the callbacks: two calls of 5 epochs are not one of 10. For training in parts, <see cref="OpenTrainer"/>
    /// keeps them, and <see cref="BackupAndRestore"/> goes on with a run that was interrupted.
    /// </summary>
    /// <remarks>
    /// The emitted code of a model is part of the program that declares it: built without optimization (Debug) a step takes several times
    /// as long, though the library is the same. Time a Release build.
    /// </remarks>
    /// <param name="train">The samples to learn from; where they are prepared, their preparation becomes the model's.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">
    /// Stops after the current step; the parameters are then those after it, or those that a callback restores
    /// (<see cref="EarlyStopping"/>).
    /// </param>
    /// <returns>The figures of every epoch.</returns>
    /// <exception cref="ArgumentException">
    /// The data do not fit the model, or a target, length, weight or id is none; the message names the sample.
    /// </exception>
    /// <exception cref="TrainingDivergedException">
    /// A loss or gradient is not finite, because the data are not, in which case the message names the value (that of the validation data
    /// too), or because the steps are too long. It holds the epochs that were finished.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The schedule of the learning rate gives one below 0 or not finite; or another call uses the model, one of the callbacks or its file.
    /// </exception>
    /// <exception cref="ModelFormatException">
    /// The file of a <see cref="BackupAndRestore"/> is damaged, or that of another run; nothing has changed.
    /// </exception>
    /// <exception cref="IOException">
    /// A callback's file cannot be written, or a run of another process backs itself up there.
    /// </exception>
    /// <exception cref="TrainingCanceledException">
    /// It was cancelled; an <see cref="OperationCanceledException"/> that holds the finished epochs.
    /// </exception>
    public History Fit(Dataset<T> train, FitOptions options, CancellationToken cancellation = default) =>
        FitAsync(train, options, rest: null, cancellation).GetAwaiter().GetResult(); // done when it is there

    /// <summary>
    /// Prepares training step by step, for a loop of one's own; <see cref="Fit"/> is that loop ready-made. The optimizer begins anew with
    /// each trainer.
    /// </summary>
    /// <param name="train">The samples to learn from.</param>
    /// <param name="options">How; <see cref="FitOptions.Epochs"/> and the callbacks are the loop's own affair.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    public Trainer<T> OpenTrainer(Dataset<T> train, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        CheckLosses(options.AllLosses, options.LossWeights, nameof(options));
        MetricStates<T>.Check(Layout, options.AllLosses, options.Metrics, $"{nameof(FitOptions)}.{nameof(FitOptions.Metrics)}");
        CheckData(train, nameof(train), options.AllLosses);
        if (Layout.KeptStateValues > 0 && options.Shuffle)
        {
            throw new ArgumentException(
                $"{Layout.Name} is stateful: each sample goes on where the one in its place of the batch before ended, so their order "
                + $"matters. Set {nameof(FitOptions)}.{nameof(FitOptions.Shuffle)} = false.", nameof(options));
        }

        if (Layout.KeptStateValues == 0 && options.ResetStatesEvery is not null)
        {
            throw new ArgumentException(
                $"{nameof(FitOptions)}.{nameof(FitOptions.ResetStatesEvery)} is for a model that keeps states, and no layer of "
                + $"{Layout.Name} is declared stateful: true. Leave it out.", nameof(options));
        }

        CheckClassWeights(options);
        CheckMemory(train, options);
        if (train.Preparation is { } preparation) Preparation = preparation;
        return new Trainer<T>(this, train, CheckValidation(options), options);
    }

    /// <summary>
    /// Measures the model on a data set; nothing of the model changes. One with layers declared <c>stateful: true</c> takes it in batches,
    /// one after another, as training does: the first begins at zero, and each sample of a later one goes on where the one in its place of
    /// the batch before ended. The states that predictions and training go on from stay as they are. A value there that is not finite gives
    /// a loss that is not a number, and no error.
    /// </summary>
    /// <param name="data">The samples.</param>
    /// <param name="loss">The loss; mean squared error if null.</param>
    /// <param name="threads">Threads; null means one for each processor. They change no bit.</param>
    /// <param name="cancellation">Stops soon.</param>
    /// <param name="batchSize">
    /// Samples of a batch of a stateful model; null means as many as in its last training, or, untrained, all. Other models have no use for
    /// it.
    /// </param>
    /// <param name="metrics">What else to measure; <see cref="Evaluation.Metrics"/> has the figures.</param>
    /// <exception cref="ArgumentException">
    /// The data do not fit the model, or a target, length, weight or id is none; the message names the sample.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model is being changed.</exception>
    public Evaluation Evaluate(
        Dataset<T> data, Loss? loss = null, int? threads = null, CancellationToken cancellation = default, int? batchSize = null,
        IReadOnlyList<Metric>? metrics = null)
    {
        return Evaluate(data, [loss ?? Loss.MeanSquaredError], lossWeights: null, threads, cancellation, batchSize, metrics);
    }

    /// <summary>
    /// Measures a model of several outputs, each with a loss of its own; <see cref="Evaluation.Outputs"/> has the figures of each.
    /// </summary>
    /// <param name="data">The samples.</param>
    /// <param name="losses">The loss of each output, or one for all.</param>
    /// <param name="lossWeights">The factor of the loss of each output; null: 1.</param>
    /// <param name="threads">Threads; null means one for each processor. They change no bit.</param>
    /// <param name="cancellation">Stops soon.</param>
    /// <param name="batchSize">Samples of a batch of a stateful model.</param>
    /// <param name="metrics">What else to measure, of each output that it fits.</param>
    /// <exception cref="ArgumentException">The data or the losses do not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model is being changed.</exception>
    public Evaluation Evaluate(
        Dataset<T> data, IReadOnlyList<Loss> losses, IReadOnlyList<double>? lossWeights = null, int? threads = null,
        CancellationToken cancellation = default, int? batchSize = null, IReadOnlyList<Metric>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(losses);
        CheckLosses(losses, lossWeights, nameof(losses));
        MetricStates<T>.Check(Layout, losses, metrics ?? [], nameof(metrics));
        CheckData(data, nameof(data), losses);
        var batches = BatchesOf(data, batchSize);
        var ofOutputs = OutputLoss<T>.Of(Layout, losses, lossWeights);
        return IdleTeam.Lend(
            FitOptions.CheckedThreads(threads, nameof(threads)),
            batches.Tiles,
            team => Measurement<T>.Evaluate(this, data, batches, ofOutputs, team, cancellation, metrics));
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
                $"{Layout.Name} computes in {typeof(T).Name}, but {nameof(FitOptions)}.{nameof(FitOptions.Validation)} holds other "
                    + $"values. Give a Dataset<{typeof(T).Name}>.");
        }

        CheckData(typed, nameof(FitOptions.Validation), options.AllLosses);
        return typed;
    }

    private void CheckData(Dataset<T> data, string name, IReadOnlyList<Loss>? losses = null)
    {
        ArgumentNullException.ThrowIfNull(data, name);
        DatasetSizes.Check(data, name);
        if (data.Steps != Steps || data.Features != Features)
        {
            string groups = Layout.Groups is null ? "" : $"{Layout.Groups} groups x {Layout.Inputs[0].RowsOfGroup} steps = ";
            throw new ArgumentException($"{Layout.Name} takes samples of {groups}{Steps} steps x {Features} features; the data set has "
                + $"{data.Steps} x {data.Features}.", name);
        }

        if (data.MoreInputValues != Layout.InputValues - Steps * Features)
        {
            throw new ArgumentException(
                $"{Layout.Name} takes {Layout.InputValues} values of {string.Join(", ", Layout.Inputs.Select(input => input.ToString()))} "
                    + "with a "
                + $"sample; the data set has {Steps * Features + data.MoreInputValues}. ArrayDataset.For(model, ...) puts them together.",
                    name);
        }

        if (data.InitialStates != InitialStates)
            throw new ArgumentException($"{Layout.Name} takes {InitialStates} values of states with a sample; the data set has "
                + $"{data.InitialStates}.", name);
        if (data.HasLengths && Layout.Inputs.All(input => input.MaskOffset < 0))
            throw new ArgumentException($"The samples have lengths of their own, but {Layout.Name} takes {Steps} steps always. Declare it "
                + $"with {VariableLength}.", name);
        if (data.HasLengths && Layout.Inputs[0].MaskOffset >= 0 && data.Groups != Layout.Groups)
        {
            string Each(int? groups) => groups is null ? "one length a sample" : $"one length for each of {groups} groups";
            throw new ArgumentException($"{Layout.Name} takes {Each(Layout.Groups)}; the data set has {Each(data.Groups)}.", name);
        }

        if (losses is null) return;
        CheckTargets(data, name, losses);
        if (!data.HasWeights || data.WeightSteps == 1) return;
        foreach (var output in Layout.Outputs)
        {
            if (output.Rows != data.WeightSteps)
                throw new ArgumentException($"Expected samples with one weight, or with one for each of {output.Rows} steps that "
                    + $"{(Layout.Outputs.Length == 1 ? Layout.Name : $"{output.Name} of {Layout.Name}")} answers with; the data set has "
                    + $"{data.WeightSteps}.", name);
        }
    }

    private void CheckLosses(IReadOnlyList<Loss> losses, IReadOnlyList<double>? weights, string name)
    {
        int outputs = Layout.Outputs.Length;
        if (losses.Count != 1 && losses.Count != outputs)
            throw new ArgumentException($"{Layout.Name} has {outputs} outputs; expected a loss for each, or one for all; got "
                + $"{losses.Count}.", name);
        if (losses.Any(loss => loss is null)) throw new ArgumentException("Expected a loss for each output; got null.", name);
        if (weights is not null && weights.Count != outputs)
            throw new ArgumentException($"{Layout.Name} has {outputs} outputs; expected a weight for the loss of each; "
                + $"got {weights.Count}.", name);
        if (weights is not null && weights.Any(weight => !(weight >= 0) || double.IsInfinity(weight)))
            throw new ArgumentException("Expected weights of losses of at least 0, finite.", name);
    }

    private void CheckTargets(Dataset<T> data, string name, IReadOnlyList<Loss> losses)
    {
        int wanted = 0;
        for (int i = 0; i < Layout.Outputs.Length; i++)
        {
            var (output, loss) = (Layout.Outputs[i], losses.Count == 1 ? losses[0] : losses[i]);
            string which = Layout.Outputs.Length == 1 ? Layout.Name : $"{output.Name} of {Layout.Name}";
            if (loss.IsOneOfSeveral && output.Features < 2)
                throw new ArgumentException($"{loss} needs an answer for each of at least 2 classes; {which} answers with 1 value a step. "
                    + $"For two classes take {nameof(Loss)}.{nameof(Loss.BinaryCrossEntropy)}.", name);
            if (loss.ObjectionToSize(output.Features) is { } size) throw new ArgumentException($"{loss} of {which} {size}", name);
            if (output.Activation is { } answers && loss.Objection(answers, output.Features) is { } objection)
                throw new ArgumentException($"{loss} of {which} {objection}", name);
            wanted += loss.TargetsFor(output.Rows, output.Features);
        }

        if (data.Targets == wanted) return;
        if (Layout.Outputs.Length > 1)
        {
            throw new ArgumentException(
                $"{Layout.Name} takes {wanted} targets a sample, those of "
                    + $"{string.Join(", ", Layout.Outputs.Select(output => output.ToString()))} one "
                + $"behind the other; the data set has {data.Targets}.", name);
        }

        throw new ArgumentException(
            losses[0].TargetsAreIndices
                ? $"{losses[0]} takes {wanted} class indices a sample, one for each step that {Layout.Name} answers with; the data set "
                    + $"has {data.Targets} targets. For a target value for each class take "
                    + $"{nameof(Loss)}.{nameof(Loss.CategoricalCrossEntropy)}."
                : wanted != Outputs
                ? $"{losses[0]} takes {wanted} targets a sample of {Layout.Name}, which answers with {Outputs} values; the data set has "
                    + $"{data.Targets}."
                : $"{Layout.Name} answers with {Outputs} values a sample; the data set has {data.Targets} targets.",
            name);
    }

    // What could not be allocated, said in the options' terms before anything is.
    private void CheckMemory(Dataset<T> train, FitOptions options)
    {
        int mostOfBatch = Math.Max(train.Count, FitOptions.MostSamplesOfBatch);
        if (options.StepsPerEpoch is not null && options.BatchSize > mostOfBatch)
        {
            throw new ArgumentOutOfRangeException(nameof(options),
                $"{nameof(FitOptions)}.{nameof(FitOptions.BatchSize)} must be at most {mostOfBatch} with "
                + $"{nameof(FitOptions.StepsPerEpoch)}, for which a batch may hold samples twice; got {options.BatchSize}.");
        }

        int samples = options.StepsPerEpoch is null ? Math.Min(options.BatchSize, train.Count) : options.BatchSize;
        int slots = Math.Min(options.GradientSlots, Tile<T>.Count(samples));
        long bytes = (long)slots * Layout.ParameterValues * (64 / Tile<T>.Lanes), there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > there)
        {
            throw new ArgumentException(
                $"{slots} gradients of {Layout.Name} take {bytes >> 20} MiB, and this process may use {there >> 20} MiB. Set a smaller "
                + $"{nameof(FitOptions)}.{nameof(FitOptions.GradientSlots)}.", nameof(options));
        }
    }

    private void CheckClassWeights(FitOptions options)
    {
        if (options.ClassWeights is not { } weights) return;
        if (Layout.Outputs.Length > 1)
            throw new ArgumentException($"{nameof(FitOptions)}.{nameof(FitOptions.ClassWeights)} are for a model of one output; "
                + $"{Layout.Name} has {Layout.Outputs.Length}. Weigh the samples of the data set instead.");
        int classes = options.AllLosses[0].ClassesFor(Layout.OutputFeatures);
        if (classes == 0)
            throw new ArgumentException($"{nameof(FitOptions)}.{nameof(FitOptions.ClassWeights)} need a loss over classes; "
                + $"{options.AllLosses[0]} has none. Weigh the samples of the data set instead.");
        if (weights.Count != classes)
            throw new ArgumentException($"{nameof(FitOptions)}.{nameof(FitOptions.ClassWeights)} must hold a weight for each of {classes} "
                + $"classes of {Layout.Name}; got {weights.Count}.");
    }
}
