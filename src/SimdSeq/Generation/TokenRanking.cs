namespace SimdSeq;

/// <summary>Tokens from likely to unlikely, one at a time: a heap, so that a few of many cost little more than looking at all.</summary>
/// <param name="tokens">Their number.</param>
internal sealed class TokenRanking(int tokens)
{
    private readonly int[] _heap = new int[tokens];
    private int _count;

    /// <summary>Begins with all tokens.</summary>
    public void Begin(ReadOnlySpan<double> probabilities)
    {
        _count = _heap.Length;
        for (int i = 0; i < _count; i++) _heap[i] = i;
        for (int i = _count / 2 - 1; i >= 0; i--) Sink(i, probabilities);
    }

    /// <summary>Takes the likeliest of those that are left, the smallest of several.</summary>
    public int Take(ReadOnlySpan<double> probabilities)
    {
        int first = _heap[0];
        _heap[0] = _heap[--_count];
        Sink(0, probabilities);
        return first;
    }

    private void Sink(int at, ReadOnlySpan<double> probabilities)
    {
        while (2 * at + 1 < _count)
        {
            int child = 2 * at + 1;
            if (child + 1 < _count && IsBefore(_heap[child + 1], _heap[child], probabilities)) child++;
            if (!IsBefore(_heap[child], _heap[at], probabilities)) return;
            (_heap[at], _heap[child]) = (_heap[child], _heap[at]);
            at = child;
        }
    }

    private static bool IsBefore(int a, int b, ReadOnlySpan<double> probabilities) =>
        probabilities[a] > probabilities[b] || (probabilities[a] == probabilities[b] && a < b);
}
