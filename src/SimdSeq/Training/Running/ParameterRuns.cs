using System.Runtime.InteropServices;

namespace SimdSeq;

/// <summary>
/// What a step works on: runs of the parameter vector, put together to ranges of about equal length, which the threads share. Without
/// touched rows it is the whole vector, but for parameters that the gradient does not move. The ranges depend on the batch alone.
/// </summary>
internal sealed class ParameterRuns
{
    private readonly int _rangeLength;
    private readonly int _length;
    private readonly TouchedRows? _touched;
    private readonly (int Start, int End)[] _gaps;
    private readonly List<(int Start, int Length)> _runs = [];
    private readonly List<int> _ends = [];
    private int _inRange;

    /// <summary>Makes room for the whole vector and for every other row alone, so that no step allocates.</summary>
    /// <param name="length">Length of the vector.</param>
    /// <param name="rangeLength">Values of a range.</param>
    /// <param name="touched">The rows of a table that a batch has looked up; null: there is no such table.</param>
    /// <param name="gaps">What it does not work on, in order.</param>
    public ParameterRuns(int length, int rangeLength, TouchedRows? touched, params (int Start, int End)[] gaps)
    {
        _gaps = gaps;
        _length = length;
        _rangeLength = rangeLength;
        _touched = touched;
        int rows = touched?.Table.Shape[0] ?? 0, ranges = length / rangeLength + 3 + gaps.Length;
        _runs.EnsureCapacity(ranges + rows / 2 + 1);
        _ends.EnsureCapacity(ranges + rows / 2 + 1);
        Find();
    }

    /// <summary>How many ranges there are.</summary>
    public int Ranges => _ends.Count;

    /// <summary>The most ranges that there can be.</summary>
    public int MostRanges => _ends.Capacity;

    /// <summary>The runs of a range.</summary>
    public ReadOnlySpan<(int Start, int Length)> this[int range] =>
        CollectionsMarshal.AsSpan(_runs)[(range == 0 ? 0 : _ends[range - 1]).._ends[range]];

    /// <summary>Finds the runs of a batch, of which <see cref="TouchedRows.Merge"/> has the rows.</summary>
    public void Find()
    {
        if (_touched is null && _runs.Count > 0) return;
        _runs.Clear();
        _ends.Clear();
        _inRange = 0;
        if (_touched is null)
        {
            AddBetweenGaps(0, _length);
        }
        else
        {
            AddBetweenGaps(0, _touched.Table.Offset);
            foreach (var (start, length) in _touched.Runs(_touched.Of(0))) Add(start, length, _touched.Width);
            int end = _touched.Table.Offset + _touched.Table.Length;
            AddBetweenGaps(end, _length);
        }

        if (_inRange > 0) _ends.Add(_runs.Count);
    }

    private void AddBetweenGaps(int start, int end)
    {
        foreach (var gap in _gaps)
        {
            if (gap.Start < start || gap.End > end) continue;
            Add(start, gap.Start - start, unit: 1);
            start = gap.End;
        }

        Add(start, end - start, unit: 1);
    }

    // Ranges end between units, which one thread does.
    private void Add(int start, int length, int unit)
    {
        while (length > 0)
        {
            int count = Math.Min(length, Math.Max(1, (_rangeLength - _inRange) / unit) * unit);
            _runs.Add((start, count));
            (start, length, _inRange) = (start + count, length - count, _inRange + count);
            if (_inRange < _rangeLength) continue;
            _ends.Add(_runs.Count);
            _inRange = 0;
        }
    }
}
