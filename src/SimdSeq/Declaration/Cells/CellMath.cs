namespace SimdSeq;

/// <summary>
/// The functions of a cell's step, for <c>using static SimdSeq.CellMath;</c>. Those of <see cref="Activation"/> that are element-wise.
/// </summary>
public static class CellMath
{
    /// <summary><c>max(0, a)</c>.</summary>
    public static CellValue Relu(CellValue a) => throw IsNotRun();

    /// <summary><c>tanh(a)</c>.</summary>
    public static CellValue Tanh(CellValue a) => throw IsNotRun();

    /// <summary><c>1 / (1 + exp(-a))</c>.</summary>
    public static CellValue Sigmoid(CellValue a) => throw IsNotRun();

    /// <summary><c>min(max(a + 3, 0), 6) / 6</c>.</summary>
    public static CellValue HardSigmoid(CellValue a) => throw IsNotRun();

    /// <summary><c>a for a &gt; 0, else exp(a) - 1</c>.</summary>
    public static CellValue Elu(CellValue a) => throw IsNotRun();

    /// <summary><c>1.0507 · (a for a &gt; 0, else 1.6733 · (exp(a) - 1))</c>.</summary>
    public static CellValue Selu(CellValue a) => throw IsNotRun();

    /// <summary><c>exp(a)</c>.</summary>
    public static CellValue Exponential(CellValue a) => throw IsNotRun();

    /// <summary><c>a / (1 + |a|)</c>.</summary>
    public static CellValue Softsign(CellValue a) => throw IsNotRun();

    /// <summary><c>a Φ(a)</c>, see <see cref="Activation.Gelu"/>.</summary>
    public static CellValue Gelu(CellValue a) => throw IsNotRun();

    /// <summary><c>a (1 + tanh(√(2/π) (a + 0.044715 a³))) / 2</c>.</summary>
    public static CellValue GeluTanh(CellValue a) => throw IsNotRun();

    /// <summary><c>a / (1 + exp(-a))</c>.</summary>
    public static CellValue Silu(CellValue a) => throw IsNotRun();

    /// <summary><c>a tanh(log(1 + exp(a)))</c>.</summary>
    public static CellValue Mish(CellValue a) => throw IsNotRun();

    /// <summary><c>log(1 + exp(a))</c>.</summary>
    public static CellValue Softplus(CellValue a) => throw IsNotRun();

    /// <summary><c>a for a &gt; 0, else 0.2 a</c>.</summary>
    public static CellValue LeakyRelu(CellValue a) => throw IsNotRun();

    /// <summary><c>min(max(0, a), 6)</c>.</summary>
    public static CellValue Relu6(CellValue a) => throw IsNotRun();

    /// <summary><c>a min(max(a + 3, 0), 6) / 6</c>.</summary>
    public static CellValue HardSwish(CellValue a) => throw IsNotRun();

    internal static InvalidOperationException IsNotRun() =>
        new("A cell's Step is read by the generator and never runs. Use the cell in a model: [Recurrent<YourCell>(units)].");
}
