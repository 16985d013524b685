using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary><c>y[t] = b + Σ x[t·stride + k·dilation - before]·W[k]</c> over the taps k that fall on a row.</summary>
internal sealed class Convolution(
    string name, string declared, Value input, Parameter kernel, Parameter? lengths, Parameter? bias, Windows windows, int groups)
    : Operation(name, declared, [input], input.Shape with { Steps = windows.Count, Features = kernel.Columns })
{
    /// <summary>In a stream, the last rows: a ring.</summary>
    public const string Ring = "Ring";

    /// <summary>In a stream, the number of the step.</summary>
    public const string Position = "Position";

    /// <summary><c>[tap][input of the group][output]</c>; with <see cref="Lengths"/>, the directions.</summary>
    public Parameter Kernel { get; } = kernel;

    /// <summary>The lengths of normalised weights, one for each output; null: the kernel is the weights.</summary>
    public Parameter? Lengths { get; } = lengths;

    public Parameter? Bias { get; } = bias;

    /// <summary>Its windows.</summary>
    public Windows Windows { get; } = windows;

    /// <summary>The windows that are made over a tile, among the rows that are there.</summary>
    public Windows TileWindows => Windows.Among(Input.Rows, Output.Rows);

    public int Groups { get; } = groups;

    public int Taps => Kernel.Shape[0];

    public int GroupInputs => Kernel.Shape[1];

    public int GroupOutputs => Kernel.Columns / Groups;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => "Linear";

    public override IReadOnlyList<Parameter> Parameters => [.. new[] { Kernel, Lengths, Bias }.OfType<Parameter>()];

    public override long MultiplyAdds => TileWindows.Meetings(InputShape.Rows) * GroupInputs * Kernel.Columns;

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
        [(Position, 2), (Ring, Windows.RingRows * InputShape.Features)];
}
