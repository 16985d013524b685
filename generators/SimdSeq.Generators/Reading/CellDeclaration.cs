using System.Linq;

namespace SimdSeq.Generators.Reading;

/// <summary>A user's cell as values: what its <c>Step</c> says, without symbols or syntax.</summary>
/// <param name="Name">The class.</param>
/// <param name="States">Names of the states.</param>
/// <param name="Weights">The parameters.</param>
/// <param name="Locals">Named values, each made of those before it.</param>
/// <param name="Results">The next value of each state.</param>
/// <param name="Mistake">What is wrong with it, if anything; reported where it stands, in the cell.</param>
/// <param name="IsHere">Whether the cell's source is in the project.</param>
internal sealed record CellDeclaration(
    string Name,
    EquatableArray<string> States,
    EquatableArray<CellWeight> Weights,
    EquatableArray<CellLocal> Locals,
    EquatableArray<CellFormula> Results,
    string? Mistake,
    bool IsHere = true);

/// <param name="Name">The parameter's name.</param>
/// <param name="Kind">What it multiplies.</param>
/// <param name="Initializer">A member of the library's <c>Initializer</c> as its number; null for the usual one.</param>
internal sealed record CellWeight(string Name, CellWeightKind Kind, int? Initializer);

internal enum CellWeightKind { Kernel, RecurrentKernel, Vector }

internal sealed record CellLocal(string Name, CellFormula Value);

/// <param name="Kind">What it is.</param>
/// <param name="Name">The name of a leaf, a matrix or a function.</param>
/// <param name="Number">The value of a constant.</param>
/// <param name="Operands">What it is made of.</param>
internal sealed record CellFormula(
    CellFormulaKind Kind, string Name = "", double Number = 0, EquatableArray<CellFormula> Operands = default)
{
    public bool IsNumber => Kind == CellFormulaKind.Number;

    public static CellFormula OfNumber(double number) => new(CellFormulaKind.Number, Number: number);

    /// <summary>What numbers make is a number, and so is what is multiplied by zero.</summary>
    public static CellFormula Of(CellFormulaKind kind, params CellFormula[] operands)
    {
        double first = operands[0].Number, last = operands[operands.Length - 1].Number;
        bool areNumbers = operands.All(operand => operand.IsNumber),
            isZero = operands.Any(operand => operand is { IsNumber: true, Number: 0 });
        return kind switch
        {
            CellFormulaKind.Multiply or CellFormulaKind.Matrix when isZero => OfNumber(0),
            CellFormulaKind.Multiply when areNumbers => OfNumber(first * last),
            CellFormulaKind.Add when areNumbers => OfNumber(first + last),
            CellFormulaKind.Subtract when areNumbers => OfNumber(first - last),
            CellFormulaKind.Negate when areNumbers => OfNumber(-first),
            _ => new(kind, Operands: new(operands)),
        };
    }
}

internal enum CellFormulaKind { Input, State, Vector, Local, Number, Add, Subtract, Multiply, Negate, Matrix, Function }
