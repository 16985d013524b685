using System;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>The plan of a transposed convolution: its weights as it reads them.</summary>
internal sealed class TransposedConvolutionPlan : OperationPlan
{
    public TransposedConvolutionPlan(TransposedConvolution operation, PlannedValues values, ModelMemory memory)
        : base(operation, values, memory)
    {
        Convolution = operation;
        Transposed = memory.Packed.Reserve(Prefix + "KernelTransposed", operation.Kernel.Length);
    }

    public TransposedConvolution Convolution { get; }

    /// <summary>The weights, <c>[tap][input][output]</c>.</summary>
    public string Transposed { get; }
}
