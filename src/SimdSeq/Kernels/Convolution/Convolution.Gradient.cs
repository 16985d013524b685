namespace SimdSeq.Kernels;

/// <content>
/// Gradients of the weights. The sums over the rows are kept as vectors of lanes and grow by a block of rows at a time, which stays in the
/// first-level cache while all taps and inputs pass; the lanes are added at the end.
/// </content>
public static partial class Convolution
{
    /// <summary>Rows of a block.</summary>
    private const int GradientRows = 40;

    /// <summary>Sums that are kept, at most: half of a second-level cache of a megabyte.</summary>
    private const int GradientTiles = 8192;

    /// <summary>Outputs whose sums are kept together, at most, where the sums of all do not fit.</summary>
    private const int GradientOutputs = 60;

    /// <summary>Values of the memory that <see cref="WeightGradient"/> and that of <see cref="DepthwiseConvolution"/> work in.</summary>
    /// <param name="taps">Taps.</param>
    /// <param name="inputs">Features of an input row.</param>
    /// <param name="outputs">Features of an output row, of each input in the depthwise case.</param>
    public static int GradientScratch<T>(int taps, int inputs, int outputs) where T : unmanaged =>
        (int)Math.Min(GradientTiles, (long)taps * inputs * outputs) * Tile<T>.Lanes;

    /// <summary>
    /// <c>gradient[k, c, o] += sum over output rows t and lanes of x[t * stride + k * dilation - before, c] * d[t, o]</c>, over the rows
    /// that are there.
    /// </summary>
    /// <remarks>
    /// <para>Each lane is summed over t in ascending order with one accumulator, then the lanes in the order of <see cref="LaneSum"/>, and
    /// the total is added to the gradient once.</para>
    /// <para>Strides of a multiple of 64 features, and less so of 32 and 16, put the same features of all rows in a few sets of the
    /// first-level cache: a stride of one feature more (one unused vector a row) spreads them.</para>
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
    /// <param name="scratch"><see cref="GradientScratch{T}"/> values.</param>
    public static void WeightGradient<V, T>(
        in ConvolutionWindow window, Slab<T> x, int xStride, Slab<T> d, int dStride, Slab<T> gradient, int gradientStride,
        int inputs, int outputs, Slab<T> scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Gradient<V, T>(
            window, x, xStride, d, dStride, gradient, (nint)inputs * gradientStride, gradientStride, inputs, outputs, scratch);

    /// <summary><see cref="WeightGradient"/> with a distance of its own between the gradients of one tap and the next.</summary>
    internal static unsafe void Gradient<V, T>(
        in ConvolutionWindow window, Slab<T> x, int xStride, Slab<T> d, int dStride, Slab<T> gradient, nint gradientTap, int gradientStride,
        int inputs, int outputs, Slab<T> scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int taps = Math.Min(window.Taps, GradientTiles / (WholeSide * WholeSide));
        int width = Math.Min(outputs, Math.Clamp(GradientTiles / (taps * WholeSide), WholeSide, GradientOutputs));
        int height = Math.Min(inputs, GradientTiles / (taps * width));
        for (int k = 0; k < window.Taps; k += taps)
        {
            for (int c = 0; c < inputs; c += height)
            {
                for (int n = 0; n < outputs; n += width)
                {
                    var panel = new GradientPanel<T>
                    {
                        X = x.Address + c * Tile<T>.Lanes,
                        XRow = (nint)xStride * Tile<T>.Lanes,
                        D = d.Address + n * Tile<T>.Lanes,
                        DRow = (nint)dStride * Tile<T>.Lanes,
                        Sums = scratch.Address,
                        FirstTap = k,
                        Taps = Math.Min(taps, window.Taps - k),
                        Inputs = Math.Min(height, inputs - c),
                        Outputs = Math.Min(width, outputs - n),
                    };
                    scratch.Clear(panel.Tiles * Tile<T>.Lanes);
                    for (int row = 0; row < window.OutputRows; row += GradientRows)
                        AddRows<V, T>(window, panel, row, Math.Min(row + GradientRows, window.OutputRows));
                    AddLanes(panel, gradient.Address + k * gradientTap + (nint)c * gradientStride + n, gradientTap, gradientStride);
                }
            }
        }
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
        MatMul.BiasGradient<V, T>(d, dStride, gradient, rows, outputs);

    /// <summary>Adds the lane sums of a panel to the gradients.</summary>
    private static unsafe void AddLanes<T>(in GradientPanel<T> panel, T* gradient, nint gradientTap, int gradientStride) where T : unmanaged
    {
        T* sums = panel.Sums;
        for (int k = 0; k < panel.Taps; k++)
        {
            for (int c = 0; c < panel.Inputs; c++, sums += panel.Outputs * Tile<T>.Lanes)
                LaneSum.Add(sums, gradient + k * gradientTap + (nint)c * gradientStride, panel.Outputs);
        }
    }
}
