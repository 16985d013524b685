using System.Numerics;

namespace SimdSeq;

/// <summary>
/// Which rows of a looked-up table, an embedding's, hold a gradient in each slot. All others are zero there: a step clears, sums and moves
/// the rows of its batch, however large the table is.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="slots">Slots of gradients.</param>
internal sealed class TouchedRows(ParameterInfo table, int slots)
{
    private const int Word = 64;

    private readonly ulong[][] _slots = [.. Enumerable.Range(0, slots).Select(_ => new ulong[(table.Shape[0] - 1) / Word + 1])];

    /// <summary>The table.</summary>
    public ParameterInfo Table => table;

    /// <summary>Values of a row.</summary>
    public int Width => table.Shape[1];

    /// <summary>The rows that hold a gradient in a slot, a bit each.</summary>
    public ReadOnlySpan<ulong> Of(int slot) => _slots[slot];

    /// <summary>Ids that a tile looks up; each is a row, as the forward pass has made sure.</summary>
    public void Add<T>(int slot, ReadOnlySpan<T> ids) where T : unmanaged, INumberBase<T>
    {
        ulong[] rows = _slots[slot];
        foreach (T value in ids)
        {
            int row = int.CreateTruncating(value);
            rows[row / Word] |= 1UL << (row % Word);
        }
    }

    /// <summary>Makes the rows of a slot zero again, and forgets them.</summary>
    public void Clear<T>(int slot, Span<T> gradient) where T : unmanaged
    {
        foreach (var (start, length) in Runs(_slots[slot])) gradient.Slice(start, length).Clear();
        _slots[slot].AsSpan().Clear();
    }

    /// <summary>
    /// After the gradients are there: the sum over the first slots, which leaves partial sums in them, has the rows of all of them.
    /// </summary>
    public void Merge(int used)
    {
        for (int word = 0; word < _slots[0].Length; word++)
        {
            ulong all = 0;
            for (int slot = 0; slot < used; slot++) all |= _slots[slot][word];
            for (int slot = 0; slot < used; slot++) _slots[slot][word] = all;
        }
    }

    /// <summary>Neighbouring rows together, as places in the parameter vector.</summary>
    public RunEnumerator Runs(ReadOnlySpan<ulong> rows) => new(rows, table.Offset, Width);

    /// <summary>Goes over runs of set bits.</summary>
    public ref struct RunEnumerator(ReadOnlySpan<ulong> rows, int offset, int width)
    {
        private readonly ReadOnlySpan<ulong> _rows = rows;
        private int _next;

        /// <summary>The run: where it starts in the parameter vector, and its values.</summary>
        public (int Start, int Length) Current { get; private set; }

        public readonly RunEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            int first = Find(_next, set: true), end = Find(first, set: false);
            _next = end;
            Current = (offset + first * width, (end - first) * width);
            return end > first;
        }

        private readonly int Find(int row, bool set)
        {
            for (int word = row / Word; word < _rows.Length; word++, row = word * Word)
            {
                ulong bits = (set ? _rows[word] : ~_rows[word]) >> (row % Word);
                if (bits != 0) return row + BitOperations.TrailingZeroCount(bits);
            }

            return _rows.Length * Word;
        }
    }
}
