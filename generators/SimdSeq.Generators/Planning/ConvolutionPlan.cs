using System;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>The plan of a convolution: its weights in the forms that are read.</summary>
internal sealed class ConvolutionPlan : OperationPlan
{
    public ConvolutionPlan(Convolution operation, PlannedValues values, ModelMemory memory) : base(operation, values, memory)
    {
        Convolution = operation;
        string kernel = Prefix + "Kernel";
        StreamOutputs = operation.Groups == 1 ? memory.Precision.Padded(operation.GroupOutputs) : operation.GroupOutputs;
        if (IsStreamed && StreamOutputs != operation.GroupOutputs)
            Streamed = memory.Packed.Reserve(kernel + "Streamed", (long)operation.Taps * operation.GroupInputs * StreamOutputs);
        if (operation.Lengths is not null) Derived = memory.Packed.Reserve(kernel + "Derived", operation.Kernel.Length);
        if (!HasGradientPass) return;
        if (InputGradients[0] is not null) Transposed = memory.Packed.Reserve(kernel + "Transposed", operation.Kernel.Length);
        if (Derived is not null)
            DerivedGradient = Reserve("KernelGradient", Rows(operation.Kernel.Length), Lifetime.GradientsOnly).Address;
    }

    public Convolution Convolution { get; }

    /// <summary>The weights that are made of directions and lengths, packed; null: the kernel is read as it is.</summary>
    public string? Derived { get; }

    /// <summary>The weights with outputs that fill whole vectors, as a stream reads them; null: it reads what a tile reads.</summary>
    public string? Streamed { get; }

    /// <summary>Outputs of a group in a stream.</summary>
    public int StreamOutputs { get; }

    /// <summary>The weights as the gradient of the input reads them.</summary>
    public string? Transposed { get; }

    /// <summary>The gradient of derived weights, of one tile.</summary>
    public string? DerivedGradient { get; }

    // The workspace is counted in features of a tile.
    private long Rows(long values) => (values + Precision.Lanes - 1) / Precision.Lanes;
}
