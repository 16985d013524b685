using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>Attention of a step to a few steps that lie evenly apart before it, with a learned number for each.</summary>
internal sealed class WindowAttention(
    string name, string declared, Value query, Value key, Value value, int heads, int window, int dilation, double scale, Parameter bias)
    : Operation(name, declared, [query, key, value], query.Shape)
{
    /// <summary>The weights.</summary>
    public const string Weights = "Weights";

    /// <summary>Sums for the gradient of the learned numbers.</summary>
    public const string Sums = "Sums";

    /// <summary>In a stream, the number of the next step.</summary>
    public const string Position = "Position";

    /// <summary>In a stream, the last keys.</summary>
    public const string Keys = "Keys";

    /// <summary>In a stream, the last values.</summary>
    public const string Values = "Values";

    /// <summary>In a stream, which of the last steps are there.</summary>
    public const string There = "There";

    public int Heads { get; } = heads;

    public int Window { get; } = window;

    public int Dilation { get; } = dilation;

    public double Scale { get; } = scale;

    /// <summary>The learned numbers, [heads, window].</summary>
    public Parameter Bias { get; } = bias;

    /// <summary>Rows of a stream's rings: a power of two.</summary>
    public int RingRows
    {
        get
        {
            int rows = 1;
            while (rows < (Window - 1) * Dilation + 1) rows *= 2;
            return rows;
        }
    }

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => null;

    public override IReadOnlyList<Parameter> Parameters => [Bias];

    public override long MultiplyAdds => 2L * OutputShape.Values * Window;

    public override long GradientMultiplyAdds(bool withInput) => 2 * MultiplyAdds;

    public override bool GradientReadsInputs => true;

    public override bool AddsInputGradients => true;

    public override bool ReadsWholeVectors => false;

    public override IReadOnlyList<OwnBuffer> Buffers =>
    [
        new(Weights, (long)OutputShape.Rows * Heads * Window, Lifetime.UntilGradients),
        new(Sums, (long)(Heads + 1) * Window, Lifetime.GradientsOnly),
    ];

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers =>
    [
        (Position, 2), (Keys, (long)RingRows * OutputShape.Features), (Values, (long)RingRows * OutputShape.Features), (There, RingRows),
    ];
}
