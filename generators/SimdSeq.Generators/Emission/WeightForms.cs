using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// The forms in which a layer's products read its matrices: in place, transposed for a backward pass, and in panels where a matrix is
/// large. What is not in place is reserved first and packed whenever the parameters change.
/// </summary>
internal sealed class WeightForms(ModelMemory memory)
{
    // In a matrix of more bytes, with rows of more columns, panels pay: see the benchmarks' report of kernels.
    private const int LargeBytes = 1 << 16, WideColumns = 48;

    private readonly List<(string Constant, string Statement)> _packed = [];

    /// <summary>For products with <c>columns</c> neighbouring columns of a matrix.</summary>
    public void Reserve(Parameter kernel, int column, int columns)
    {
        if (!IsInPanels(kernel, columns)) return;
        string constant = Panels(kernel, column, columns, "");
        Add(constant, kernel.Shape[0] * columns, $"MatMul.PackPanels(parameters + {kernel.Constant}{Plus(column)}, "
            + $"rows: {kernel.Shape[0]}, columns: {columns}, sourceStride: {kernel.Columns}, packed + {constant});");
    }

    /// <summary>For products with the transposed matrix of those columns.</summary>
    public void ReserveTransposed(Parameter kernel, int column, int columns)
    {
        int rows = kernel.Shape[0];
        if (IsLarge(columns, rows))
        {
            string constant = Panels(kernel, column, columns, "Transposed");
            Add(constant, rows * columns, $"MatMul.TransposePanels(parameters + {kernel.Constant}{Plus(column)}, "
                + $"rows: {rows}, columns: {columns}, sourceStride: {kernel.Columns}, packed + {constant});");
        }
        else
        {
            Add(kernel.Constant + "Transposed", kernel.Length, $"MatMul.Transpose(parameters + {kernel.Constant}, "
                + $"rows: {rows}, columns: {kernel.Columns}, sourceStride: {kernel.Columns}, packed + {kernel.Constant}Transposed, destinationStride: {rows});");
        }
    }

    public bool IsEmpty => _packed.Count == 0;

    /// <summary>Whether a product of the forward pass reads the parameters themselves.</summary>
    public bool IsInPlace(ProductRun run) => !IsInPanels(run.Kernel, run.Columns);

    /// <summary>Whether a product with so many columns of a matrix reads what is packed.</summary>
    public bool IsInPanels(Parameter kernel, int columns) => IsLarge(kernel.Shape[0], columns);

    /// <summary>The arguments of a product with those columns.</summary>
    public string Weights(Parameter kernel, int column, int columns) => IsInPanels(kernel, columns)
        ? $"weights: packed + {Panels(kernel, column, columns, "")}, weightStride: MatMul.InPanels"
        : $"weights: parameters + {kernel.Constant}{Plus(column)}, weightStride: {kernel.Columns}";

    /// <summary>The arguments of a product with the transposed matrix of those columns.</summary>
    public string Transposed(Parameter kernel, int column, int columns)
    {
        int rows = kernel.Shape[0];
        return IsLarge(columns, rows)
            ? $"weights: packed + {Panels(kernel, column, columns, "Transposed")}, weightStride: MatMul.InPanels"
            : $"weights: packed + {kernel.Constant}Transposed{Plus(column * rows)}, weightStride: {rows}";
    }

    /// <summary>The statements of <c>Pack</c>.</summary>
    public void WritePack(SourceWriter writer)
    {
        foreach (var (_, statement) in _packed) writer.Line(statement);
    }

    private bool IsLarge(int inputs, int outputs) => outputs > WideColumns && (long)inputs * outputs * memory.ValueBytes > LargeBytes;

    private void Add(string constant, int values, string statement)
    {
        if (_packed.Any(entry => entry.Constant == constant)) return;
        memory.Packed.Reserve(constant, values);
        _packed.Add((constant, statement));
    }

    private static string Panels(Parameter kernel, int column, int columns, string form) =>
        kernel.Constant + form + "Panels" + (columns == kernel.Columns ? "" : $"{column}To{column + columns}");

    private static string Plus(int offset) => offset == 0 ? "" : $" + {offset}";
}
