using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>In training, a random share of the values dropped.</summary>
internal sealed class Dropout(string name, string declared, Value input, double rate) : Operation(name, declared, [input], input.Shape)
{
    /// <summary>The mask, a factor for every value.</summary>
    public const string Mask = "DropoutMask";

    public double Rate { get; } = rate;

    public override bool PassesInStream(bool isMasked) => true;

    public override IReadOnlyList<OwnBuffer> Buffers => [new(Mask, (long)OutputShape.Rows * OutputShape.Features, Lifetime.UntilGradients)];
}
