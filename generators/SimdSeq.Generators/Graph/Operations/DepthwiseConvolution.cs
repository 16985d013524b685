using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// <c>y[t, c·multiplier + q] = b[c·multiplier + q] + Σ x[t·stride + k·dilation - before, c]·W[k, c, q]</c> over the taps k that fall on a
/// row: every feature is convolved by itself.
/// </summary>
internal sealed class DepthwiseConvolution(string name, string declared, Value input, Parameter kernel, Parameter? bias, Windows windows)
    : WindowedOperation(name, declared, input,
        input.Shape with { Steps = windows.Count, Features = input.Shape.Features * kernel.Columns }, windows)
{
    /// <summary><c>[tap][feature][multiplier]</c>.</summary>
    public Parameter Kernel { get; } = kernel;

    public Parameter? Bias { get; } = bias;

    /// <summary>Outputs of a feature.</summary>
    public int Multiplier => Kernel.Columns;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => "Linear";

    public override IReadOnlyList<Parameter> Parameters => [.. new[] { Kernel, Bias }.OfType<Parameter>()];

    public override long MultiplyAdds => TileWindows.Meetings(InputShape.Rows) * OutputShape.Features;

    public override long GradientMultiplyAdds(bool withInput) => MultiplyAdds * (withInput ? 2 : 1);

    public override bool GradientReadsInputs => true;

    public override bool ReadsWholeVectors => false;

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers =>
        [(Position, 2), (Ring, Windows.RingRows * InputShape.Features)];
}
