namespace SimdSeq;

/// <summary>What the focal losses take.</summary>
internal static class FocalArguments
{
    public static double Gamma(double gamma) => gamma is >= 0 and < double.PositiveInfinity
        ? gamma
        : throw new ArgumentOutOfRangeException(
            nameof(gamma), FormattableString.Invariant($"gamma must be at least 0 and finite; got {gamma}."));

    public static double? Alpha(double? alpha) => alpha is null or (> 0 and <= 1)
        ? alpha
        : throw new ArgumentOutOfRangeException(nameof(alpha), FormattableString.Invariant($"alpha must be in (0, 1]; got {alpha}."));
}
