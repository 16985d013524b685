using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// The endless order in which training meets the samples: one permutation after another, each keyed by the seed and its number, so that
/// every sample comes once before any comes again.
/// </summary>
internal sealed class SampleOrder
{
    // Parameters draw their first values from streams 0, 1, 2, ... of what may be the same seed, and dropout masks lie below this bit too.
    private const long FirstStream = 1L << 62;

    private readonly int[] _permutation;
    private readonly long _seed;
    private readonly bool _shuffle;
    private int _next;
    private long _pass = -1;

    public SampleOrder(int count, bool shuffle, long seed)
    {
        _permutation = new int[count];
        for (int i = 0; i < count; i++) _permutation[i] = i;
        _seed = seed;
        _shuffle = shuffle;
        StartPass();
    }

    /// <summary>
    /// The next samples. With <paramref name="acrossPasses"/> the next pass begins where this one ends; else the last batch of a pass is
    /// short.
    /// </summary>
    public int Take(Span<int> samples, bool acrossPasses)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            if (_next == _permutation.Length)
            {
                if (!acrossPasses && i > 0) return i;
                StartPass();
            }

            samples[i] = _permutation[_next++];
        }

        return samples.Length;
    }

    /// <summary>Writes or reads where it is. Read into an order that has just begun, it goes through the passes before.</summary>
    public void Move(StateTransfer state)
    {
        long pass = _pass, next = _next;
        state.Move(ref pass);
        state.Move(ref next);
        while (_pass < pass) StartPass();
        _next = (int)next;
    }

    private void StartPass()
    {
        _next = 0;
        _pass++;
        if (!_shuffle) return;

        // Fisher and Yates (1938), on top of the permutation before.
        var random = new PhiloxStream(_seed, FirstStream + _pass);
        for (int i = _permutation.Length - 1; i > 0; i--)
        {
            int other = (int)(random.NextUniform() * (i + 1));
            (_permutation[i], _permutation[other]) = (_permutation[other], _permutation[i]);
        }
    }
}
