namespace SimdSeq;

/// <summary>The input of a cell's step: as many numbers as the layer's input has features.</summary>
public readonly struct CellInput
{
    /// <summary><c>x·W</c>.</summary>
    public static CellValue operator *(CellInput input, CellKernel kernel) => throw CellMath.IsNotRun();
}

/// <summary>A value of a cell's step: one number per unit. Operators act on each unit alone.</summary>
public readonly struct CellValue
{
    /// <summary>The same number for every unit.</summary>
    public static implicit operator CellValue(double value) => throw CellMath.IsNotRun();

    /// <summary>The parameter's number for each unit.</summary>
    public static implicit operator CellValue(CellVector vector) => throw CellMath.IsNotRun();

    /// <summary><c>h·U</c>.</summary>
    public static CellValue operator *(CellValue value, CellRecurrentKernel kernel) => throw CellMath.IsNotRun();

    /// <summary>Sum.</summary>
    public static CellValue operator +(CellValue a, CellValue b) => throw CellMath.IsNotRun();

    /// <summary>Difference.</summary>
    public static CellValue operator -(CellValue a, CellValue b) => throw CellMath.IsNotRun();

    /// <summary>Product.</summary>
    public static CellValue operator *(CellValue a, CellValue b) => throw CellMath.IsNotRun();

    /// <summary>Negative.</summary>
    public static CellValue operator -(CellValue a) => throw CellMath.IsNotRun();
}

/// <summary>A trainable matrix from the input: features x units.</summary>
public readonly struct CellKernel;

/// <summary>A trainable matrix from a value: units x units.</summary>
public readonly struct CellRecurrentKernel;

/// <summary>A trainable number for each unit: a bias, or a weight as of a peephole.</summary>
public readonly struct CellVector;
