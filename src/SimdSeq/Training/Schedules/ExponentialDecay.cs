namespace SimdSeq;

/// <summary>
/// <c>rate · factor^(step / steps)</c>, as in Keras; as a staircase the quotient is rounded down, which is <see cref="StepDecay"/>.
/// </summary>
/// <param name="rate">Rate at first.</param>
/// <param name="steps">Steps in which the rate becomes <paramref name="factor"/> times what it was.</param>
/// <param name="factor">Keras's <c>decay_rate</c>, in (0, 1].</param>
/// <param name="staircase">Whether the rate stays between two multiples of the steps.</param>
public sealed class ExponentialDecay(double rate, int steps, double factor, bool staircase = false) : LearningRate
{
    private readonly double _rate = Positive(rate, nameof(rate));
    private readonly int _steps = Steps(steps, nameof(steps));
    private readonly double _factor = factor is > 0 and <= 1
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), FormattableString.Invariant($"factor must be in (0, 1]; got {factor}."));

    /// <inheritdoc/>
    public override double At(long step) => _rate * Math.Pow(_factor, staircase ? step / _steps : (double)step / _steps);
}
