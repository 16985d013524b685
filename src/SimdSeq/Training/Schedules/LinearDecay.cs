namespace SimdSeq;

/// <summary>
/// In a straight line down to a share of the rate: <c>rate · (1 - (1 - α) s / steps)</c> with s = min(step, steps).
/// </summary>
/// <param name="rate">Rate at first.</param>
/// <param name="steps">Steps until the lowest rate, which then stays.</param>
/// <param name="alpha">α, the lowest rate as a share of the first, in [0, 1].</param>
public sealed class LinearDecay(double rate, int steps, double alpha = 0) : LearningRate
{
    private readonly double _rate = Positive(rate, nameof(rate));
    private readonly int _steps = Steps(steps, nameof(steps));
    private readonly double _alpha = alpha is >= 0 and <= 1
        ? alpha
        : throw new ArgumentOutOfRangeException(nameof(alpha), $"alpha must be in [0, 1]; got {alpha}.");

    /// <inheritdoc/>
    public override double At(long step) => _rate * (1 - (1 - _alpha) * Math.Min(step, _steps) / _steps);
}
