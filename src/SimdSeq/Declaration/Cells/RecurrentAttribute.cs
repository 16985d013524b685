namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// A recurrent layer with a cell of your own. Input: steps x features. Output: steps x units with <paramref name="returnSequences"/>, else
/// units (the last step).
/// </summary>
/// <typeparam name="TCell">The cell; its source must be in the same project.</typeparam>
/// <param name="units">Size of each state.</param>
/// <param name="returnSequences">Whether every step's first state is the output, or only the last.</param>
/// <param name="dropout">Share of the inputs dropped in training; one mask for all steps of a sample (Gal and Ghahramani 2016).</param>
/// <param name="recurrentDropout">Share of a value dropped where it meets a <see cref="CellRecurrentKernel"/>; one mask for all steps of a
/// sample.</param>
/// <param name="goBackwards">Whether it goes from the last step to the first; a sequence then begins with what it answers for the last
/// step.</param>
/// <param name="initialState">Whether samples bring the states of the first step with them, after their steps; else they begin at
/// zero.</param>
/// <param name="returnState">Whether the last states are answered too, beside the output.</param>
/// <param name="stateful">Whether a sample goes on where the sample in its place ended in the call or batch before, until the states are
/// reset.</param>
/// <param name="zeroOutputForMask">
/// With <paramref name="returnSequences"/>, whether the sequence is zero at steps that are not there (<see cref="MaskingAttribute"/>,
/// <c>maskZero</c>, <c>variableLength</c>); else it repeats the state, which such a step leaves as it is. States that are kept or
/// answered stay as they are either way.
/// </param>
public sealed class RecurrentAttribute<TCell>(
    int units,
    bool returnSequences = false,
    double dropout = 0,
    double recurrentDropout = 0,
    bool goBackwards = false,
    bool initialState = false,
    bool returnState = false,
    bool stateful = false,
    bool zeroOutputForMask = false) : LayerAttribute
    where TCell : ICell;
