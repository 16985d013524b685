namespace SimdSeq;

/// <summary><c>rate · factor^floor(step / every)</c>: Keras's ExponentialDecay as a staircase.</summary>
/// <param name="rate">Rate at first.</param>
/// <param name="factor">What it is multiplied with, in (0, 1].</param>
/// <param name="every">After how many steps.</param>
public sealed class StepDecay(double rate, double factor, int every) : LearningRate
{
    private readonly double _rate = Positive(rate, nameof(rate));
    private readonly int _every = Steps(every, nameof(every));
    private readonly double _factor = factor is > 0 and <= 1
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), $"factor must be in (0, 1]; got {factor}.");

    /// <inheritdoc/>
    public override double At(long step) => _rate * Math.Pow(_factor, step / _every);
}
