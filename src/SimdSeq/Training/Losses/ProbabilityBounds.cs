using System.Numerics;

namespace SimdSeq;

/// <summary>
/// Where probabilities are clipped, as in Keras: <c>[ε, 1 - ε]</c> with ε = 1e-7, both bounds rounded to the model's precision. In
/// <see cref="float"/> the upper one is 1 - 2^-23 = 0.99999988, since 0.9999999 lies between two values; so a wrong answer of 1 costs
/// -log 2^-23 = 15.942 there, and 16.118 in <see cref="double"/>.
/// </summary>
internal static class ProbabilityBounds<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Epsilon = 1e-7;

    public static T Low => T.CreateTruncating(Epsilon);

    public static T High => T.CreateTruncating(1 - Epsilon);

    /// <summary>The nearest value within the bounds; not a number stays.</summary>
    public static T Clip(T probability) => probability < Low ? Low : probability > High ? High : probability;
}
