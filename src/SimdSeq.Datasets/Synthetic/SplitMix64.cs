namespace SimdSeq.Datasets;

/// <summary>The SplitMix64 generator (Steele, Lea, Flood 2014): the same sequence for a seed in every version of .NET.</summary>
internal sealed class SplitMix64(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => ToUniform(Next());

    /// <summary>One of <c>0..count - 1</c>, by the upper half of a product of 64 x 32 bits: no floating point, no bias that
    /// shows.</summary>
    public int Below(int count) => ToBelow(Next(), count);

    /// <summary>True in <paramref name="percent"/> of a hundred cases.</summary>
    public bool Happens(int percent) => Below(100) < percent;

    /// <summary>The seed of the stream with a number: streams of neighbouring numbers have nothing in common.</summary>
    public static ulong Keyed(ulong seed, ulong number) => Mix(Mix(seed + Golden) + number);

    /// <summary>What <see cref="Uniform()"/> gives as the draw with that number, from 0, without those before it.</summary>
    public static double Uniform(ulong seed, int draw) => ToUniform(At(seed, draw));

    /// <summary>What <see cref="Below(int)"/> gives as the draw with that number, likewise.</summary>
    public static int Below(int count, ulong seed, int draw) => ToBelow(At(seed, draw), count);

    private ulong Next() => Mix(_state += Golden);

    private static ulong At(ulong seed, int draw) => Mix(seed + ((ulong)draw + 1) * Golden);

    private static double ToUniform(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    private static int ToBelow(ulong bits, int count) => (int)Math.BigMul(bits, (ulong)count, out _);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
