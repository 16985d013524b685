using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>In emitted code, copies from the first lane of a tile of the source to a decoder's stream.</summary>
internal static class SourceCopyText
{
    /// <summary>An input of an operation as <c>[feature][row]</c>, so that lanes are rows.</summary>
    /// <param name="plan">The operation.</param>
    /// <param name="input">Which input.</param>
    /// <param name="place">The constant of the place.</param>
    /// <param name="slots">Values from one feature to the next.</param>
    public static string Columns(OperationPlan plan, int input, string place, int slots) =>
        $"SourceLane.Columns({Of(plan, plan.Inputs[input])}, stream + {place}, slots: {slots});";

    /// <summary>An input of an operation as <c>[row][feature]</c>.</summary>
    public static string Rows(OperationPlan plan, int input, string place) =>
        $"SourceLane.Rows({Of(plan, plan.Inputs[input])}, stream + {place});";

    /// <summary>Which rows of an input are there.</summary>
    public static string There(OperationPlan plan, int input, string place)
    {
        var value = plan.Inputs[input];
        return value.Mask is { } mask
            ? $"SourceLane.There(frame.Workspace + {mask.First(plan.Precision.Lanes)}, rows: {value.Shape.Rows}, stream + {place});"
            : $"SourceLane.AllThere(rows: {value.Shape.Rows}, stream + {place});";
    }

    /// <summary>A value, whose rows are copied to a place.</summary>
    public static string Rows(ValuePlan value, int lanes, string place) =>
        $"SourceLane.Rows(frame.Workspace + {value.View.First(lanes)}, rows: {value.Shape.Rows}, features: {value.Shape.Features}, "
        + $"stride: {value.View.Stride}, stream + {place});";

    private static string Of(OperationPlan plan, ValuePlan value) =>
        $"frame.Workspace + {value.View.First(plan.Precision.Lanes)}, rows: {value.Shape.Rows}, features: {value.Shape.Features}, "
        + $"stride: {value.View.Stride}";
}
