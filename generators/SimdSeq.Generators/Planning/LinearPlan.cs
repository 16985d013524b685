using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>The plan of a product: the forms of its matrix.</summary>
internal sealed class LinearPlan : OperationPlan
{
    public LinearPlan(Linear operation, PlannedValues values, ModelMemory memory) : base(operation, values, memory)
    {
        int units = operation.Kernel.Columns;
        if (units > 1) Weights.Reserve(operation.Kernel, 0, units);
        if (InputGradients[0] is not null) Weights.ReserveTransposed(operation.Kernel, 0, units);
    }
}
