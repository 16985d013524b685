using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>The plan of a product with an embedding's table: turned for the answers, as it is for the gradient of the input.</summary>
internal sealed class TiedLinearPlan : OperationPlan
{
    public TiedLinearPlan(TiedLinear operation, PlannedValues values, ModelMemory memory) : base(operation, values, memory)
    {
        int features = operation.Table.Columns;
        Weights.ReserveTransposed(operation.Table, 0, features);
        if (InputGradients[0] is not null) Weights.Reserve(operation.Table, 0, features);
    }
}
