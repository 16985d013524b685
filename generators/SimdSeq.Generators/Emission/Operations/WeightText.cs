using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>The matrices of products in emitted code.</summary>
internal static class WeightText
{
    /// <summary>The arguments of a product with some columns of a matrix.</summary>
    public static string Weights(this OperationPlan plan, Parameter kernel, int column, int columns) =>
        plan.Weights.Of(kernel, column, columns) is { } form
            ? $"weights: packed + {form.Constant}, weightStride: MatMul.InPanels"
            : $"weights: parameters + {plan.Parameters[kernel].Constant}{Plus(column)}, weightStride: {kernel.Columns}";

    /// <summary>The arguments of a product with the transposed matrix of some columns.</summary>
    public static string Transposed(this OperationPlan plan, Parameter kernel, int column, int columns)
    {
        var form = plan.Weights.Transposed(kernel, column, columns);
        int rows = kernel.Shape[0];
        return form.IsInPanels
            ? $"weights: packed + {form.Constant}, weightStride: MatMul.InPanels"
            : $"weights: packed + {form.Constant}{Plus(column * rows)}, weightStride: {rows}";
    }

    /// <summary>The statement that packs a form.</summary>
    public static string Pack(PackedForm form, ParameterPlaces parameters)
    {
        string method = (form.IsTransposed, form.IsInPanels) switch
        {
            (true, true) => "TransposePanels",
            (true, false) => "Transpose",
            _ => "PackPanels",
        };
        string to = form.IsInPanels ? "" : $", destinationStride: {form.Kernel.Shape[0]}";
        return $"MatMul.{method}(parameters + {parameters[form.Kernel].Constant}{Plus(form.Column)}, rows: {form.Kernel.Shape[0]}, "
            + $"columns: {form.Columns}, sourceStride: {form.Kernel.Columns}, packed + {form.Constant}{to});";
    }

    private static string Plus(int offset) => offset == 0 ? "" : $" + {offset}";
}
