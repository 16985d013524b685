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
        if (rows > 1)
        {
            SumPanels<V, T>(d, dStride, rows, sums, scratch);
            return;
        }

        foreach (ref readonly GradientSum<T> sum in sums)
        {
            Slab<T> columns = d + sum.Column * Tile<T>.Lanes;
            if (sum.IsOfBias)
                OfBias<V, T>(columns, dStride, sum.Gradient, rows, sum.Columns);
            else
            {
                OfMatrix<V, T>(
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
        SumPanels<V, T>(d, dStride, rows, new(in sum), scratch);
    }
}
