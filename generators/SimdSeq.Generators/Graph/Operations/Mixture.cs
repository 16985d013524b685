using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>Means of rows by scores: of a sequence of scores for each of its rows, or one mean, by a score for each step.</summary>
internal sealed class Mixture(string name, string declared, Value scores, Value values, Shape output)
    : Operation(name, declared, [scores, values], output)
{
    /// <summary>The weights.</summary>
    public const string Weights = "Weights";

    /// <summary>In a stream, the rows.</summary>
    public const string Values = "Values";

    /// <summary>Which of them are there.</summary>
    public const string There = "There";

    /// <summary>Room for the gradients of a mean's weights.</summary>
    public const string WeightGradients = "WeightGradients";

    public int Means => OutputShape.Rows;

    public int Rows => Inputs[1].Shape.Rows;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => null;

    // Which steps there are altogether is known at the end.
    public override bool IsCausal => false;

    // A single mean is one of all scores, which come step by step.
    public override bool TakesWhole(int input) => input == 1 && OutputShape.IsSequence;

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers =>
        [(Values, (long)Rows * OutputShape.Features), (There, Rows), (Weights, Rows)];

    public override long MultiplyAdds => (long)Means * Rows * OutputShape.Features;

    public override long GradientMultiplyAdds(bool withInput) => 2 * MultiplyAdds;

    public override bool GradientReadsInputs => true;

    public override bool AddsInputGradients => true;

    public override IReadOnlyList<OwnBuffer> Buffers =>
        [new(Weights, (long)Means * Rows, Lifetime.UntilGradients), new(WeightGradients, Rows, Lifetime.GradientsOnly)];
}
