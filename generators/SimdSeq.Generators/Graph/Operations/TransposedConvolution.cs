using System;
using System.Collections.Generic;
using System.Linq;
using static System.FormattableString;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// <c>y[t·stride + k·dilation - before] += x[t]·W[k]</c> for every row t and tap k, y beginning as b: the gradient of the input of a
/// convolution, as a layer.
/// </summary>
/// <param name="windows">Those of that convolution: as many as rows here, on the rows of the output.</param>
/// <param name="rows">Rows of the output.</param>
internal sealed class TransposedConvolution(
    string name, string declared, Value input, Parameter kernel, Parameter? bias, Windows windows, int rows)
    : Operation(name, declared, [input], input.Shape with { Steps = rows, Features = kernel.Shape[1] })
{
    /// <summary><c>[tap][output][input]</c>.</summary>
    public Parameter Kernel { get; } = kernel;

    public Parameter? Bias { get; } = bias;

    public Windows Windows { get; } = windows;

    /// <summary>How many rows of the output are made of a row and reach beyond those before the next one's.</summary>
    public int Tail => Windows.IsWhole ? Math.Max(0, Windows.Span - Windows.Stride) : 0;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => "Linear";

    public override IReadOnlyList<Parameter> Parameters => [.. new[] { Kernel, Bias }.OfType<Parameter>()];

    public override long MultiplyAdds => Windows.Meetings(OutputShape.Rows) * InputShape.Features * OutputShape.Features;

    public override long GradientMultiplyAdds(bool withInput) => MultiplyAdds * (withInput ? 2 : 1);

    // Where the rows come far enough apart. One is made of the row at its place and of those before it.
    public override StreamRate? RateInStream(StreamRate inputs)
    {
        if (inputs.MayMiss || inputs.Period % Windows.Stride != 0) return null;
        int period = inputs.Period / Windows.Stride;
        return inputs.At(period, inputs.Phase + (long)period * Windows.Before, inputs.Rows.Times(Windows.Stride).Plus(Tail));
    }

    public override StreamRate RunsInStream(StreamRate inputs) => inputs with { Period = inputs.Period / Windows.Stride };

    /// <summary>Rows of a ring that holds what a row of the output is made of: a power of two.</summary>
    public long RingRows => (Windows with { Size = 2, Dilation = (Windows.Span - 1) / Windows.Stride }).RingRows;

    public override bool GradientReadsInputs => true;

    public override bool AddsInputGradients => true;

    public override bool ReadsWholeVectors => false;

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers =>
        [(WindowedOperation.Position, 2), (WindowedOperation.Ring, RingRows * InputShape.Features)];

    public override bool MakesMask => InputShape.IsMasked && MaskRule.Length > 0;

    public override string MaskRule => Windows.Stride == 1 && Tail == 0
        ? ""
        : Invariant($"{OutputShape.Rows} rows, each there when the row {Tail} before it, over {Windows.Stride}, is");
}
