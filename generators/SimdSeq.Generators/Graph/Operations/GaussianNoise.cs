using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>In training, a random number added to every value: <c>y = x + deviation·z</c>, z of the standard normal distribution.</summary>
internal sealed class GaussianNoise(string name, string declared, Value input, double deviation)
    : Operation(name, declared, [input], input.Shape)
{
    /// <summary>The standard deviation of the noise.</summary>
    public double Deviation { get; } = deviation;

    // In training the values leave whatever range the layer before them has.
    public override string? AnswersOf(IReadOnlyList<string?> inputs) => null;

    public override bool PassesInStream(bool isMasked) => true;
}
