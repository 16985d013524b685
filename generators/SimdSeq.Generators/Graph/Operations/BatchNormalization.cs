using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>Values brought to the running mean and variance of their feature, then scaled and moved.</summary>
internal sealed class BatchNormalization(string name, string declared, Value input, double momentum, double epsilon)
    : Operation(name, declared, [input], input.Shape)
{
    /// <summary>What the parameters and the statistics receive, for each sample of a tile.</summary>
    public const string Sums = "Sums";

    /// <summary>The share of the past in the running statistics.</summary>
    public double Momentum { get; } = momentum;

    public double Epsilon { get; } = epsilon;

    /// <summary>A factor for each feature; null: none.</summary>
    public Parameter? Scale { get; init; }

    /// <summary>What is added to each feature; null: nothing.</summary>
    public Parameter? Offset { get; init; }

    /// <summary>The running means.</summary>
    public Parameter Mean { get; } = new(name, "moving_mean", [input.Shape.Features], "Zeros") { IsTrained = false };

    /// <summary>The running variances; behind them is room for the number of steps that the sums for both are of.</summary>
    public Parameter Variance { get; } = new(name, "moving_variance", [input.Shape.Features], "Ones") { IsTrained = false, RoomBehind = 1 };

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => null;

    public override IReadOnlyList<Parameter> Parameters => [.. new[] { Scale, Offset }.OfType<Parameter>(), Mean, Variance];

    public override bool GradientReadsInputs => true;

    public override bool AddsInputGradients => true;

    public override bool WorksInPlace => true;

    public override IReadOnlyList<OwnBuffer> Buffers => [new(Sums, 4L * InputShape.Features + 1, Lifetime.GradientsOnly)];
}
