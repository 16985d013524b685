using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>Gradients of the weights and the biases of <see cref="MatMul"/>: sums over all rows and lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static partial class WeightGradient
{
    /// <summary>
    /// From this many outputs on, a single row is an outer product. The bits depend on it, so it may not depend on the machine.
    /// </summary>
    private const int OuterProductOutputs = 8;

    /// <summary>Everything that is summed over the same d: matrices and biases, with the bits of one after another.</summary>
    /// <param name="d">Gradient of the outputs, <c>[rows][columns][lane]</c>.</param>
    /// <param name="dStride">Features from one row of <paramref name="d"/> to the next.</param>
    /// <param name="rows">Rows, usually time steps.</param>
    /// <param name="scratch"><see cref="TileFrame{T}.Scratch"/>.</param>
    /// <param name="sums">What to add to; those of the same input follow one another, and no column of an input is in two.</param>
    public static void Accumulate<V, T>(Slab<T> d, int dStride, int rows, Slab<T> scratch, params ReadOnlySpan<GradientSum<T>> sums)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (rows > 1 && SharedWork.IsPossible(MultiplyAdds(rows, sums)))
            AccumulateShared<V, T>(d, dStride, rows, scratch, sums);
        else
            AccumulateAlone<V, T>(d, dStride, rows, scratch, sums);
    }

    private static void AccumulateAlone<V, T>(Slab<T> d, int dStride, int rows, Slab<T> scratch, ReadOnlySpan<GradientSum<T>> sums)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (V.Count < Tile<T>.Lanes && rows > 1)
        {
            SplitGradients<V, T>(d, dStride, rows, sums, scratch);
            return;
        }

        for (int i = 0; i < sums.Length; i++)
        {
            ref readonly GradientSum<T> sum = ref sums[i];
            Slab<T> columns = d + sum.Column * Tile<T>.Lanes;
            if (sum.IsOfBias)
            {
                if (rows == 1 || MatrixWith(i, sums) < 0)
                    OfBias<V, T>(columns, dStride, sum.Gradient, rows, sum.Columns);
            }
            else if (rows == 1)
            {
                OfMatrix<V, T>(
                    sum.X, sum.XStride, columns, dStride, sum.Gradient, sum.GradientStride, rows, sum.Inputs, sum.Columns, scratch);
            }
            else
                WholeGradient<V, T>(sum, columns, dStride, rows, BiasWith(i, sums));
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
    internal static void OfMatrix<V, T>(
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

        var sum = new GradientSum<T>(x, xStride, inputs, column: 0, outputs, gradient, gradientStride);
        if (V.Count < Tile<T>.Lanes)
            SplitGradients<V, T>(d, dStride, rows, new(in sum), scratch);
        else
            WholeGradient<V, T>(sum, d, dStride, rows, bias: default);
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
    internal static void OfBias<V, T>(Slab<T> d, int dStride, Slab<T> gradient, int rows, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int n = 0;
        for (; outputs - n >= 6; n += 6)
            BiasBlock<V, T, Of6>(d + n * Tile<T>.Lanes, dStride, gradient + n, rows);
        if (outputs - n >= 4)
        {
            BiasBlock<V, T, Of4>(d + n * Tile<T>.Lanes, dStride, gradient + n, rows);
            n += 4;
        }
        for (; n < outputs; n++)
            BiasBlock<V, T, Of1>(d + n * Tile<T>.Lanes, dStride, gradient + n, rows);
    }
}
