namespace SimdSeq;

/// <summary>
/// <see cref="CosineDecay"/> that begins anew (Loshchilov and Hutter 2017), as in Keras: <c>rate · ((1 - α) f (1 + cos(π s / n)) / 2 +
/// α)</c> s steps into a period of n; after each, n becomes <c>tMul</c> and f, at first 1, <c>mMul</c> times what it was.
/// </summary>
/// <param name="rate">Rate at first.</param>
/// <param name="firstSteps">Steps of the first period.</param>
/// <param name="tMul">At least 1.</param>
/// <param name="mMul">Above 0.</param>
/// <param name="alpha">α, the lowest rate as a share of the first, in [0, 1].</param>
public sealed class CosineDecayRestarts(double rate, int firstSteps, double tMul = 2, double mMul = 1, double alpha = 0) : LearningRate
{
    private readonly double _rate = Positive(rate, nameof(rate));
    private readonly int _firstSteps = Steps(firstSteps, nameof(firstSteps));
    private readonly double _tMul = tMul is >= 1 and < double.PositiveInfinity
        ? tMul
        : throw new ArgumentOutOfRangeException(
            nameof(tMul), FormattableString.Invariant($"tMul must be at least 1 and finite; got {tMul}."));

    private readonly double _mMul = mMul is > 0 and < double.PositiveInfinity
        ? mMul
        : throw new ArgumentOutOfRangeException(nameof(mMul), FormattableString.Invariant($"mMul must be above 0 and finite; got {mMul}."));

    private readonly double _alpha = alpha is >= 0 and <= 1
        ? alpha
        : throw new ArgumentOutOfRangeException(nameof(alpha), FormattableString.Invariant($"alpha must be in [0, 1]; got {alpha}."));

    /// <inheritdoc/>
    public override double At(long step)
    {
        double at = step, period = _firstSteps, factor = 1;
        if (_tMul == 1)
        {
            factor = Math.Pow(_mMul, step / _firstSteps);
            at = step % _firstSteps;
        }

        while (at >= period)
        {
            at -= period;
            period *= _tMul;
            factor *= _mMul;
        }

        return _rate * ((1 - _alpha) * factor * 0.5 * (1 + Math.Cos(Math.PI * at / period)) + _alpha);
    }
}
