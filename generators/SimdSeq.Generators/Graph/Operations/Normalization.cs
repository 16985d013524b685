using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>Values brought to a mean and a size of their set, then scaled and moved feature by feature.</summary>
internal sealed class Normalization(string name, string declared, Value input, NormalizationKind kind, double epsilon)
    : Operation(name, declared, [input], input.Shape)
{
    /// <summary>The means and factors of every set.</summary>
    public const string Statistics = "Statistics";

    /// <summary>What the parameters receive, for each sample of a tile.</summary>
    public const string Sums = "ParameterSums";

    public NormalizationKind Kind { get; } = kind;

    public double Epsilon { get; } = epsilon;

    /// <summary>Into how many sets the features are divided.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether all steps are one set; else each is one.</summary>
    public bool IsOverSteps { get; init; }

    /// <summary>A factor for each feature; null: none.</summary>
    public Parameter? Scale { get; init; }

    /// <summary>What is added to each feature; null: nothing.</summary>
    public Parameter? Offset { get; init; }

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => null;

    public override IReadOnlyList<Parameter> Parameters => [.. new[] { Scale, Offset }.OfType<Parameter>()];

    public override bool IsCausal => !IsOverSteps;

    public override bool IsRowByRow => !IsOverSteps;

    public override bool GradientReadsInputs => true;

    public override bool AddsInputGradients => true;

    public override bool WorksInPlace => true;

    public override bool ReadsWholeVectors => false;

    public override IReadOnlyList<OwnBuffer> Buffers
    {
        get
        {
            long sets = (long)Groups * (IsOverSteps ? 1 : InputShape.Rows);
            var statistics = new OwnBuffer(Statistics, 2 * sets, Lifetime.UntilGradients);
            return Parameters.Count == 0 ? [statistics] : [statistics, new(Sums, 2L * InputShape.Features, Lifetime.GradientsOnly)];
        }
    }
}

/// <summary>The library's <c>NormalizationKind</c>.</summary>
internal enum NormalizationKind { Standard, RootMeanSquare, UnitLength }
