using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// <c>y[t, c·multiplier + q] = b[c·multiplier + q] + Σ x[t·stride + k·dilation - before, c]·W[k, c, q]</c> over the taps k that fall on a
/// row: every feature is convolved by itself.
/// </summary>
internal sealed class DepthwiseConvolution(string name, string declared, Value input, Parameter kernel, Parameter? bias, Windows windows)
    : Operation(
        name, declared, [input], input.Shape with { Steps = windows.Count, Features = input.Shape.Features * kernel.Columns })
{
    /// <summary><c>[tap][feature][multiplier]</c>.</summary>
    public Parameter Kernel { get; } = kernel;

    public Parameter? Bias { get; } = bias;

    /// <summary>Its windows.</summary>
    public Windows Windows { get; } = windows;

    /// <summary>The windows that are made over a tile, among the rows that are there.</summary>
    public Windows TileWindows => Windows.Among(Input.Rows, Output.Rows);

    /// <summary>Outputs of a feature.</summary>
    public int Multiplier => Kernel.Columns;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => "Linear";

    public override IReadOnlyList<Parameter> Parameters => [.. new[] { Kernel, Bias }.OfType<Parameter>()];

    public override long MultiplyAdds => TileWindows.Meetings(InputShape.Rows) * OutputShape.Features;

    public override long GradientMultiplyAdds(bool withInput) => MultiplyAdds * (withInput ? 2 : 1);

    // With a window for every row a mask of the rows is one of the windows.
    public override StreamRate? RateInStream(StreamRate inputs) =>
        Windows is { LookAhead: 0, IsForEveryRow: true } ? inputs : inputs.Of(Windows, Input.DeclaredShape.Rows);

    public override RowSet RowsMade(RowSet wanted) => wanted;

    public override RowSet RowsRead(int input) => Windows.RowsRead(Output.Rows, Input.DeclaredShape.Rows);

    public override bool FindsRows(int input) => Windows.AreAmong(Input.Rows, Output.Rows);

    public override bool GradientReadsInputs => true;

    public override bool AddsInputGradients => true;

    public override bool ReadsWholeVectors => false;

    public override bool MakesMask => InputShape.IsMasked && !Windows.IsForEveryRow;

    public override string MaskRule => Windows.MaskRule;

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers =>
        [(Convolution.Position, 2), (Convolution.Ring, Windows.RingRows * InputShape.Features)];
}
