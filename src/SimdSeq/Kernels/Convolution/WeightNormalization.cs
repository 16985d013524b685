using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Weights by length and direction: <c>weights[i, o] = g[o] * v[i, o] / |v[:, o]|</c>, where i runs over all that an output sums: the taps
/// and inputs of a convolution. Training moves g and v, and kernels read the weights.
/// </summary>
/// <remarks>
/// Sums are formed in <see cref="double"/> over ascending i, one accumulator an output. An output whose direction has no length has weights
/// and gradients of zero.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static class WeightNormalization
{
    /// <summary>Outputs that pass together, so that rows are read in runs.</summary>
    private const int Block = 32;

    /// <summary>The weights.</summary>
    /// <param name="v">Directions, <c>[rows][outputs]</c>.</param>
    /// <param name="g">Lengths, <c>[outputs]</c>.</param>
    /// <param name="weights">Receives the weights, <c>[rows][outputs]</c>.</param>
    /// <param name="rows">Weights of an output: taps times inputs.</param>
    /// <param name="outputs">Outputs.</param>
    [SkipLocalsInit]
    public static void Derive<T>(Slab<T> v, Slab<T> g, Slab<T> weights, int rows, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> scales = stackalloc double[Block];
        for (int o = 0; o < outputs; o += Block)
        {
            int count = Math.Min(Block, outputs - o);
            Span<double> scale = scales[..count];
            SumOfProducts(v + o, v + o, rows, outputs, scale);
            for (int n = 0; n < count; n++)
                scale[n] = scale[n] > 0 ? double.CreateTruncating(g[o + n]) / Math.Sqrt(scale[n]) : 0;
            for (int i = 0; i < rows; i++)
            {
                Span<T> from = (v + (i * outputs + o)).Span(count), to = (weights + (i * outputs + o)).Span(count);
                for (int n = 0; n < count; n++)
                    to[n] = T.CreateTruncating(scale[n] * double.CreateTruncating(from[n]));
            }
        }
    }

    /// <summary>
    /// The adjoint of <see cref="Derive"/>: <c>dg[o] += sum over i of dWeights[i, o] * v[i, o] / |v[:, o]|</c> and
    /// <c>dv[i, o] += g[o] / |v[:, o]| * (dWeights[i, o] - v[i, o] / |v[:, o]| * sum over j of dWeights[j, o] * v[j, o] / |v[:, o]|)</c>.
    /// </summary>
    /// <param name="v">Directions, <c>[rows][outputs]</c>.</param>
    /// <param name="g">Lengths, <c>[outputs]</c>.</param>
    /// <param name="dWeights">Gradient of the weights, <c>[rows][outputs]</c>.</param>
    /// <param name="dv">Gradient of the directions, <c>[rows][outputs]</c>, added to; it must not overlap the others.</param>
    /// <param name="dg">Gradient of the lengths, <c>[outputs]</c>, added to.</param>
    /// <param name="rows">Weights of an output: taps times inputs.</param>
    /// <param name="outputs">Outputs.</param>
    [SkipLocalsInit]
    public static void Gradients<T>(Slab<T> v, Slab<T> g, Slab<T> dWeights, Slab<T> dv, Slab<T> dg, int rows, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> squares = stackalloc double[Block], products = stackalloc double[Block];
        for (int o = 0; o < outputs; o += Block)
        {
            int count = Math.Min(Block, outputs - o);
            Span<double> scale = squares[..count], along = products[..count];
            SumOfProducts(v + o, v + o, rows, outputs, scale);
            SumOfProducts(dWeights + o, v + o, rows, outputs, along);
            for (int n = 0; n < count; n++)
            {
                double square = scale[n], length = Math.Sqrt(square);
                bool hasLength = square > 0;
                if (hasLength)
                    dg[o + n] += T.CreateTruncating(along[n] / length);
                scale[n] = hasLength ? double.CreateTruncating(g[o + n]) / length : 0;
                along[n] = hasLength ? along[n] / square : 0;
            }
            for (int i = 0; i < rows; i++)
            {
                int row = i * outputs + o;
                Span<T> direction = (v + row).Span(count), d = (dWeights + row).Span(count), to = (dv + row).Span(count);
                for (int n = 0; n < count; n++)
                {
                    double across = double.CreateTruncating(d[n]) - double.CreateTruncating(direction[n]) * along[n];
                    to[n] += T.CreateTruncating(scale[n] * across);
                }
            }
        }
    }

    /// <summary><c>sums[n] = sum over i of a[i, n] * b[i, n]</c>.</summary>
    private static void SumOfProducts<T>(Slab<T> a, Slab<T> b, int rows, int stride, Span<double> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sums.Clear();
        for (int i = 0; i < rows; i++)
        {
            Span<T> x = (a + i * stride).Span(sums.Length), y = (b + i * stride).Span(sums.Length);
            for (int n = 0; n < sums.Length; n++)
                sums[n] += double.CreateTruncating(x[n]) * double.CreateTruncating(y[n]);
        }
    }
}
