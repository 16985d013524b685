namespace SimdSeq;

/// <summary><c>rate / (1 + factor · step / steps)</c>, as in Keras; as a staircase the quotient is rounded down.</summary>
/// <param name="rate">Rate at first.</param>
/// <param name="steps">Steps of a unit of time.</param>
/// <param name="factor">Keras's <c>decay_rate</c>, at least 0.</param>
/// <param name="staircase">Whether the rate stays between two multiples of the steps.</param>
public sealed class InverseTimeDecay(double rate, int steps, double factor, bool staircase = false) : LearningRate
{
    private readonly double _rate = Positive(rate, nameof(rate));
    private readonly int _steps = Steps(steps, nameof(steps));
    private readonly double _factor = factor is >= 0 and < double.PositiveInfinity
        ? factor
        : throw new ArgumentOutOfRangeException(
            nameof(factor), FormattableString.Invariant($"factor must be at least 0 and finite; got {factor}."));

    /// <inheritdoc/>
    public override double At(long step) => _rate / (1 + _factor * (staircase ? step / _steps : (double)step / _steps));
}
