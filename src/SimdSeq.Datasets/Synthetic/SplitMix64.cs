namespace SimdSeq.Datasets;

/// <summary>The SplitMix64 generator (Steele, Lea, Flood 2014): the same sequence for a seed in every version of .NET.</summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>One of <c>0..count - 1</c>, by the upper half of a product of 64 x 32 bits: no floating point, no bias that
    /// shows.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>True in <paramref name="percent"/> of a hundred cases.</summary>
    public bool Happens(int percent) => Below(100) < percent;

    private ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
