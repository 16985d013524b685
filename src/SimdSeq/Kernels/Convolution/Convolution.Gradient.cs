namespace SimdSeq.Kernels;

/// <content>
/// Gradients of the weights. The sums over the rows are kept as vectors of lanes and grow by a block of rows at a time, which stays in the
/// first-level cache while all taps and inputs pass; the lanes are added at the end.
/// </content>
public static partial class Convolution
{
    /// <summary>Rows of a block, at most: with the narrower register blocks of shorter vectors more of them would have to stay.</summary>
    private const int WholeRows = 56, SplitRows = 40;

    /// <summary>Sums that are kept, at most: half of a second-level cache of a megabyte.</summary>
    private const int GradientTiles = 8192;

    /// <summary>Outputs whose sums are kept together, at most, where the sums of all do not fit.</summary>
    private const int GradientOutputs = 60;

    /// <summary>Products of a value from which on it is worth copying.</summary>
    private const int LeastUses = 32;

    /// <summary>Tiles of the copy of a block's input rows, at most.</summary>
    private const int CopiedTiles = 8192;

    /// <summary>Where the copies of d and of x begin in the memory of a gradient, in tiles; and where it ends.</summary>
    private const int CopyOfD = GradientTiles, CopyOfX = CopyOfD + WholeRows * (GradientOutputs + 1), ScratchTiles = CopyOfX + CopiedTiles;

    /// <summary>
    /// Values of the memory that <see cref="WeightGradient"/> and that of <see cref="DepthwiseConvolution"/> work in, at any vector width.
    /// </summary>
    internal static int GradientScratch<T>() where T : unmanaged => ScratchTiles * Tile<T>.Lanes;

    /// <summary>
    /// <c>gradient[k, c, o] += sum over output rows t and lanes of x[t * stride + k * dilation - before, c] * d[t, o]</c>, over the rows
    /// that are there.
    /// </summary>
    /// <remarks>
    /// <para>Each lane is summed over t in ascending order with one accumulator, then the lanes in the order of <see cref="LaneSum"/>, and
    /// the total is added to the gradient once.</para>
    /// <para>A stride of a multiple of 16 features puts a feature of all rows into a few sets of the first-level cache. Such rows are
    /// copied, a block at a time, to a stride of one feature more.</para>
    /// </remarks>
    /// <param name="window">Which rows met.</param>
    /// <param name="x">Input, <c>[input rows][inputs][lane]</c>.</param>
    /// <param name="xStride">Features from one row of <paramref name="x"/> to the next.</param>
    /// <param name="d">Gradient of the output, <c>[output rows][outputs][lane]</c>.</param>
    /// <param name="dStride">Features from one row of <paramref name="d"/> to the next.</param>
    /// <param name="gradient">Gradient of the weights, <c>[taps][inputs][outputs]</c>, added to.</param>
    /// <param name="gradientStride">Values from the gradients of an input to those of the next.</param>
    /// <param name="inputs">Features of an input row.</param>
    /// <param name="outputs">Features of an output row.</param>
    /// <param name="scratch"><see cref="TileFrame{T}.Scratch"/>.</param>
    public static void WeightGradient<V, T>(
        in ConvolutionWindow window, Slab<T> x, int xStride, Slab<T> d, int dStride, Slab<T> gradient, int gradientStride,
        int inputs, int outputs, Slab<T> scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Gradient<V, T>(window, x, xStride, d, dStride, new(gradient, inputs, outputs) { Input = gradientStride }, scratch);

    /// <summary><see cref="WeightGradient"/> of some groups of columns that have nothing to do with one another.</summary>
    internal static unsafe void Gradient<V, T>(
        in ConvolutionWindow window, Slab<T> x, int xStride, Slab<T> d, int dStride, in WeightGroups<T> gradient, Slab<T> scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int taps = Math.Min(window.Taps, GradientTiles / (WholeSide * WholeSide));
        int width = Math.Min(gradient.Outputs, Math.Clamp(GradientTiles / (taps * WholeSide), WholeSide, GradientOutputs));
        int height = Math.Min(gradient.Inputs, GradientTiles / (taps * width));
        int groups = Math.Min(gradient.Groups, GradientTiles / (taps * width * height));
        for (int k = 0; k < window.Taps; k += taps)
        {
            for (int group = 0; group < gradient.Groups; group += groups)
            {
                for (int c = 0; c < gradient.Inputs; c += height)
                {
                    for (int n = 0; n < gradient.Outputs; n += width)
                    {
                        var panel = new GradientPanel<T>
                        {
                            X = x.Address + (group * gradient.Inputs + c) * Tile<T>.Lanes,
                            XRow = (nint)xStride * Tile<T>.Lanes,
                            D = d.Address + (group * gradient.Outputs + n) * Tile<T>.Lanes,
                            DRow = (nint)dStride * Tile<T>.Lanes,
                            Sums = scratch.Address,
                            FirstTap = k,
                            Taps = Math.Min(taps, window.Taps - k),
                            Inputs = Math.Min(height, gradient.Inputs - c),
                            Outputs = Math.Min(width, gradient.Outputs - n),
                        };
                        SumPanels<V, T>(window, panel, gradient, Math.Min(groups, gradient.Groups - group), scratch);
                        AddLanes(panel, gradient, gradient.At(k, group, c, n), Math.Min(groups, gradient.Groups - group));
                    }
                }
            }
        }
    }

    /// <summary>Sums over all rows of a panel and of the same one of the groups after it.</summary>
    private static unsafe void SumPanels<V, T>(
        in ConvolutionWindow window, in GradientPanel<T> first, in WeightGroups<T> gradient, int groups, Slab<T> scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        new Slab<T>(first.Sums).Clear(groups * first.Tiles * Tile<T>.Lanes);
        bool copiesD = IsSlow(first.DRow) && first.Taps * first.Inputs >= LeastUses;
        bool copiesX = IsSlow(first.XRow) && first.Taps * first.Outputs >= LeastUses;
        int blocks = (window.OutputRows - 1) / (V.Count == Tile<T>.Lanes ? WholeRows : SplitRows) + 1;
        for (int block = 0, row = 0, end; block < blocks; block++, row = end)
        {
            end = row + (window.OutputRows - row) / (blocks - block);
            for (int i = 0; i < groups; i++)
            {
                GradientPanel<T> panel = first with
                {
                    X = first.X + i * gradient.Inputs * Tile<T>.Lanes,
                    D = first.D + i * gradient.Outputs * Tile<T>.Lanes,
                    Sums = first.Sums + i * first.Tiles * Tile<T>.Lanes,
                };
                if (copiesD)
                    panel = panel.WithCopyOfD(row, end, scratch + CopyOfD * Tile<T>.Lanes);
                if (copiesX)
                    panel = panel.WithCopyOfX(window, row, end, scratch + CopyOfX * Tile<T>.Lanes, CopiedTiles);
                AddRows<V, T>(window, panel, row, end);
            }
        }

        bool IsSlow(nint row) => row % (16 * Tile<T>.Lanes) == 0;
    }

    /// <summary>
    /// <c>gradient[o] += sum over output rows t and lanes of d[t, o]</c>, t ascending, then the lanes as <see cref="LaneSum"/> has it.
    /// </summary>
    /// <param name="d">Gradient of the output, <c>[rows][outputs][lane]</c>.</param>
    /// <param name="dStride">Features from one row of <paramref name="d"/> to the next.</param>
    /// <param name="gradient">Gradient of the bias, <c>[outputs]</c>, added to.</param>
    /// <param name="rows">Rows of the output.</param>
    /// <param name="outputs">Features of an output row.</param>
    public static void BiasGradient<V, T>(Slab<T> d, int dStride, Slab<T> gradient, int rows, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Kernels.WeightGradient.OfBias<V, T>(d, dStride, gradient, rows, outputs);

    /// <summary>Adds the lane sums of panels to the gradients, of which <paramref name="first"/> is the first.</summary>
    private static unsafe void AddLanes<T>(in GradientPanel<T> panel, in WeightGroups<T> gradient, T* first, int groups)
        where T : unmanaged
    {
        T* sums = panel.Sums;
        for (int i = 0; i < groups; i++, first += gradient.Group)
        {
            for (int k = 0; k < panel.Taps; k++)
            {
                for (int c = 0; c < panel.Inputs; c++, sums += panel.Outputs * Tile<T>.Lanes)
                    LaneSum.Add(sums, first + k * gradient.Tap + c * gradient.Input, panel.Outputs);
            }
        }
    }
}
