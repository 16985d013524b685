using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>Gradients of the parameters where a vector holds the whole tile.</content>
public static partial class WeightGradient
{
    /// <summary>Inputs of a register block, at most. A block that has fewer has registers left for the sums of a bias.</summary>
    private const int BlockInputs = 4;

    /// <summary>Inputs that all columns of d pass, at most, and their bytes: most of them stay in the second-level cache.</summary>
    private const int WholeInputs = 64, InputBytes = 1 << 20;

    /// <summary>
    /// The matrix that sums a bias too, as it reads the same columns of d: rather one whose last block has room for their sums. -1 if there
    /// is none, or if it has taken another bias.
    /// </summary>
    private static int MatrixWith<T>(int bias, ReadOnlySpan<GradientSum<T>> sums) where T : unmanaged
    {
        int matrix = -1;
        for (int i = sums.Length - 1; i >= 0; i--)
        {
            if (sums[i].Column != sums[bias].Column || sums[i].Columns != sums[bias].Columns)
                continue;
            if (sums[i].IsOfBias && i < bias)
                return -1;
            if (!sums[i].IsOfBias && (matrix < 0 || sums[i].Inputs % BlockInputs > 0))
                matrix = i;
        }
        return matrix;
    }

    /// <summary>The gradient of the bias that a matrix sums too, or none.</summary>
    private static Slab<T> BiasWith<T>(int matrix, ReadOnlySpan<GradientSum<T>> sums) where T : unmanaged
    {
        for (int i = 0; i < sums.Length; i++)
        {
            if (sums[i].IsOfBias && MatrixWith(i, sums) == matrix)
                return sums[i].Gradient;
        }
        return default;
    }

    /// <summary>The gradient of a matrix and, if given, of the bias of the same columns.</summary>
    private static unsafe void WholeGradient<V, T>(in GradientSum<T> sum, Slab<T> d, int dStride, int rows, Slab<T> bias)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int inputs = Math.Clamp(InputBytes / (64 * rows) / BlockInputs * BlockInputs, 2 * BlockInputs, WholeInputs);
        for (int k = 0; k < sum.Inputs; k += inputs)
        {
            var panel = new WholePanel<T>(sum, d, dStride, rows, bias, k, Math.Min(inputs, sum.Inputs - k));
            if (bias.Address != null && panel.IsLast)
                GradientPanel<V, T, WithRowSums>(panel);
            else
                GradientPanel<V, T, WithoutRowSums>(panel);
        }
    }

    private static void GradientPanel<V, T, TSums>(in WholePanel<T> panel)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TSums : IRowSums
    {
        int n = 0, columns = panel.Sum.Columns;
        // Two columns at the end are too few to keep the hardware busy: two blocks of four take them in.
        for (; columns - n >= 6 && columns - n != 8; n += 6)
            GradientColumns<V, T, TSums, Of6>(panel, n);
        for (; columns - n >= 4; n += 4)
            GradientColumns<V, T, TSums, Of4>(panel, n);
        if (columns - n >= 2)
        {
            GradientColumns<V, T, TSums, Of2>(panel, n);
            n += 2;
        }
        if (columns > n)
            GradientColumns<V, T, TSums, Of1>(panel, n);
    }

    /// <summary>
    /// A few columns with all inputs of a panel: lane sums of a block, <c>[input][column][lane]</c>, then over the lanes.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void GradientColumns<V, T, TSums, TColumns>(in WholePanel<T> panel, int column)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TSums : IRowSums
        where TColumns : IBlockSize
    {
        T* memory = stackalloc T[(BlockInputs * TColumns.Size + 1) * Tile<T>.Lanes];
        var sums = Slab<T>.AtLine(memory);
        int width = TColumns.Size * Tile<T>.Lanes, xStride = panel.Sum.XStride, stride = panel.Sum.GradientStride;
        Slab<T> x = panel.X, d = panel.D + column * Tile<T>.Lanes, gradient = panel.Gradient + column;
        for (int k = 0, height; k < panel.Inputs; k += height, x += height * Tile<T>.Lanes, gradient += height * stride)
        {
            height = Math.Min(BlockInputs, panel.Inputs - k);
            // Each block fetches another of the columns that come next.
            int next = width + k / BlockInputs * Tile<T>.Lanes;
            if (height == 4)
                GradientBlock<V, T, Of4, TColumns, WithoutRowSums>(x, xStride, d, panel.DStride, sums, panel.Rows, next);
            else if (height == 3)
                GradientBlock<V, T, Of3, TColumns, TSums>(x, xStride, d, panel.DStride, sums, panel.Rows, next);
            else if (height == 2)
                GradientBlock<V, T, Of2, TColumns, TSums>(x, xStride, d, panel.DStride, sums, panel.Rows, next);
            else
                GradientBlock<V, T, Of1, TColumns, TSums>(x, xStride, d, panel.DStride, sums, panel.Rows, next);

            if (TColumns.Size == 1 && stride == 1)
                AddLanes(sums, gradient, height);
            else
            {
                for (int i = 0; i < height; i++)
                    AddLanes(sums + i * width, gradient + i * stride, TColumns.Size);
            }
        }
        if (!TSums.AreMade)
            return;
        int left = panel.Inputs % BlockInputs;
        if (left == 0)
            BiasSums<V, T, TColumns>(d, panel.DStride, sums, panel.Rows);
        AddLanes(sums + left * width, panel.Bias + column, TColumns.Size);
    }

    /// <summary>Inputs <paramref name="start"/> and following of a matrix, which pass all its columns together.</summary>
    private readonly ref struct WholePanel<T>(
        in GradientSum<T> sum, Slab<T> d, int dStride, int rows, Slab<T> bias, int start, int inputs)
        where T : unmanaged
    {
        public readonly GradientSum<T> Sum = sum;
        public readonly Slab<T> X = sum.X + start * Tile<T>.Lanes, Gradient = sum.Gradient + start * sum.GradientStride;
        public readonly Slab<T> D = d, Bias = bias;
        public readonly int DStride = dStride, Rows = rows, Inputs = inputs;
        public readonly bool IsLast = start + inputs == sum.Inputs;
    }
}
