namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// The plain recurrence (Elman 1990), with Keras's names and defaults:
/// <code>
/// h' = tanh(x·W + h·U + b)
/// </code>
/// Input: steps x features. Output: steps x units with <paramref name="returnSequences"/>, else units (the last step).
/// </summary>
/// <param name="units">Size of the state h.</param>
/// <param name="activation">The function of the state.</param>
/// <param name="useBias">Whether the sum has a bias b.</param>
/// <param name="returnSequences">Whether every step's state is the output, or only the last.</param>
/// <param name="dropout">Share of the inputs dropped in training; one mask for all steps of a sample (Gal and Ghahramani 2016).</param>
/// <param name="recurrentDropout">Share of the state dropped where it enters the sum; one mask for all steps of a sample.</param>
/// <param name="kernelInitializer">How W starts.</param>
/// <param name="recurrentInitializer">How U starts.</param>
/// <param name="biasInitializer">How b starts.</param>
/// <param name="goBackwards">Whether it goes from the last step to the first; a sequence then begins with what it answers for the last
/// step.</param>
/// <param name="initialState">Whether samples bring h of the first step with them, after their steps; else it begins at zero.</param>
/// <param name="returnState">Whether the last h is answered too, beside the output.</param>
/// <param name="stateful">Whether a sample goes on where the sample in its place ended in the call or batch before, until the states are
/// reset.</param>
/// <param name="zeroOutputForMask">
/// With <paramref name="returnSequences"/>, whether the sequence is zero at steps that are not there (<see cref="MaskingAttribute"/>,
/// <c>maskZero</c>, <c>variableLength</c>); else it repeats the state, which such a step leaves as it is. States that are kept or
/// answered stay as they are either way.
/// </param>
public sealed class SimpleRnnAttribute(
    int units,
    Activation activation = Activation.Tanh,
    bool useBias = true,
    bool returnSequences = false,
    double dropout = 0,
    double recurrentDropout = 0,
    Initializer kernelInitializer = Initializer.GlorotUniform,
    Initializer recurrentInitializer = Initializer.Orthogonal,
    Initializer biasInitializer = Initializer.Zeros,
    bool goBackwards = false,
    bool initialState = false,
    bool returnState = false,
    bool stateful = false,
    bool zeroOutputForMask = false) : LayerAttribute;
