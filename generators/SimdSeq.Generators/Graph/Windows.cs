using System;

namespace SimdSeq.Generators.Graph;

/// <summary>The windows of a convolution or a pooling: window t begins <c>t * Stride - Before</c> rows after the first row.</summary>
/// <param name="Size">Rows that a window reads.</param>
/// <param name="Dilation">Rows from one of them to the next.</param>
/// <param name="Stride">Rows from one window to the next.</param>
/// <param name="Before">How many rows the first window begins before the first row.</param>
/// <param name="Count">Number of windows.</param>
/// <param name="IsWhole">Whether a window needs all its rows, so that it is there when its last row is; otherwise, when the row at its
/// stride is.</param>
internal sealed record Windows(int Size, int Dilation, int Stride, int Before, int Count, bool IsWhole)
{
    /// <summary>Rows from the first to the last that a window reads, both counted.</summary>
    public int Span => SpanOf(Size, Dilation);

    /// <summary>The row of window 0 by which one tells whether a window is there.</summary>
    public int Reference => IsWhole ? Span - 1 : 0;

    /// <summary>Windows of equal rules are there for the same rows; of an empty one, each for the row in its place.</summary>
    public string MaskRule => IsForEveryRow
        ? ""
        : FormattableString.Invariant($"{Count} windows, each {Stride}, of row {Reference}");

    /// <summary>Whether there is a window for every row, which is there when that is.</summary>
    public bool IsForEveryRow => Stride == 1 && Reference == 0;

    /// <summary>How many rows after its own a window reads.</summary>
    public int LookAhead => Math.Max(0, Span - 1 - Before);

    /// <summary>Whether the last window ends with one of the rows that there are: then nothing is padded after them.</summary>
    public bool EndWithin(int rows) => (long)(Count - 1) * Stride - Before + Span <= rows;

    /// <summary>The rows that some windows read, of those that there are.</summary>
    public RowSet RowsRead(RowSet windows, int rows)
    {
        long start = (long)windows.First * Stride - Before, end = (long)windows.Last * Stride - Before + Span - 1;
        int distance = RowSet.GreatestCommonDivisor(Size > 1 ? Dilation : 0, windows.Count > 1 ? windows.Stride * Stride : 0);
        return RowSet.Between(start, end, Math.Max(1, distance), rows);
    }

    /// <summary>Whether all rows that some windows read are found in a set of rows, equally far apart.</summary>
    public bool AreAmong(RowSet rows, RowSet windows) =>
        (Size == 1 || Dilation % rows.Stride == 0) && (windows.Count == 1 || windows.Stride * (long)Stride % rows.Stride == 0)
        && ((long)windows.First * Stride - Before - rows.First) % rows.Stride == 0;

    /// <summary>Some of these windows, counted in rows of a set in which <see cref="AreAmong"/> says they are found.</summary>
    public Windows Among(RowSet rows, RowSet windows) => this with
    {
        Dilation = Size == 1 ? 1 : Dilation / rows.Stride,
        Stride = windows.Count == 1 ? 1 : windows.Stride * Stride / rows.Stride,
        Before = (int)((Before + rows.First - (long)windows.First * Stride) / rows.Stride),
        Count = windows.Count,
    };

    /// <summary>
    /// Rows of a ring that holds what a window reads: a power of two, so that the place of a step is some bits of its number.
    /// </summary>
    public long RingRows
    {
        get
        {
            long rows = 1;
            while (rows < Span) rows *= 2;
            return rows;
        }
    }

    /// <summary>How often a window finds a row, over all windows and the rows of each.</summary>
    /// <param name="rows">Rows that are there.</param>
    public long Meetings(int rows)
    {
        long meetings = 0;
        for (int t = 0; t < Count; t++)
        {
            for (int k = 0; k < Size; k++)
            {
                long row = (long)t * Stride + (long)k * Dilation - Before;
                if (row >= 0 && row < rows) meetings++;
            }
        }

        return meetings;
    }

    /// <summary>Windows without padding, or null when there are not enough rows for one.</summary>
    public static Windows? Valid(int rows, int size, int stride, int dilation = 1)
    {
        long span = SpanOf(size, dilation);
        // Of one row the last is the one at its stride.
        return span > rows ? null : new(size, dilation, stride, 0, (int)((rows - span) / stride + 1), IsWhole: span > 1);
    }

    /// <summary>A window for every stride, centred: half of the missing rows, rounded down, lie before the first.</summary>
    public static Windows Same(int rows, int size, int stride, int dilation = 1)
    {
        int count = (rows - 1) / stride + 1;
        long missing = Math.Max(0, (long)(count - 1) * stride + SpanOf(size, dilation) - rows);
        return new(size, dilation, stride, (int)(missing / 2), count, IsWhole: false);
    }

    /// <summary>A window for every stride, which ends there.</summary>
    public static Windows Causal(int rows, int size, int stride, int dilation = 1) =>
        new(size, dilation, stride, SpanOf(size, dilation) - 1, (rows - 1) / stride + 1, IsWhole: false);

    private static int SpanOf(int size, int dilation) => checked((size - 1) * dilation + 1);
}
