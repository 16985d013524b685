using System.Numerics;

namespace SimdSeq.Datasets;

/// <summary>
/// The order in which a dictionary of Python 2 (64 bits, hashes not randomised) yields its keys. Keras's word index was made there, by a
/// stable sort of such a dictionary by frequency: so this order decides between words of equal frequency, and with it every id is the
/// same.
/// </summary>
/// <remarks>
/// A table of <c>2^k</c> slots; key with hash <c>h</c> tries the slots <c>i mod 2^k</c> from <c>i = h</c> on by
/// <c>i = 5 i + p + 1</c>, <c>p = h, h / 32, h / 1024, ...</c>. At two thirds full the table grows beyond four times its keys (twice,
/// above 50,000) and takes the keys in slot order. See Python 2.7's <c>Objects/dictnotes.txt</c> and <c>dictobject.c</c>.
/// </remarks>
internal sealed class PythonDictionary
{
    private const int ManyKeys = 50_000;
    private const int Empty = -1;

    private readonly List<ulong> _hashes = [];
    private int[] _slots = NewSlots(8);

    /// <summary>Takes the next key, one that is not there yet; keys are numbered from 0.</summary>
    /// <param name="word">The key's bytes, a character each.</param>
    public void Add(string word)
    {
        _hashes.Add(Hash(word));
        Place(_hashes.Count - 1);
        int used = _hashes.Count;
        if (used * 3L >= _slots.Length * 2L) Grow(used * (used > ManyKeys ? 2L : 4L));
    }

    /// <summary>The keys' numbers in the order of their slots.</summary>
    public int[] Order() => [.. _slots.Where(key => key != Empty)];

    /// <summary>The hash of a byte string in Python 2 on 64 bits.</summary>
    internal static ulong Hash(string word)
    {
        if (word.Length == 0) return 0;
        ulong hash = (ulong)word[0] << 7;
        foreach (char c in word) hash = (1000003 * hash) ^ c;
        hash ^= (ulong)word.Length;
        return hash == ulong.MaxValue ? hash - 1 : hash; // -1 means an error there
    }

    private void Place(int key)
    {
        ulong mask = (ulong)_slots.Length - 1, hash = _hashes[key];
        ulong i = hash;
        for (ulong perturb = hash; _slots[i & mask] != Empty; perturb >>= 5) i = 5 * i + perturb + 1;
        _slots[i & mask] = key;
    }

    private void Grow(long beyond)
    {
        int[] old = _slots;
        _slots = NewSlots((int)BitOperations.RoundUpToPowerOf2((ulong)beyond + 1));
        foreach (int key in old)
        {
            if (key != Empty) Place(key);
        }
    }

    private static int[] NewSlots(int count)
    {
        var slots = new int[count];
        slots.AsSpan().Fill(Empty);
        return slots;
    }
}
