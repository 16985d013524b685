namespace SimdSeq;

#pragma warning disable CA1065, CA2225 // never run; the layers Add, Subtract, Multiply and Rescaling are the operators' alternatives

/// <summary>
/// What a sample is at a point of a <c>Forward</c> method: a sequence of rows (steps x features), or one row of features. It stands for no
/// numbers: the compiler reads what becomes of it and emits the model.
/// </summary>
public sealed class SymbolicTensor
{
    private SymbolicTensor()
    {
    }

    /// <summary>
    /// The answer of a recurrent layer with <c>returnState: true</c>, and its state after the last step:
    /// <c>var (y, h) = Gru(32, returnState: true)(x)</c>. The states are rows of the layer's units, after the last step that is there.
    /// </summary>
    /// <param name="output">The answer.</param>
    /// <param name="state">The state.</param>
    public void Deconstruct(out SymbolicTensor output, out SymbolicTensor state) => throw Layers.IsNotRun();

    /// <summary>
    /// The answer of a recurrent layer of two states with <c>returnState: true</c>, and these after the last step:
    /// <c>var (y, h, c) = Lstm(32, returnState: true)(x)</c>. Of a Bidirectional over a layer of one state, that of the layer which goes
    /// forward comes first.
    /// </summary>
    /// <param name="output">The answer.</param>
    /// <param name="state1">The first state.</param>
    /// <param name="state2">The second.</param>
    public void Deconstruct(out SymbolicTensor output, out SymbolicTensor state1, out SymbolicTensor state2) => throw Layers.IsNotRun();

    /// <summary>The same of three states.</summary>
    /// <param name="output">The answer.</param>
    /// <param name="state1">The first state.</param>
    /// <param name="state2">The second.</param>
    /// <param name="state3">The third.</param>
    public void Deconstruct(
        out SymbolicTensor output, out SymbolicTensor state1, out SymbolicTensor state2, out SymbolicTensor state3) =>
        throw Layers.IsNotRun();

    /// <summary>The same of four states: those of a Bidirectional over an Lstm are h and c of the layer that goes forward, then the others.
    /// </summary>
    /// <param name="output">The answer.</param>
    /// <param name="state1">The first state.</param>
    /// <param name="state2">The second.</param>
    /// <param name="state3">The third.</param>
    /// <param name="state4">The fourth.</param>
    public void Deconstruct(
        out SymbolicTensor output, out SymbolicTensor state1, out SymbolicTensor state2, out SymbolicTensor state3,
        out SymbolicTensor state4) =>
        throw Layers.IsNotRun();

    /// <summary><c>Add()(a, b)</c>.</summary>
    public static SymbolicTensor operator +(SymbolicTensor a, SymbolicTensor b) => throw Layers.IsNotRun();

    /// <summary><c>Subtract()(a, b)</c>.</summary>
    public static SymbolicTensor operator -(SymbolicTensor a, SymbolicTensor b) => throw Layers.IsNotRun();

    /// <summary><c>Multiply()(a, b)</c>.</summary>
    public static SymbolicTensor operator *(SymbolicTensor a, SymbolicTensor b) => throw Layers.IsNotRun();

    /// <summary><c>Rescaling(1, b)(a)</c>.</summary>
    public static SymbolicTensor operator +(SymbolicTensor a, double b) => throw Layers.IsNotRun();

    /// <summary><c>Rescaling(1, a)(b)</c>.</summary>
    public static SymbolicTensor operator +(double a, SymbolicTensor b) => throw Layers.IsNotRun();

    /// <summary><c>Rescaling(1, -b)(a)</c>.</summary>
    public static SymbolicTensor operator -(SymbolicTensor a, double b) => throw Layers.IsNotRun();

    /// <summary><c>Rescaling(-1, a)(b)</c>.</summary>
    public static SymbolicTensor operator -(double a, SymbolicTensor b) => throw Layers.IsNotRun();

    /// <summary><c>Rescaling(b)(a)</c>.</summary>
    public static SymbolicTensor operator *(SymbolicTensor a, double b) => throw Layers.IsNotRun();

    /// <summary><c>Rescaling(a)(b)</c>.</summary>
    public static SymbolicTensor operator *(double a, SymbolicTensor b) => throw Layers.IsNotRun();

    /// <summary><c>Rescaling(-1)(a)</c>.</summary>
    public static SymbolicTensor operator -(SymbolicTensor a) => throw Layers.IsNotRun();
}
