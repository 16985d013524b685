namespace SimdSeq.Kernels;

/// <summary>
/// Gradients of the weights of groups of columns: <c>[tap][group][input][output]</c>, the inputs at any distance, which is in values.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="weights">The first value.</param>
/// <param name="inputs">Inputs of a group.</param>
/// <param name="outputs">Outputs of a group.</param>
/// <param name="groups">Number of groups.</param>
internal readonly unsafe ref struct WeightGroups<T>(Slab<T> weights, int inputs, int outputs, int groups = 1) where T : unmanaged
{
    private readonly T* _weights = weights.Address;

    public int Inputs => inputs;

    public int Outputs => outputs;

    public int Groups => groups;

    /// <summary>From one input of a group to the next.</summary>
    public nint Input { get; init; } = outputs;

    /// <summary>From one group to the next.</summary>
    public nint Group => inputs * Input;

    /// <summary>From one tap to the next.</summary>
    public nint Tap => groups * Group;

    /// <summary>The address of a value.</summary>
    public T* At(int tap, int group, int input, int output) => _weights + tap * Tap + group * Group + input * Input + output;
}
