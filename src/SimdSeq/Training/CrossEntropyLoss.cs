namespace SimdSeq;

/// <summary>The loss of a class among several, for each step of the answer.</summary>
/// <param name="fromLogits">Whether answers are logits; else probabilities.</param>
/// <param name="isSparse">Whether a target is the index of the class; else a value for each class.</param>
internal sealed class CrossEntropyLoss(bool fromLogits, bool isSparse) : Loss
{
    public override string Name => isSparse ? "sparse_categorical_crossentropy" : "categorical_crossentropy";

    internal override bool TargetsAreIndices => isSparse;

    internal override int TargetsFor(int outputSteps, int outputFeatures) => isSparse ? outputSteps : outputSteps * outputFeatures;

    internal override int LossesOfStep(int outputFeatures) => 1;

    internal override int ClassesFor(int outputFeatures) => outputFeatures;

    internal override LossFunction<T> In<T>() => new CrossEntropy<T>(fromLogits, isSparse, Name);
}
