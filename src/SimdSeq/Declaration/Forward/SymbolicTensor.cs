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
