using System;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>The plan of a transposed convolution: its weights as it reads them, and the memory of their gradient.</summary>
internal sealed class TransposedConvolutionPlan : OperationPlan
{
    public TransposedConvolutionPlan(TransposedConvolution operation, PlannedValues values, ModelMemory memory)
        : base(operation, values, memory)
    {
        Convolution = operation;
        Transposed = memory.Packed.Reserve(Prefix + "KernelTransposed", operation.Kernel.Length);
        if (!HasGradientPass) return;
        int sums = Math.Min(ConvolutionPlan.GradientTiles, operation.Kernel.Length);
        Scratch = Reserve("Scratch", sums, Lifetime.GradientsOnly).Address;
    }

    public TransposedConvolution Convolution { get; }

    /// <summary>The weights, <c>[tap][input][output]</c>.</summary>
    public string Transposed { get; }

    /// <summary>The sums of the weights' gradient on their way.</summary>
    public string? Scratch { get; }
}
