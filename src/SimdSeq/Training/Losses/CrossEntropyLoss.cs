namespace SimdSeq;

/// <summary>The loss of a class among several, for each step of the answer.</summary>
/// <param name="fromLogits">Whether answers are logits; else probabilities.</param>
/// <param name="isSparse">Whether a target is the index of the class; else a value for each class.</param>
/// <param name="smoothing">The share of a target that goes to all classes alike.</param>
/// <param name="ignored">The target of a step that does not count.</param>
internal sealed class CrossEntropyLoss(bool fromLogits, bool isSparse, double smoothing = 0, int? ignored = null) : Loss
{
    private readonly double _smoothing = LabelSmoothing.Checked(smoothing);

    public override string Name => isSparse ? "sparse_categorical_crossentropy" : "categorical_crossentropy";

    internal override bool TargetsAreIndices => isSparse;

    internal override int TargetsFor(int outputSteps, int outputFeatures) => isSparse ? outputSteps : outputSteps * outputFeatures;

    internal override int LossesOfStep(int outputFeatures) => 1;

    internal override int ClassesFor(int outputFeatures) => outputFeatures;

    internal override bool IsOneOfSeveral => true;

    internal override bool FromLogits => fromLogits;

    internal override bool IgnoresSteps => ignored is not null;

    internal override string? Objection(Activation answers, int features)
    {
        string loss = $"{nameof(Loss)}.{(isSparse ? nameof(SparseCategoricalCrossEntropy) : nameof(CategoricalCrossEntropy))}";
        if (fromLogits)
        {
            return answers != Activation.Softmax ? null
                : $"from logits takes any numbers and makes the probabilities itself; the answers are those of "
                    + $"Activation.{answers}, probabilities "
                    + $"already. Take {loss}(), or end the model with [Dense({features})].";
        }

        // Positive values are probabilities once they are divided by their sum.
        return answers is Activation.Softmax or Activation.Sigmoid or Activation.HardSigmoid or Activation.Exponential ? null
            : $"takes a probability for each class; the answers are those of Activation.{answers}. End the model with "
                + $"[Dense({features}, Activation.Softmax)], or take {loss}(fromLogits: true).";
    }

    internal override LossFunction<T> In<T>() => new CrossEntropy<T>(fromLogits, isSparse, _smoothing, ignored, Name);
}
