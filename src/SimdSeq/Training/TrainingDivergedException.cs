namespace SimdSeq;

/// <summary>A loss, a gradient or a parameter would no longer be a finite number. The parameters are still those from before that step.</summary>
public sealed class TrainingDivergedException : Exception
{
    internal TrainingDivergedException(int epoch, int step, string what, double lastLoss)
        : base($"Training diverged in epoch {epoch}, step {step}: {what}{(double.IsFinite(lastLoss) ? $"; the loss before was {lastLoss:G5}" : "")}. "
            + "The parameters are those from before this step. Try a smaller learning rate, set ClipNorm (1 is usual), or look for NaN and very large values in the data.")
    {
        Epoch = epoch;
        Step = step;
    }

    /// <summary>Epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>Step of the epoch, from 1.</summary>
    public int Step { get; }
}
