namespace SimdSeq.Datasets;

/// <summary>Normal deviates by Box and Muller from <see cref="SplitMix64"/>.</summary>
internal sealed class NormalSource(ulong seed)
{
    private readonly SplitMix64 _random = new(seed);
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

        double radius = Math.Sqrt(-2 * Math.Log(1 - _random.Uniform()));
        (double sin, double cos) = Math.SinCos(2 * Math.PI * _random.Uniform());
        _spare = radius * sin;
        return radius * cos;
    }
}
