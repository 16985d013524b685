namespace SimdSeq;

/// <summary>The length of a step, by the number of the step. A number is a rate that stays.</summary>
public abstract class LearningRate
{
    /// <summary>The rate of a step.</summary>
    /// <param name="step">Steps of the run before it: 0 for the first.</param>
    /// <returns>At least 0 and finite; training stops with an <see cref="InvalidOperationException"/> when it is not.</returns>
    public abstract double At(long step);

    /// <summary>A rate that stays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and finite.</exception>
    public static implicit operator LearningRate(double rate) => new ConstantRate(Positive(rate, "learningRate"));

    /// <inheritdoc/>
    public override string ToString() => GetType().Name;

    private protected static double Positive(double rate, string name) => rate is > 0 and < double.PositiveInfinity
        ? rate
        : throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"The learning rate must be above 0 and finite; got ")
            + FormattableString.Invariant($"{rate}."));

    private protected static int Steps(int steps, string name) =>
        steps >= 1 ? steps : throw new ArgumentOutOfRangeException(name, $"{name} must be at least 1; got {steps}.");
}

/// <summary>A rate that stays.</summary>
internal sealed class ConstantRate(double rate) : LearningRate
{
    public override double At(long step) => rate;

    public override string ToString() => rate.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
