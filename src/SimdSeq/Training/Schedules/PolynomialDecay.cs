namespace SimdSeq;

/// <summary>
/// Down to another rate along a power, as in Keras: <c>(rate - end) · (1 - s / n)^power + end</c> with n = steps and s = min(step, n). With
/// cycles, n is instead the least multiple of the steps that is not below the step.
/// </summary>
/// <param name="rate">Rate at first.</param>
/// <param name="steps">Steps until the end.</param>
/// <param name="end">Rate at the end, at least 0.</param>
/// <param name="power">The power, above 0; 1 is a straight line.</param>
/// <param name="cycle">Whether it begins anew after the end, from a lower rate and over more steps each time.</param>
public sealed class PolynomialDecay(double rate, int steps, double end = 0.0001, double power = 1, bool cycle = false) : LearningRate
{
    private readonly double _rate = Positive(rate, nameof(rate));
    private readonly int _steps = Steps(steps, nameof(steps));
    private readonly double _end = end is >= 0 and < double.PositiveInfinity
        ? end
        : throw new ArgumentOutOfRangeException(nameof(end), FormattableString.Invariant($"end must be at least 0 and finite; got {end}."));

    private readonly double _power = power is > 0 and < double.PositiveInfinity
        ? power
        : throw new ArgumentOutOfRangeException(
            nameof(power), FormattableString.Invariant($"power must be above 0 and finite; got {power}."));

    /// <inheritdoc/>
    public override double At(long step)
    {
        double cycles = cycle ? Math.Max(1, Math.Ceiling((double)step / _steps)) : 1, all = _steps * cycles;
        return (_rate - _end) * Math.Pow(1 - Math.Min(step, all) / all, _power) + _end;
    }
}
