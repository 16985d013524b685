namespace SimdSeq.Kernels;

/// <content>
/// Weights in panels of neighbouring columns. In a large matrix the rows of a few columns lie a page apart and in the same few lines of
/// every cache; in a panel they follow one another, so that the processor fetches them before they are asked for.
/// </content>
public static partial class MatMul
{
    /// <summary>
    /// In place of a weight stride: the weights are in the order of <see cref="PackPanels"/>. The bits are those of the matrix itself.
    /// </summary>
    public const int InPanels = 0;

    /// <summary>Columns of a panel: whole blocks at every vector width.</summary>
    internal const int ColumnsOfPanel = 24;

    /// <summary>Bytes of input rows that stay in the second-level cache while the panels pass.</summary>
    private const int RowBytes = 1 << 17;

    /// <summary>
    /// Copies a matrix into panels of 24 columns: <c>[panel][row][column]</c>, a last one of what is left. The size is that of the matrix.
    /// </summary>
    /// <param name="source">First of the columns, <c>[rows][columns]</c>.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="sourceStride">Values from one row to the next.</param>
    /// <param name="destination">Receives the panels.</param>
    public static void PackPanels<T>(Slab<T> source, int rows, int columns, int sourceStride, Slab<T> destination) where T : unmanaged
    {
        for (int n = 0; n < columns; n += ColumnsOfPanel)
        {
            int width = Math.Min(ColumnsOfPanel, columns - n);
            for (int r = 0; r < rows; r++, destination += width)
                (source + r * sourceStride + n).CopyTo(destination, width);
        }
    }

    /// <summary><see cref="Transpose"/> into the order of <see cref="PackPanels"/>: what a backward pass reads of a large matrix.</summary>
    /// <param name="source">First of the columns, <c>[rows][columns]</c>.</param>
    /// <param name="rows">Rows of the source: columns of the panels.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="sourceStride">Values from one source row to the next.</param>
    /// <param name="destination">Receives the panels; must not overlap the source.</param>
    public static void TransposePanels<T>(Slab<T> source, int rows, int columns, int sourceStride, Slab<T> destination) where T : unmanaged
    {
        for (int r = 0; r < rows; r += ColumnsOfPanel)
        {
            int width = Math.Min(ColumnsOfPanel, rows - r);
            Transpose(source + r * sourceStride, width, columns, sourceStride, destination + r * columns, width);
        }
    }

    private static void MultiplyPanels<V, T, TStart>(
        Slab<T> x, int xStride, Slab<T> weights, Slab<T> bias, Slab<T> y, int yStride, int rows, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        int together = Math.Max(1, RowBytes / (64 * inputs));
        for (int r = 0; r < rows; r += together)
        {
            for (int n = 0; n < outputs; n += ColumnsOfPanel)
            {
                int width = Math.Min(ColumnsOfPanel, outputs - n);
                MultiplyAlone<V, T, TStart>(
                    x + r * xStride * Tile<T>.Lanes, xStride, weights + n * inputs, width, bias + n,
                    y + (r * yStride + n) * Tile<T>.Lanes, yStride, Math.Min(together, rows - r), inputs, width);
            }
        }
    }
}
