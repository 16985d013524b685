using System.ComponentModel;

namespace SimdSeq.Kernels;

/// <summary>
/// Which rows a pooled row is made of: <c>t * stride - before</c> and the <c>size - 1</c> after it, as far as they exist.
/// </summary>
/// <param name="Size">Rows of a window.</param>
/// <param name="Stride">Rows from one window to the next.</param>
/// <param name="Before">How many rows the first window begins before the first row.</param>
/// <param name="InputRows">Rows that there are.</param>
/// <param name="OutputRows">Windows.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PoolWindow(int Size, int Stride, int Before, int InputRows, int OutputRows)
{
    internal int First(int row) => Math.Max(0, row * Stride - Before);

    internal int End(int row) => Math.Min(InputRows, row * Stride - Before + Size);
}
