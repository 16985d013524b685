namespace SimdSeq.Kernels;

/// <summary>Weights whose gradients are summed together: some taps, inputs and outputs. Distances are in values.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal unsafe ref struct GradientPanel<T> where T : unmanaged
{
    /// <summary>First input of input row 0.</summary>
    public required T* X { get; init; }

    /// <summary>From one input row to the next.</summary>
    public required nint XRow { get; init; }

    /// <summary>First output of output row 0.</summary>
    public required T* D { get; init; }

    /// <summary>From one output row to the next.</summary>
    public required nint DRow { get; init; }

    /// <summary>Sums over the rows so far, <c>[tap][input][output][lane]</c>.</summary>
    public required T* Sums { get; init; }

    /// <summary>First tap.</summary>
    public required int FirstTap { get; init; }

    /// <summary>Number of taps.</summary>
    public required int Taps { get; init; }

    /// <summary>Number of inputs.</summary>
    public required int Inputs { get; init; }

    /// <summary>Number of outputs.</summary>
    public required int Outputs { get; init; }

    /// <summary>Number of sums.</summary>
    public readonly int Tiles => Taps * Inputs * Outputs;
}
