using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary><c>y[t] = b + Σ x[t·stride + k·dilation - before]·W[k]</c> over the taps k that fall on a row.</summary>
internal sealed class Convolution(
    string name, string declared, Value input, Parameter kernel, Parameter? lengths, Parameter? bias, Windows windows, int groups)
    : WindowedOperation(name, declared, input, input.Shape with { Steps = windows.Count, Features = kernel.Columns }, windows)
{
    /// <summary><c>[tap][input of the group][output]</c>; with <see cref="Lengths"/>, the directions.</summary>
    public Parameter Kernel { get; } = kernel;

    /// <summary>The lengths of normalised weights, one for each output; null: the kernel is the weights.</summary>
    public Parameter? Lengths { get; } = lengths;

    public Parameter? Bias { get; } = bias;

    public int Groups { get; } = groups;

    public int Taps => Kernel.Shape[0];

    public int GroupInputs => Kernel.Shape[1];

    public int GroupOutputs => Kernel.Columns / Groups;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => "Linear";

    public override IReadOnlyList<Parameter> Parameters => [.. new[] { Kernel, Lengths, Bias }.OfType<Parameter>()];

    public override long MultiplyAdds => TileWindows.Meetings(InputShape.Rows) * GroupInputs * Kernel.Columns;

    public override long GradientMultiplyAdds(bool withInput) => MultiplyAdds * (withInput ? 2 : 1);

    public override bool GradientReadsInputs => true;

    public override bool ReadsWholeVectors => false;

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers =>
        [(Position, 2), (Ring, Windows.RingRows * InputShape.Features)];
}
