using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>Gradients of the weights and the biases: sums over all rows and lanes.</content>
public static partial class MatMul
{
    /// <summary>
    /// From this many outputs on, a single row is an outer product. The bits depend on it, so it may not depend on the machine.
    /// </summary>
    private const int OuterProductOutputs = 8;

    /// <summary>Inputs that share one pass over d; whole blocks of 3 and of 2, and the scratch of 8 columns is 24 KB.</summary>
    private const int PanelInputs = 48;

    /// <summary>Everything that is summed over the same d: matrices and biases, with the bits of one after another.</summary>
    /// <param name="d">Gradient of the outputs, <c>[rows][columns][lane]</c>.</param>
    /// <param name="dStride">Features from one row of <paramref name="d"/> to the next.</param>
    /// <param name="rows">Rows, usually time steps.</param>
    /// <param name="scratch"><see cref="TileFrame{T}.Scratch"/>.</param>
    /// <param name="sums">What to add to; those of the same input follow one another, and no column of an input is in two.</param>
    public static void Gradients<V, T>(Slab<T> d, int dStride, int rows, Slab<T> scratch, params ReadOnlySpan<GradientSum<T>> sums)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (V.Count < Tile<T>.Lanes && rows > 1)
        {
            SplitGradients<V, T>(d, dStride, rows, sums, scratch);
            return;
        }

        foreach (ref readonly GradientSum<T> sum in sums)
        {
            Slab<T> columns = d + sum.Column * Tile<T>.Lanes;
            if (sum.IsOfBias)
                BiasGradient<V, T>(columns, dStride, sum.Gradient, rows, sum.Columns);
            else
            {
                WeightGradient<V, T>(
                    sum.X, sum.XStride, columns, dStride, sum.Gradient, sum.GradientStride, rows, sum.Inputs, sum.Columns, scratch);
            }
        }
    }

    /// <summary><c>gradient[k, n] += sum over rows r and lanes of x[r, k] * d[r, n]</c>.</summary>
    /// <remarks>
    /// Each lane is summed over the rows in ascending order with one accumulator, then the lanes in the order of <see cref="LaneSum"/>,
    /// and the total is added to the gradient once. With a single row and at least 8 outputs (a dense layer on flattened features) the
    /// lanes are summed in ascending order instead, as a continuation of the sum in the gradient. Neither order depends on the vector
    /// width.
    /// </remarks>
    /// <param name="x">Input of the forward product, <c>[rows][inputs][lane]</c>.</param>
    /// <param name="xStride">Features from one row of <paramref name="x"/> to the next.</param>
    /// <param name="d">Gradient of its output, <c>[rows][outputs][lane]</c>.</param>
    /// <param name="dStride">Features from one row of <paramref name="d"/> to the next.</param>
    /// <param name="gradient">Gradient of the weights, <c>[inputs][outputs]</c>, added to.</param>
    /// <param name="gradientStride">Values from one gradient row to the next.</param>
    /// <param name="rows">Rows, usually time steps.</param>
    /// <param name="inputs">Features of an input row.</param>
    /// <param name="outputs">Features of an output row.</param>
    /// <param name="scratch"><see cref="TileFrame{T}.Scratch"/>.</param>
    internal static void WeightGradient<V, T>(
        Slab<T> x, int xStride, Slab<T> d, int dStride, Slab<T> gradient, int gradientStride, int rows, int inputs, int outputs,
        Slab<T> scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (rows == 1 && outputs >= OuterProductOutputs)
        {
            OuterProduct<V, T>(x, d, gradient, gradientStride, inputs, outputs);
            return;
        }

        if (V.Count < Tile<T>.Lanes)
        {
            var sum = new GradientSum<T>(x, xStride, inputs, column: 0, outputs, gradient, gradientStride);
            SplitGradients<V, T>(d, dStride, rows, new(in sum), scratch);
            return;
        }

        for (int k = 0; k < inputs; k += PanelInputs)
        {
            GradientPanel<V, T>(x, xStride, d, dStride, gradient, gradientStride, rows, Math.Min(PanelInputs, inputs - k), outputs);
            x += PanelInputs * Tile<T>.Lanes;
            gradient += PanelInputs * gradientStride;
        }
    }

    /// <summary>
    /// <c>gradient[n] += sum over rows r and lanes of d[r, n]</c>, rows ascending, then the lanes as <see cref="LaneSum"/> has
    /// it.
    /// </summary>
    /// <param name="d">Gradient of the output, <c>[rows][outputs][lane]</c>.</param>
    /// <param name="dStride">Features from one row of <paramref name="d"/> to the next.</param>
    /// <param name="gradient">Gradient of the bias, <c>[outputs]</c>, added to.</param>
    /// <param name="rows">Rows, usually time steps.</param>
    /// <param name="outputs">Features of a row.</param>
    internal static void BiasGradient<V, T>(Slab<T> d, int dStride, Slab<T> gradient, int rows, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int n = 0;
        for (; outputs - n >= 8; n += 8)
            BiasBlock<V, T, Of8>(d + n * Tile<T>.Lanes, dStride, gradient + n, rows);
        if (outputs - n >= 4)
        {
            BiasBlock<V, T, Of4>(d + n * Tile<T>.Lanes, dStride, gradient + n, rows);
            n += 4;
        }
        for (; n < outputs; n++)
            BiasBlock<V, T, Of1>(d + n * Tile<T>.Lanes, dStride, gradient + n, rows);
    }

    /// <summary>Up to <see cref="PanelInputs"/> rows of the gradient.</summary>
    private static void GradientPanel<V, T>(
        Slab<T> x, int xStride, Slab<T> d, int dStride, Slab<T> gradient, int gradientStride, int rows, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int n = 0;
        for (; outputs - n >= 8; n += 8)
            GradientColumns<V, T, Of8>(x, xStride, d + n * Tile<T>.Lanes, dStride, gradient + n, gradientStride, rows, inputs);
        if (outputs - n >= 4)
        {
            GradientColumns<V, T, Of4>(x, xStride, d + n * Tile<T>.Lanes, dStride, gradient + n, gradientStride, rows, inputs);
            n += 4;
        }
        if (outputs - n >= 2)
        {
            GradientColumns<V, T, Of2>(x, xStride, d + n * Tile<T>.Lanes, dStride, gradient + n, gradientStride, rows, inputs);
            n += 2;
        }
        if (outputs > n)
            GradientColumns<V, T, Of1>(x, xStride, d + n * Tile<T>.Lanes, dStride, gradient + n, gradientStride, rows, inputs);
    }

    /// <summary><c>TColumns</c> columns of a panel: lane sums into a scratch <c>[input][column][lane]</c>, then over the lanes.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void GradientColumns<V, T, TColumns>(
        Slab<T> x, int xStride, Slab<T> d, int dStride, Slab<T> gradient, int gradientStride, int rows, int inputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TColumns : IBlockSize
    {
        // One tile more than needed, to begin at a cache line.
        byte* scratch = stackalloc byte[(PanelInputs * TColumns.Size + 1) * 64];
        T* sums = (T*)(((nuint)scratch + 63) & ~(nuint)63);
        LaneSums<V, T, TColumns>(x, xStride, d, dStride, new Slab<T>(sums), rows, inputs);
        if (TColumns.Size == 1 && gradientStride == 1)
        {
            LaneSum.Add(sums, gradient.Address, inputs);
            return;
        }
        for (int k = 0; k < inputs; k++)
            LaneSum.Add(sums + k * TColumns.Size * Tile<T>.Lanes, gradient.Address + (nint)k * gradientStride, TColumns.Size);
    }

    /// <summary>The blocks of a panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LaneSums<V, T, TColumns>(Slab<T> x, int xStride, Slab<T> d, int dStride, Slab<T> sums, int rows, int inputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TColumns : IBlockSize
    {
        for (int k = 0; k < inputs; k += 3, x += 3 * Tile<T>.Lanes, sums += 3 * TColumns.Size * Tile<T>.Lanes)
        {
            if (inputs - k >= 3)
                GradientBlock<V, T, Of3, TColumns>(x, xStride, d, dStride, sums, rows);
            else if (inputs - k == 2)
                GradientBlock<V, T, Of2, TColumns>(x, xStride, d, dStride, sums, rows);
            else
                GradientBlock<V, T, Of1, TColumns>(x, xStride, d, dStride, sums, rows);
        }
    }
}
