namespace SimdSeq.Kernels;

/// <content>
/// Gradients of the parameters where a vector holds a part of the tile: the inputs go by in panels, and each group of four columns of d is
/// copied once for all the inputs of a panel.
/// </content>
public static partial class WeightGradient
{
    /// <summary>Rows that are copied together: a part of four columns of d stays in L1 while all inputs of a panel pass.</summary>
    private const int SplitRows = 128;

    /// <summary>Inputs of a panel, at most: whole blocks of 3 and of 2.</summary>
    private const int SplitInputs = 48;

    /// <summary>The same where the sums come back for every run of rows, and share the cache with the copy.</summary>
    private const int SplitInputsOfManyRows = 33;

    /// <summary>Tiles of a panel's copy, at most: they stay in the second-level cache while the columns pass.</summary>
    private const int SplitTiles = 45 * SplitRows;

    /// <summary>Columns whose sums are kept from one run of rows to the next.</summary>
    private const int SplitColumns = 128;

    private const int ColumnsOfBlock = 4;

    /// <summary>
    /// Values of the memory that <see cref="Accumulate"/> works in: copies of the inputs and of d, and sums. Vectors that hold a whole tile
    /// need none.
    /// </summary>
    internal static int Scratch<T>() where T : unmanaged =>
        (SplitTiles + ColumnsOfBlock * SplitRows + (SplitInputs + 1) * SplitColumns) * Tile<T>.Lanes;

    private static void SplitGradients<V, T>(Slab<T> d, int dStride, int rows, ReadOnlySpan<GradientSum<T>> sums, Slab<T> scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int columns = 0;
        foreach (ref readonly GradientSum<T> sum in sums)
            columns = Math.Max(columns, sum.EndColumn);
        Span<PanelPart> parts = stackalloc PanelPart[sums.Length];
        int most = rows > SplitRows ? SplitInputsOfManyRows : Math.Min(SplitInputs, SplitTiles / rows);
        scoped var panel = new SplitPanel<T>(d, dStride, rows, sums, scratch) { IsFirst = true };
        for (PanelPart next = default; ; panel.IsFirst = false)
        {
            panel.Parts = parts[..TakePanel(sums, ref next, most, parts)];
            if (panel.Parts.IsEmpty && !panel.IsFirst)
                return;
            for (int n = 0; n < columns; n += SplitColumns)
            {
                panel.Column = n;
                panel.Columns = Math.Min(SplitColumns, columns - n);
                SumPanel<V, T>(panel);
                AddSums(panel);
            }
        }
    }

    /// <summary>The next inputs, of which <paramref name="next"/> is the first.</summary>
    private static int TakePanel<T>(ReadOnlySpan<GradientSum<T>> sums, ref PanelPart next, int most, Span<PanelPart> parts)
        where T : unmanaged
    {
        int count = 0, taken = 0;
        while (next.Sum < sums.Length && taken < most)
        {
            ref readonly GradientSum<T> sum = ref sums[next.Sum];
            bool isTaken = next.Sum > 0 && sum.HasSameInput(sums[next.Sum - 1]);
            if (sum.IsOfBias || isTaken)
            {
                next.Sum++;
                continue;
            }

            // An input that a panel can hold is not cut.
            if (taken + sum.Inputs > most && sum.Inputs <= most)
                break;
            int inputs = Math.Min(most - taken, sum.Inputs - next.Input);
            parts[count++] = next with { Inputs = inputs, Start = taken };
            taken += inputs;
            next.Input += inputs;
            if (next.Input == sum.Inputs)
                next = new PanelPart { Sum = next.Sum + 1 };
        }
        return count;
    }

    /// <summary>Lane sums of a panel over all rows: <c>[input][column][lane]</c>.</summary>
    private static void SumPanel<V, T>(in SplitPanel<T> panel)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        // The inputs are copied already where they all fit.
        bool areCopied = panel.Column > 0 && panel.Rows <= SplitRows;
        panel.BiasSums.Clear(panel.Columns * Tile<T>.Lanes);
        for (int r = 0; r < panel.Rows; r += SplitRows)
        {
            int count = Math.Min(SplitRows, panel.Rows - r);
            for (int i = 0; i < panel.Parts.Length && !areCopied; i++)
                CopyInputs<V, T>(panel, i, r, count);
            for (int n = panel.Column, width; n < panel.EndColumn; n += width)
            {
                width = panel.ColumnsOfGroup(n);
                SumGroup<V, T>(panel, r, count, n, width);
            }
        }
    }

    private static void CopyInputs<V, T>(in SplitPanel<T> panel, int index, int row, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        PanelPart part = panel.Parts[index];
        ref readonly GradientSum<T> sum = ref panel.Sums[part.Sum];
        Slab<T> x = sum.X + (row * sum.XStride + part.Input) * Tile<T>.Lanes, copy = panel.CopyOfInputs + part.Start * rows * Tile<T>.Lanes;
        for (int k = 0; k < part.Inputs; k += InputsOfBlock(part.Inputs - k))
        {
            CopyParts<V, T, WithoutRowSums>(
                x + k * Tile<T>.Lanes, sum.XStride, copy + k * rows * Tile<T>.Lanes, rows, InputsOfBlock(part.Inputs - k), default);
        }
    }

    /// <summary>A few columns with all inputs of a panel that they belong to.</summary>
    private static void SumGroup<V, T>(in SplitPanel<T> panel, int row, int rows, int column, int width)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        bool isCopied = panel.IsFirst && panel.IsSummed(column, with: default);
        Slab<T> d = panel.D + (row * panel.DStride + column) * Tile<T>.Lanes;
        int place = (column - panel.Column) * Tile<T>.Lanes;
        if (isCopied)
            CopyParts<V, T, WithRowSums>(d, panel.DStride, panel.CopyOfD, rows, width, panel.BiasSums + place);
        foreach (PanelPart part in panel.Parts)
        {
            if (!panel.IsSummed(column, with: panel.Sums[part.Sum]))
                continue;
            if (!isCopied)
                CopyParts<V, T, WithoutRowSums>(d, panel.DStride, panel.CopyOfD, rows, width, default);
            isCopied = true;
            int sumStride = panel.Columns * Tile<T>.Lanes;
            Slab<T> x = panel.CopyOfInputs + part.Start * rows * Tile<T>.Lanes, sums = panel.LaneSums + part.Start * sumStride + place;
            if (row == 0)
                SplitBlocks<V, T, FromZero>(x, panel.CopyOfD, sums, sumStride, rows, part.Inputs, width);
            else
                SplitBlocks<V, T, FromOutput>(x, panel.CopyOfD, sums, sumStride, rows, part.Inputs, width);
        }
    }

    /// <summary>The sums over the lanes, to the gradients.</summary>
    private static void AddSums<T>(in SplitPanel<T> panel) where T : unmanaged
    {
        for (int i = 0; i < panel.Sums.Length; i++)
        {
            ref readonly GradientSum<T> sum = ref panel.Sums[i];
            int from = Math.Max(sum.Column, panel.Column), count = Math.Min(sum.EndColumn, panel.EndColumn) - from;
            if (count <= 0)
                continue;
            Slab<T> gradient = sum.Gradient + (from - sum.Column);
            int place = (from - panel.Column) * Tile<T>.Lanes;
            if (sum.IsOfBias && panel.IsFirst)
                AddLanes(panel.BiasSums + place, gradient, count);
            foreach (PanelPart part in panel.Parts)
            {
                if (sum.IsOfBias || !sum.HasSameInput(panel.Sums[part.Sum]))
                    continue;
                Slab<T> sums = panel.LaneSums + part.Start * panel.Columns * Tile<T>.Lanes + place;
                if (panel.Columns == 1 && sum.GradientStride == 1)
                {
                    AddLanes(sums, gradient + part.Input, part.Inputs);
                    continue;
                }
                for (int k = 0; k < part.Inputs; k++)
                    AddLanes(sums + k * panel.Columns * Tile<T>.Lanes, gradient + (part.Input + k) * sum.GradientStride, count);
            }
        }
    }

    private static unsafe void AddLanes<T>(Slab<T> sums, Slab<T> gradient, int count) where T : unmanaged =>
        LaneSum.Add(sums.Address, gradient.Address, count);
}
