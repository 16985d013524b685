using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>In training, a random share of the values dropped.</summary>
internal sealed class Dropout(string name, string declared, Value input, double rate, bool isSpatial = false)
    : Operation(name, declared, [input], input.Shape)
{
    /// <summary>The mask, a factor for every value.</summary>
    public const string Mask = "DropoutMask";

    public double Rate { get; } = rate;

    /// <summary>Whether a feature is dropped at all steps or at none.</summary>
    public bool IsSpatial { get; } = isSpatial;

    /// <summary>Values of the mask, for one sample.</summary>
    public long MaskValues => IsSpatial ? OutputShape.Features : OutputShape.Values;

    public override bool IsRowByRow => true;

    public override bool PassesInStream(bool isMasked) => true;

    public override IReadOnlyList<OwnBuffer> Buffers => [new(Mask, MaskValues, Lifetime.UntilGradients)];
}
