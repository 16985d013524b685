namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997; Gers, Schmidhuber and Cummins 2000), with Keras's names, defaults and gate
/// order i, f, c, o:
/// <code>
/// i  = σ(x·W_i + h·U_i + b_i [+ p_i ∘ c])
/// f  = σ(x·W_f + h·U_f + b_f [+ p_f ∘ c])        coupledGates: f = 1 - i
/// n  = tanh(x·W_c + h·U_c + b_c)
/// c' = f ∘ c + i ∘ n
/// o  = σ(x·W_o + h·U_o + b_o [+ p_o ∘ c'])
/// h' = o ∘ tanh(c')
/// </code>
/// Input: steps x features. Output: steps x units with <paramref name="returnSequences"/>, else units (the last step).
/// </summary>
/// <param name="units">Size of the states h and c.</param>
/// <param name="activation">The function of n and of c' in the output.</param>
/// <param name="recurrentActivation">The function of the gates i, f and o.</param>
/// <param name="useBias">Whether the sums have biases b.</param>
/// <param name="unitForgetBias">Whether b_f starts at one (Jozefowicz, Zaremba and Sutskever 2015).</param>
/// <param name="peephole">Whether the gates see the memory, each unit its own: the terms in brackets (Gers and Schmidhuber 2000).</param>
/// <param name="coupledGates">Whether what is forgotten is what is replaced (Greff et al. 2017, CIFG); there is no W_f then.</param>
/// <param name="returnSequences">Whether every step's state is the output, or only the last.</param>
/// <param name="dropout">Share of the inputs dropped in training; one mask for all steps of a sample (Gal and Ghahramani 2016).</param>
/// <param name="recurrentDropout">Share of h dropped where it enters the sums; one mask for all steps of a sample.</param>
/// <param name="kernelInitializer">How W and p start.</param>
/// <param name="recurrentInitializer">How U starts.</param>
/// <param name="biasInitializer">How b starts.</param>
/// <param name="goBackwards">Whether it goes from the last step to the first; a sequence then begins with what it answers for the last
/// step.</param>
/// <param name="initialState">Whether samples bring h and c of the first step with them, after their steps; else it begins at zero.</param>
/// <param name="returnState">Whether the last h and c is answered too, beside the output.</param>
/// <param name="stateful">Whether a sample goes on where the sample in its place ended in the call or batch before, until the states are
/// reset.</param>
/// <param name="zeroOutputForMask">
/// With <paramref name="returnSequences"/>, whether the sequence is zero at steps that are not there (<see cref="MaskingAttribute"/>,
/// <c>maskZero</c>, <c>variableLength</c>); else it repeats the state, which such a step leaves as it is. States that are kept or
/// answered stay as they are either way.
/// </param>
public sealed class LstmAttribute(
    int units,
    Activation activation = Activation.Tanh,
    Activation recurrentActivation = Activation.Sigmoid,
    bool useBias = true,
    bool unitForgetBias = true,
    bool peephole = false,
    bool coupledGates = false,
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
