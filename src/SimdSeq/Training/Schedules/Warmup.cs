namespace SimdSeq;

/// <summary>
/// From 0 in a straight line to the first rate of another schedule, which then begins: <c>then(0) · step / steps</c>, and <c>then(step -
/// steps)</c> from step <c>steps</c> on. The very first step has rate 0, as in Keras.
/// </summary>
/// <param name="steps">Steps of the line.</param>
/// <param name="then">What comes after it; a number is a rate that stays.</param>
public sealed class Warmup(int steps, LearningRate then) : LearningRate
{
    private readonly int _steps = Steps(steps, nameof(steps));
    private readonly LearningRate _then = then ?? throw new ArgumentNullException(nameof(then));

    /// <inheritdoc/>
    public override double At(long step) => step < _steps ? _then.At(0) * step / _steps : _then.At(step - _steps);
}
