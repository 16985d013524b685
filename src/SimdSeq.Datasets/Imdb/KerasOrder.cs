namespace SimdSeq.Datasets;

/// <summary>
/// The order in which Keras serves the reviews: <c>numpy.random.RandomState(113).shuffle</c>, for the training reviews first and then, with
/// the same generator, for the test reviews. That is Fisher and Yates's shuffle on the 32-bit Mersenne Twister (Matsumoto, Nishimura 1998).
/// </summary>
internal sealed class KerasOrder
{
    private const uint Seed = 113;
    private const int Words = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Words];
    private int _next = Words;

    public KerasOrder()
    {
        _state[0] = Seed;
        for (uint i = 1; i < Words; i++) _state[i] = 1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30)) + i;
    }

    /// <summary>The next order of so many rows: row <c>r</c> is number <c>order[r]</c>.</summary>
    public int[] Shuffle(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = UpTo(i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>One of <c>0..largest</c>: as many low bits as the largest has, drawn again until they fit.</summary>
    private int UpTo(int largest)
    {
        uint mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount((uint)largest);
        while (true)
        {
            uint drawn = Draw() & mask;
            if (drawn <= largest) return (int)drawn;
        }
    }

    private uint Draw()
    {
        if (_next == Words) Twist();
        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (int i = 0; i < Words; i++)
        {
            uint y = (_state[i] & 0x80000000) | (_state[(i + 1) % Words] & 0x7FFFFFFF);
            _state[i] = _state[(i + Middle) % Words] ^ (y >> 1) ^ ((y & 1) * 0x9908B0DF);
        }

        _next = 0;
    }
}
