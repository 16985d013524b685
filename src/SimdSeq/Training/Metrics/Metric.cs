namespace SimdSeq;

/// <summary>A figure of an epoch that a callback watches. Accuracies should rise, the others fall.</summary>
public enum Metric
{
    /// <summary>The loss on the validation data.</summary>
    ValidationLoss,

    /// <summary>mean |y - t| on the validation data.</summary>
    ValidationMeanAbsoluteError,

    /// <summary>The accuracy on the validation data.</summary>
    ValidationAccuracy,

    /// <summary>The training loss.</summary>
    TrainLoss,

    /// <summary>The accuracy in training.</summary>
    TrainAccuracy,
}
