using System.Globalization;

namespace SimdSeq;

/// <summary>
/// Writes the figures of every epoch as TensorBoard's event files, under the tags that Keras gives them: <c>epoch_loss</c> and
/// <c>epoch_accuracy</c> in the folders <c>train</c> and <c>validation</c>, <c>epoch_learning_rate</c> and <c>epoch_gradient_norm</c> in
/// <c>train</c>. The step of a figure is its epoch, from 0 as in Keras. <c>tensorboard --logdir FOLDER</c> shows them while training
/// goes on; runs beside each other are folders beside each other.
/// </summary>
/// <remarks>
/// A run adds files of its own to what the folder has. One that goes on from a backup does too, and an epoch that comes again is written
/// again, with the same values.
/// </remarks>
/// <param name="folder">The folder of the run; it is made when it is not there.</param>
public sealed class TensorBoardLog(string folder) : Callback
{
    private readonly string _folder = string.IsNullOrEmpty(folder)
        ? throw new ArgumentException("Expected the path of a folder.", nameof(folder)) : folder;

    private EventFile? _train;
    private EventFile? _validation;

    /// <inheritdoc/>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public override void OnStart(TrainingRun run)
    {
        Close();
        _train = EventFile.Create(Path.Combine(_folder, "train"));
    }

    /// <inheritdoc/>
    public override void OnEpoch(TrainingRun run, EpochSummary epoch)
    {
        long step = epoch.Epoch - 1;
        Write(_train!, step, ("epoch_loss", epoch.TrainLoss), ("epoch_accuracy", epoch.Accuracy),
            ("epoch_learning_rate", epoch.LearningRate), ("epoch_gradient_norm", epoch.GradientNorm));
        if (epoch.Validation is not { } validation) return;
        _validation ??= EventFile.Create(Path.Combine(_folder, "validation"));
        double? error = double.IsNaN(validation.MeanAbsoluteError) ? null : validation.MeanAbsoluteError;
        Write(_validation, step, ("epoch_loss", validation.Loss), ("epoch_accuracy", validation.Accuracy),
            ("epoch_mean_absolute_error", error));
        for (int i = 0; i < validation.Outputs.Count; i++)
        {
            string end = string.Create(CultureInfo.InvariantCulture, $"_{i + 1}");
            var output = validation.Outputs[i];
            Write(_validation, step, ($"epoch_loss{end}", output.Loss), ($"epoch_accuracy{end}", output.Accuracy));
        }
    }

    /// <inheritdoc/>
    public override void OnEnd(TrainingRun run) => Close();

    /// <inheritdoc/>
    public override void OnFailure(TrainingRun run, Exception failure) => Close();

    private static void Write(EventFile file, long step, params ReadOnlySpan<(string Tag, double? Value)> figures)
    {
        foreach ((string tag, double? value) in figures)
        {
            if (value is { } there) file.Scalar(step, tag, there);
        }

        file.Flush();
    }

    private void Close()
    {
        _train?.Dispose();
        _validation?.Dispose();
        (_train, _validation) = (null, null);
    }
}
