using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary><c>s[i, j] = Σ_f w[f] tanh(q[i, f] + k[j, f])</c>: for each query a row of as many scores as there are keys.</summary>
internal sealed class AdditiveScores(string name, string declared, Value query, Value key, Parameter weights)
    : Operation(name, declared, [query, key], query.Shape with { Features = key.Shape.Rows })
{
    /// <summary>Sums for the weights' gradient.</summary>
    public const string Sums = "Sums";

    /// <summary>In a stream, the keys, <c>[feature][key]</c>.</summary>
    public const string KeyColumns = "Keys";

    private const int Whole = 16;

    public Parameter Weights { get; } = weights;

    public int Queries => Inputs[0].Shape.Rows;

    public int Keys => Inputs[1].Shape.Rows;

    public int Features => InputShape.Features;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => null;

    public override IReadOnlyList<Parameter> Parameters => [Weights];

    public override bool IsCausal => false;

    public override bool TakesWhole(int input) => input == 1;

    /// <summary>In a stream, the room for keys: a whole number of vectors.</summary>
    public int Slots => (Keys + Whole - 1) / Whole * Whole;

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers => [(KeyColumns, (long)Slots * Features)];

    public override long MultiplyAdds => (long)Queries * Keys * Features;

    public override long GradientMultiplyAdds(bool withInput) => 2 * MultiplyAdds;

    public override bool GradientReadsInputs => true;

    public override bool AddsInputGradients => true;

    public override IReadOnlyList<OwnBuffer> Buffers => [new(Sums, Features, Lifetime.GradientsOnly)];
}
