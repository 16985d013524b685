namespace SimdSeq;

/// <summary>Targets that are a little less sure (Szegedy et al. 2016).</summary>
internal static class LabelSmoothing
{
    public static double Checked(double smoothing) => smoothing is >= 0 and < 1
        ? smoothing
        : throw new ArgumentOutOfRangeException(
            "labelSmoothing", FormattableString.Invariant($"labelSmoothing must be in [0, 1); got {smoothing}."));

    /// <summary>A target of K classes: <c>(1 - ε) t + ε / K</c>.</summary>
    public static double Of(double target, double smoothing, int classes = 2) =>
        smoothing == 0 ? target : (1 - smoothing) * target + smoothing / classes;
}
