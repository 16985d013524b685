namespace SimdSeq.Kernels;

/// <content>
/// Gradients of the parameters: the inputs go by in panels, and each group of a few columns of d is copied once for all the inputs of a
/// panel. Rows lie far apart, often in the same few lines of the first-level cache: the copies do not.
/// </content>
public static partial class WeightGradient
{
    /// <summary>Values of the memory that <see cref="Accumulate"/> works in, at any vector width.</summary>
    internal static int Scratch<T>() where T : unmanaged =>
        Math.Max(PanelSize.OfWholeTiles.ScratchTiles, PanelSize.OfParts.ScratchTiles) * Tile<T>.Lanes;

    // Blocks of whole tiles are of four inputs, those of parts of three; none is of one that could be of two, as it would wait for its
    // sums.
    private static int InputsOfBlock<V, T>(int left)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (V.Count < Tile<T>.Lanes)
            return left is 2 or 4 ? 2 : Math.Min(3, left);
        return left is 5 or 6 ? 3 : Math.Min(4, left);
    }

    private static void SumPanels<V, T>(Slab<T> d, int dStride, int rows, ReadOnlySpan<GradientSum<T>> sums, Slab<T> scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int columns = 0;
        foreach (ref readonly GradientSum<T> sum in sums)
            columns = Math.Max(columns, sum.EndColumn);
        Span<PanelPart> parts = stackalloc PanelPart[sums.Length];
        PanelSize size = V.Count == Tile<T>.Lanes ? PanelSize.OfWholeTiles : PanelSize.OfParts;
        int most = rows > size.Rows ? size.InputsOfManyRows : Math.Min(size.Inputs, size.TilesOfInputs / rows);
        scoped var panel = new Panel<T>(size, d, dStride, rows, sums, scratch) { IsFirst = true };
        for (PanelPart next = default; ; panel.IsFirst = false)
        {
            panel.Parts = parts[..TakePanel(sums, ref next, most, parts)];
            if (panel.Parts.IsEmpty && !panel.IsFirst)
                return;
            for (int n = 0; n < columns; n += size.Columns)
            {
                panel.Column = n;
                panel.Columns = Math.Min(size.Columns, columns - n);
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
    private static void SumPanel<V, T>(in Panel<T> panel)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        // The inputs are copied already where they all fit.
        bool areCopied = panel.Column > 0 && panel.Rows <= panel.Size.Rows;
        panel.BiasSums.Clear(panel.Columns * Tile<T>.Lanes);
        int runs = (panel.Rows + panel.Size.Rows - 1) / panel.Size.Rows;
        for (int r = 0, count; r < panel.Rows; r += count, runs--)
        {
            count = (panel.Rows - r) / runs;
            for (int i = 0; i < panel.Parts.Length && !areCopied; i++)
                CopyInputs<V, T>(panel, i, r, count);
            for (int n = panel.Column, width; n < panel.EndColumn; n += width)
            {
                width = panel.ColumnsOfGroup(n);
                SumGroup<V, T>(panel, r, count, n, width);
            }
        }
    }

    private static void CopyInputs<V, T>(in Panel<T> panel, int index, int row, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        PanelPart part = panel.Parts[index];
        ref readonly GradientSum<T> sum = ref panel.Sums[part.Sum];
        if (!IsCopied<V, T>(sum))
            return;
        Slab<T> x = sum.X + (row * sum.XStride + part.Input) * Tile<T>.Lanes, copy = panel.CopyOfInputs + part.Start * rows * Tile<T>.Lanes;
        for (int k = 0, height; k < part.Inputs; k += height)
        {
            height = InputsOfBlock<V, T>(part.Inputs - k);
            CopyParts<V, T>(x + k * Tile<T>.Lanes, sum.XStride, copy + k * rows * Tile<T>.Lanes, rows, height);
        }
    }

    /// <summary>
    /// Whether the inputs are copied: vectors that hold a part of the tile would read each line of the cache once for every part, and
    /// rows that are a large power of two apart fall into a few sets of the second-level cache.
    /// </summary>
    private static bool IsCopied<V, T>(in GradientSum<T> sum)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        V.Count < Tile<T>.Lanes || sum.XStride % 256 == 0;

    private static void SumGroup<V, T>(in Panel<T> panel, int row, int rows, int column, int width)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (width == 6)
            SumGroup<V, T, Of6>(panel, row, rows, column);
        else if (width == 5)
            SumGroup<V, T, Of5>(panel, row, rows, column);
        else if (width == 4)
            SumGroup<V, T, Of4>(panel, row, rows, column);
        else if (width == 3)
            SumGroup<V, T, Of3>(panel, row, rows, column);
        else if (width == 2)
            SumGroup<V, T, Of2>(panel, row, rows, column);
        else
            SumGroup<V, T, Of1>(panel, row, rows, column);
    }

    /// <summary>
    /// A few columns with all inputs of a panel that they belong to, part of the lanes by part. The first block reads d where it is and
    /// copies it: the copy stays in L1 while the others pass.
    /// </summary>
    private static void SumGroup<V, T, TColumns>(in Panel<T> panel, int row, int rows, int column)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TColumns : IBlockSize
    {
        int dStep = panel.DStride * Tile<T>.Lanes, sumStep = panel.Columns * Tile<T>.Lanes, place = (column - panel.Column) * Tile<T>.Lanes;
        Slab<T> d = panel.D + row * dStep + column * Tile<T>.Lanes;
        for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count)
        {
            scoped var block = new Block<T>
            {
                D = d + lane,
                DStep = dStep,
                Copy = panel.CopyOfD,
                Rows = rows,
                SumStep = sumStep,
                IsFirst = row == 0,
            };
            bool isCopied = false;
            foreach (PanelPart part in panel.Parts)
            {
                ref readonly GradientSum<T> sum = ref panel.Sums[part.Sum];
                if (!panel.IsSummed(column, with: sum))
                    continue;
                bool isCopiedX = IsCopied<V, T>(sum);
                for (int k = 0, height; k < part.Inputs; k += height)
                {
                    height = InputsOfBlock<V, T>(part.Inputs - k);
                    block.Sums = panel.LaneSums + (part.Start + k) * sumStep + place + lane;
                    if (isCopiedX)
                    {
                        block.X = panel.CopyOfInputs + ((part.Start + k) * Tile<T>.Lanes + lane * height) * rows;
                        block.XStep = height * V.Count;
                    }
                    else
                    {
                        block.X = sum.X + (row * sum.XStride + part.Input + k) * Tile<T>.Lanes;
                        block.XStep = sum.XStride * Tile<T>.Lanes;
                    }
                    if (isCopied)
                        SumBlock<V, T, TColumns, FromCopy>(block, height);
                    else
                        SumBlock<V, T, TColumns, WithCopy>(block, height);
                    isCopied = true;
                    block.D = panel.CopyOfD;
                    block.DStep = TColumns.Size * V.Count;
                }
            }
            if (panel.IsFirst && panel.IsSummed(column, with: default))
                BiasSums<V, T, TColumns>(block.D, block.DStep, isCopied ? V.Count : Tile<T>.Lanes, panel.BiasSums + place + lane, rows);
        }
    }

    /// <summary>The sums over the lanes, to the gradients.</summary>
    private static void AddSums<T>(in Panel<T> panel) where T : unmanaged
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
