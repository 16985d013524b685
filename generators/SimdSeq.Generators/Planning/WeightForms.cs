using System.Collections.Generic;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>
/// The forms in which products read the matrices: in place, transposed for the gradient of an input, and in panels where a matrix is
/// large. What is not in place is packed whenever the parameters change.
/// </summary>
internal sealed class WeightForms(Precision precision, ConstantBlock packed, ParameterPlaces parameters)
{
    // In a matrix of more bytes, with rows of more columns, panels pay: see the benchmarks' report of kernels.
    private const int LargeBytes = 1 << 16, WideColumns = 48;

    private readonly Dictionary<(Parameter, int, int, bool, bool), PackedForm> _forms = [];
    private readonly List<PackedForm> _inOrder = [];

    /// <summary>Everything that is packed.</summary>
    public IReadOnlyList<PackedForm> Packed => _inOrder;

    /// <summary>For products with <c>columns</c> neighbouring columns of a matrix.</summary>
    public void Reserve(Parameter kernel, int column, int columns)
    {
        if (IsInPanels(kernel, columns)) Add(kernel, column, columns, isTransposed: false, isInPanels: true);
    }

    /// <summary>For products with the transposed matrix of those columns.</summary>
    public void ReserveTransposed(Parameter kernel, int column, int columns)
    {
        if (IsLarge(columns, kernel.Shape[0])) Add(kernel, column, columns, isTransposed: true, isInPanels: true);
        else Add(kernel, 0, kernel.Columns, isTransposed: true, isInPanels: false);
    }

    /// <summary>Whether a product with so many columns of a matrix reads what is packed, and not the parameters themselves.</summary>
    public bool IsInPanels(Parameter kernel, int columns) => IsLarge(kernel.Shape[0], columns);

    /// <summary>The form that a product with those columns reads; null: the parameters themselves.</summary>
    public PackedForm? Of(Parameter kernel, int column, int columns) =>
        IsInPanels(kernel, columns) ? _forms[(kernel, column, columns, false, true)] : null;

    /// <summary>The form that a product with the transposed matrix of those columns reads: of just these, or of the whole matrix.</summary>
    public PackedForm Transposed(Parameter kernel, int column, int columns) =>
        IsLarge(columns, kernel.Shape[0])
            ? _forms[(kernel, column, columns, true, true)]
            : _forms[(kernel, 0, kernel.Columns, true, false)];

    private bool IsLarge(int inputs, int outputs) => outputs > WideColumns && (long)inputs * outputs * precision.ValueBytes > LargeBytes;

    private void Add(Parameter kernel, int column, int columns, bool isTransposed, bool isInPanels)
    {
        var key = (kernel, column, columns, isTransposed, isInPanels);
        if (_forms.ContainsKey(key)) return;
        string part = columns == kernel.Columns ? "" : $"{column}To{column + columns}";
        string name = parameters[kernel].Constant + (isTransposed ? "Transposed" : "") + (isInPanels ? "Panels" + part : "");
        var form = new PackedForm(kernel, column, columns, isTransposed, isInPanels, packed.Reserve(name, (long)kernel.Shape[0] * columns));
        _forms.Add(key, form);
        _inOrder.Add(form);
    }
}

/// <summary>Some columns of a matrix in another form.</summary>
/// <param name="Kernel">The matrix.</param>
/// <param name="Column">First column.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="IsTransposed">Whether columns become rows.</param>
/// <param name="IsInPanels">Whether it lies in panels.</param>
/// <param name="Constant">The constant of its place in what is packed.</param>
internal sealed record PackedForm(Parameter Kernel, int Column, int Columns, bool IsTransposed, bool IsInPanels, string Constant);
