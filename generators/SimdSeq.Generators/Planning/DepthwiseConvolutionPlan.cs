using System;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>The plan of a depthwise convolution: the memory of its weights' gradient.</summary>
internal sealed class DepthwiseConvolutionPlan : OperationPlan
{
    public DepthwiseConvolutionPlan(DepthwiseConvolution operation, PlannedValues values, ModelMemory memory)
        : base(operation, values, memory)
    {
        Convolution = operation;
        if (!HasGradientPass) return;
        int sums = Math.Min(ConvolutionPlan.GradientTiles, operation.Kernel.Length);
        Scratch = Reserve("Scratch", sums, Lifetime.GradientsOnly).Address;
    }

    public DepthwiseConvolution Convolution { get; }

    /// <summary>The sums of the weights' gradient on their way.</summary>
    public string? Scratch { get; }
}
