using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>The features of each head turned in pairs, by angles that grow with the number of the step.</summary>
internal sealed class Rotary(string name, string declared, Value input, int features)
    : Operation(name, declared, [input], input.Shape)
{
    /// <summary>In a stream, the number of the next step.</summary>
    public const string Position = "Position";

    /// <summary>In a stream, the sines and cosines of a step.</summary>
    public const string Angles = "Angles";

    /// <summary>Features of a head.</summary>
    public int Features { get; } = features;

    public int Heads => InputShape.Features / Features;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => null;

    public override bool AddsInputGradients => true;

    public override bool WorksInPlace => true;

    public override bool ReadsWholeVectors => false;

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers => [(Position, 2), (Angles, Features)];
}
