namespace SimdSeq;

/// <summary>
/// A loss, a gradient or a parameter would no longer be a finite number. The step that found it changed no parameter. If the data are the
/// cause, the message names the first value of the batch, or of the validation data, that is not finite.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    internal TrainingDivergedException(int epoch, int step, string what, double lastLoss, NotFiniteValue? cause = null)
        : base(cause is null ? Diverged(epoch, step, what, lastLoss) : Fed(epoch, step, what, cause))
    {
        Epoch = epoch;
        Step = step;
        Sample = cause?.Sample;
    }

    internal TrainingDivergedException(int epoch, NotFiniteValue inValidation)
        : base($"Training stopped after the steps of epoch {epoch}: the validation loss is no number, as the validation data are not "
            + $"finite: {inValidation}. {WayOut}")
    {
        Epoch = epoch;
    }

    /// <summary>Epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>Step of the epoch, from 1.</summary>
    public int Step { get; }

    /// <summary>Number of the training sample with a value that is not finite; null when all values of the batch are.</summary>
    public int? Sample { get; }

    /// <summary>The epochs that <c>Fit</c> finished before; null when a step of a <see cref="Trainer{T}"/> threw it.</summary>
    public History? History { get; internal set; }

    private const string WayOut = "Fill in missing values, or leave their samples out.";

    private static string Diverged(int epoch, int step, string what, double lastLoss) =>
        $"Training diverged in epoch {epoch}, step {step}: {what}"
        + (double.IsFinite(lastLoss) ? FormattableString.Invariant($"; the loss before was {lastLoss:G5}") : "")
        + ". This step changed no parameter. Try a smaller learning rate, set GlobalClipNorm (1 is usual), "
        + "or look for very large values in the data.";

    private static string Fed(int epoch, int step, string what, NotFiniteValue cause) =>
        $"Training stopped in epoch {epoch}, step {step}: {what}, as the training data are not finite: {cause}. "
        + $"This step changed no parameter. {WayOut}";
}
