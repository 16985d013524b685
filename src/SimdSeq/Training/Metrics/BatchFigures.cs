namespace SimdSeq;

/// <summary>What a pass over a batch, or a part of it, found of an output: of the first, where there are several.</summary>
/// <param name="LossSum">Weighted sum of the losses.</param>
/// <param name="Steps">Steps of the answers that count.</param>
/// <param name="Correct">Right answers, where targets are classes.</param>
/// <param name="Slots">Gradient slots in use.</param>
/// <param name="AllSteps">Steps of the answers, with those that the mask takes away.</param>
/// <param name="LossesOfStep">Losses of one step.</param>
internal readonly record struct BatchFigures(double LossSum, long Steps, long Correct, int Slots, long AllSteps, int LossesOfStep)
{
    /// <summary>Number of losses that count.</summary>
    public double Losses => (double)Steps * LossesOfStep;

    /// <summary>Mean loss over the steps that count; 0 when there are none.</summary>
    public double OwnMean => Steps == 0 ? 0 : LossSum / Losses;

    /// <summary>The factor of the loss of this output.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The weighted mean losses of the other outputs.</summary>
    public double OtherLosses { get; init; }

    /// <summary>The loss that is made small.</summary>
    public double MeanLoss => Weight * OwnMean + OtherLosses;

    /// <summary>What turns the gradient of the mean over all steps into that of the mean over those that count.</summary>
    public double MaskFactor => Steps == AllSteps || Steps == 0 ? 1 : (double)AllSteps / Steps;

    public BatchFigures Plus(double lossSum, long steps, long correct) =>
        this with { LossSum = LossSum + lossSum, Steps = Steps + steps, Correct = Correct + correct };
}
