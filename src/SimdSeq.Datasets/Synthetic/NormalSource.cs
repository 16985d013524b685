namespace SimdSeq.Datasets;

/// <summary>
/// Normal deviates by Box and Muller from the SplitMix64 generator (Steele, Lea, Flood 2014): the same sequence for a seed in every version
/// of .NET.
/// </summary>
internal sealed class NormalSource(ulong seed)
{
    private ulong _state = seed;
    private double _spare = double.NaN;

    /// <summary>The next deviate, mean 0, variance 1.</summary>
    public double Next()
    {
        if (!double.IsNaN(_spare))
        {
            double spare = _spare;
            _spare = double.NaN;
            return spare;
        }

        double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        (double sin, double cos) = Math.SinCos(2 * Math.PI * Uniform());
        _spare = radius * sin;
        return radius * cos;
    }

    /// <summary>Uniform in [0, 1).</summary>
    private double Uniform()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 11) * (1.0 / (1UL << 53));
    }
}
