using System.ComponentModel;

namespace SimdSeq.Kernels;

/// <summary>
/// A sequence of random numbers from <see cref="Philox"/>, for initial weights. The seed is the key; the stream number is the upper half of
/// the counter, so streams of one seed never overlap.
/// </summary>
/// <param name="seed">Seed.</param>
/// <param name="stream">Number of the stream, for instance of the parameter.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct PhiloxStream(long seed, long stream)
{
    private ulong _counter;
    private ulong _spareBits;
    private bool _hasSpareBits;
    private double _spareNormal;
    private bool _hasSpareNormal;

    /// <summary>The next number of a uniform distribution over [0, 1), a multiple of 2^-53.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next number of the normal distribution with mean 0 and variance 1 (Box and Muller 1958).</summary>
    public double NextNormal()
    {
        if (_hasSpareNormal)
        {
            _hasSpareNormal = false;
            return _spareNormal;
        }

        // 1 - u lies in (0, 1], where the logarithm is finite.
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextUniform()));
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * NextUniform());
        _spareNormal = radius * sine;
        _hasSpareNormal = true;
        return radius * cosine;
    }

    private ulong NextBits()
    {
        if (_hasSpareBits)
        {
            _hasSpareBits = false;
            return _spareBits;
        }

        (uint r0, uint r1, uint r2, uint r3) = Philox.Generate(
            (uint)_counter, (uint)(_counter >> 32), (uint)stream, (uint)(stream >> 32), (uint)seed, (uint)(seed >> 32));
        _counter++;
        _spareBits = ((ulong)r3 << 32) | r2;
        _hasSpareBits = true;
        return ((ulong)r1 << 32) | r0;
    }
}
