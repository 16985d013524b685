using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>The operations that have plans of their own.</summary>
internal static class PlanCatalog
{
    public static OperationPlan Create(Operation operation, PlannedValues values, ModelMemory memory) => operation switch
    {
        Recurrence recurrence => new RecurrencePlan(recurrence, values, memory),
        LastState state => new LastStatePlan(state, values, memory),
        TransposedConvolution convolution => new TransposedConvolutionPlan(convolution, values, memory),
        Convolution convolution => new ConvolutionPlan(convolution, values, memory),
        BatchNormalization normalization => new BatchNormalizationPlan(normalization, values, memory),
        TiedLinear linear => new TiedLinearPlan(linear, values, memory),
        GroupPresence presence => new GroupPresencePlan(presence, values, memory),
        Linear linear => new LinearPlan(linear, values, memory),
        _ => new OperationPlan(operation, values, memory),
    };
}
