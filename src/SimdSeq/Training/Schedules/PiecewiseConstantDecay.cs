namespace SimdSeq;

/// <summary>
/// A rate for each stretch of steps, as in Keras: the first up to and with the first boundary, the next up to and with the second, the last
/// after the last.
/// </summary>
public sealed class PiecewiseConstantDecay : LearningRate
{
    private readonly long[] _boundaries;
    private readonly double[] _rates;

    /// <summary>Its settings.</summary>
    /// <param name="boundaries">The last step of each stretch but the last, rising.</param>
    /// <param name="rates">The rate of each stretch, one more than there are boundaries.</param>
    /// <exception cref="ArgumentException">They do not fit together, or do not rise.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not above 0 and finite.</exception>
    public PiecewiseConstantDecay(ReadOnlySpan<long> boundaries, ReadOnlySpan<double> rates)
    {
        if (rates.Length != boundaries.Length + 1)
            throw new ArgumentException(
                $"{boundaries.Length} boundaries make {boundaries.Length + 1} stretches; got {rates.Length} rates.", nameof(rates));
        for (int i = 1; i < boundaries.Length; i++)
        {
            if (boundaries[i] <= boundaries[i - 1])
                throw new ArgumentException($"Boundaries rise; got {boundaries[i]} after {boundaries[i - 1]}.", nameof(boundaries));
        }

        foreach (double rate in rates) Positive(rate, nameof(rates));
        (_boundaries, _rates) = (boundaries.ToArray(), rates.ToArray());
    }

    /// <inheritdoc/>
    public override double At(long step)
    {
        int stretch = 0;
        while (stretch < _boundaries.Length && step > _boundaries[stretch]) stretch++;
        return _rates[stretch];
    }
}
