namespace SimdSeq;

/// <summary>
/// A value in the equation of a loss, see <see cref="LossAttribute"/>; <c>using static SimdSeq.LossValue;</c> for its functions. The
/// generator reads the equation; it never runs.
/// </summary>
public readonly struct LossValue
{
    /// <summary>A number.</summary>
    public static implicit operator LossValue(double value) => throw IsNotRun();

    /// <summary>Sum.</summary>
    public static LossValue operator +(LossValue a, LossValue b) => throw IsNotRun();

    /// <summary>Difference.</summary>
    public static LossValue operator -(LossValue a, LossValue b) => throw IsNotRun();

    /// <summary>Product.</summary>
    public static LossValue operator *(LossValue a, LossValue b) => throw IsNotRun();

    /// <summary>Quotient.</summary>
    public static LossValue operator /(LossValue a, LossValue b) => throw IsNotRun();

    /// <summary>Negative.</summary>
    public static LossValue operator -(LossValue a) => throw IsNotRun();

    /// <summary>Whether a is the smaller.</summary>
    public static bool operator <(LossValue a, LossValue b) => throw IsNotRun();

    /// <summary>Whether a is the larger.</summary>
    public static bool operator >(LossValue a, LossValue b) => throw IsNotRun();

    /// <summary>Whether a is not the larger.</summary>
    public static bool operator <=(LossValue a, LossValue b) => throw IsNotRun();

    /// <summary>Whether a is not the smaller.</summary>
    public static bool operator >=(LossValue a, LossValue b) => throw IsNotRun();

    /// <summary><c>|a|</c>, derivative 0 at 0.</summary>
    public static LossValue Abs(LossValue a) => throw IsNotRun();

    /// <summary>The larger; where they are equal the derivative is that of the first.</summary>
    public static LossValue Max(LossValue a, LossValue b) => throw IsNotRun();

    /// <summary>The smaller; where they are equal the derivative is that of the first.</summary>
    public static LossValue Min(LossValue a, LossValue b) => throw IsNotRun();

    /// <summary><c>a²</c>.</summary>
    public static LossValue Square(LossValue a) => throw IsNotRun();

    /// <summary><c>√a</c>.</summary>
    public static LossValue Sqrt(LossValue a) => throw IsNotRun();

    /// <summary><c>e^a</c>, with the same bits on any machine.</summary>
    public static LossValue Exp(LossValue a) => throw IsNotRun();

    /// <summary>The natural logarithm, with the same bits on any machine.</summary>
    public static LossValue Log(LossValue a) => throw IsNotRun();

    /// <summary>tanh a, with the same bits on any machine.</summary>
    public static LossValue Tanh(LossValue a) => throw IsNotRun();

    private static InvalidOperationException IsNotRun() =>
        new("The equation of a loss is read by the generator and never runs. Use the method beside it, named after it: MyLossLoss().");
}
