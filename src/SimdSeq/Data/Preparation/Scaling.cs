namespace SimdSeq.Data;

/// <summary>How the values of a column are prepared for a model.</summary>
public enum Scaling
{
    /// <summary>Not at all: <c>z = x</c>.</summary>
    None,

    /// <summary>Standard scores <c>z = (x - mean) / deviation</c>, with the population deviation of the fitted rows.</summary>
    Standard,

    /// <summary><c>z = (x - smallest) / (largest - smallest)</c>: the fitted rows lie in 0..1.</summary>
    MinMax,

    /// <summary>
    /// Standard scores of the logarithm: <c>z = (log(1 + x) - mean) / deviation</c>, both measured on the logarithms. For values above -1
    /// that span several orders of magnitude, such as counts and prices.
    /// </summary>
    Log,

    /// <summary>
    /// Standard scores by the mean and the population deviation of each window's own input: every window is a series of its own, and the
    /// answers come back at its level. For many series of different size that one model forecasts. A stream has no window and cannot.
    /// </summary>
    PerWindow,
}
