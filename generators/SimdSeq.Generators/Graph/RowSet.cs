using System;

namespace SimdSeq.Generators.Graph;

/// <summary>Some rows of a sequence, equally far apart.</summary>
/// <param name="First">The first.</param>
/// <param name="Stride">From one to the next; 1 where there is but one.</param>
/// <param name="Count">How many, at least one.</param>
internal readonly record struct RowSet(int First, int Stride, int Count)
{
    public int Last => First + (Count - 1) * Stride;

    public static RowSet All(int rows) => new(0, 1, rows);

    public static RowSet One(int row) => new(row, 1, 1);

    /// <summary>Of the rows <c>start + i * stride</c> those that there are, from one to another.</summary>
    public static RowSet Between(long start, long end, long stride, int rows)
    {
        long before = start < 0 ? (-start + stride - 1) / stride : 0;
        long first = start + before * stride, last = Math.Min(end, rows - 1);
        if (first > last) return One(0);
        int count = (int)((last - first) / stride) + 1;
        return count == 1 ? One((int)first) : new((int)first, (int)stride, count);
    }

    /// <summary>The fewest rows, equally far apart, that hold those of two sets.</summary>
    public RowSet With(RowSet other)
    {
        int first = Math.Min(First, other.First), last = Math.Max(Last, other.Last);
        if (first == last) return this;
        int stride = 0;
        foreach (int distance in new[] { First - first, other.First - first, Count > 1 ? Stride : 0, other.Count > 1 ? other.Stride : 0 })
            stride = GreatestCommonDivisor(stride, distance);
        return new(first, stride, (last - first) / stride + 1);
    }

    /// <summary>The same rows counted from the other end.</summary>
    public RowSet Turned(int rows) => this with { First = rows - 1 - Last };

    public override string ToString() => Count == 1 ? $"row {First}"
        : $"rows {First}{(Stride == 1 ? "" : $", {First + Stride}")} to {Last}";

    public static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
