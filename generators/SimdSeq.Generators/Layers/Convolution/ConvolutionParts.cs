using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Layers;

/// <summary>A convolution with its parameters, and zeros before it where steps may be missing.</summary>
/// <param name="Name">Begins the names of its parameters.</param>
/// <param name="Declared">The layer as it was declared.</param>
/// <param name="Windows">Its windows.</param>
/// <param name="Filters">Outputs of a step.</param>
/// <param name="Groups">Parts of the features.</param>
/// <param name="KernelInitializer">How its kernel starts.</param>
/// <param name="BiasInitializer">How its bias starts; null: it has none.</param>
/// <param name="IsNormalized">Whether its weights are directions and lengths.</param>
internal sealed record ConvolutionParts(
    string Name, string Declared, Windows Windows, int Filters, int Groups, string KernelInitializer, string? BiasInitializer,
        bool IsNormalized)
{
    public IReadOnlyList<Operation> Of(Value input)
    {
        var cleared = input.Shape.IsMasked ? new ClearMissing($"{Name}/zeros", Declared, input) : null;
        int[] shape = [Windows.Size, input.Shape.Features / Groups, Filters];
        var kernel = new Parameter(Name, IsNormalized ? "kernel_v" : "kernel", shape, KernelInitializer);
        var lengths = IsNormalized ? new Parameter(Name, "kernel_g", [Filters], nameof(InitializerName.Ones)) { LengthsOf = kernel } : null;
        var bias = BiasInitializer is null ? null : new Parameter(Name, "bias", [Filters], BiasInitializer);
        var sum = new Convolution(Name, Declared, cleared?.Output ?? input, kernel, lengths, bias, Windows, Groups);
        return [.. new Operation?[] { cleared, sum }.OfType<Operation>()];
    }
}
