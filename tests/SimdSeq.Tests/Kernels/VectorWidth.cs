using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>Where a product starts, as the three public forms have it.</summary>
public enum Start
{
    Bias,
    Zero,
    Output,
}

/// <summary>The kernels at one vector width, so that a test can loop over the widths.</summary>
internal abstract class VectorWidth<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>All widths. Those wider than the machine run in software, with the same bits.</summary>
    public static readonly VectorWidth<T>[] All =
        [new VectorWidth<Vector512Of<T>, T>(), new VectorWidth<Vector256Of<T>, T>(), new VectorWidth<Vector128Of<T>, T>()];

    public abstract int Lanes { get; }

    public abstract void Multiply(
        Start start, Slab<T> x, int xStride, Slab<T> w, int wStride, Slab<T> bias, Slab<T> y, int yStride,
        int rows, int inputs, int outputs);

    public abstract void MultiplyTwo(
        bool withBias, Slab<T> x, int inputs, Slab<T> w, int wStride, Slab<T> h, int units, Slab<T> u, int uStride, Slab<T> bias,
        Slab<T> y, int outputs);

    public abstract void MultiplyVector(Start start, Slab<T> x, Slab<T> w, int wStride, Slab<T> bias, Slab<T> y, int inputs, int outputs);

    public abstract void MatrixGradient(
        Slab<T> x, int xStride, Slab<T> d, int dStride, Slab<T> gradient, int gradientStride, int rows, int inputs, int outputs,
        Slab<T> scratch);

    public abstract void BiasGradient(Slab<T> d, int dStride, Slab<T> gradient, int rows, int outputs);

    public abstract void Gradients(Slab<T> d, int dStride, int rows, Slab<T> scratch, GradientSum<T>[] sums);
}

internal sealed class VectorWidth<V, T> : VectorWidth<T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override int Lanes => V.Count;

    public override void Multiply(
        Start start, Slab<T> x, int xStride, Slab<T> w, int wStride, Slab<T> bias, Slab<T> y, int yStride,
        int rows, int inputs, int outputs)
    {
        switch (start)
        {
            case Start.Bias:
                MatMul.Affine<V, T>(x, xStride, w, wStride, bias, y, yStride, rows, inputs, outputs);
                break;
            case Start.Zero:
                MatMul.Product<V, T>(x, xStride, w, wStride, y, yStride, rows, inputs, outputs);
                break;
            default:
                MatMul.Accumulate<V, T>(x, xStride, w, wStride, y, yStride, rows, inputs, outputs);
                break;
        }
    }

    public override void MultiplyTwo(
        bool withBias, Slab<T> x, int inputs, Slab<T> w, int wStride, Slab<T> h, int units, Slab<T> u, int uStride, Slab<T> bias,
        Slab<T> y, int outputs)
    {
        if (withBias)
            MatMul.AffineOfTwo<V, T>(x, inputs, w, wStride, h, units, u, uStride, bias, y, outputs);
        else
            MatMul.ProductOfTwo<V, T>(x, inputs, w, wStride, h, units, u, uStride, y, outputs);
    }

    public override void MultiplyVector(Start start, Slab<T> x, Slab<T> w, int wStride, Slab<T> bias, Slab<T> y, int inputs, int outputs)
    {
        switch (start)
        {
            case Start.Bias:
                MatVec.Affine<V, T>(x, w, wStride, bias, y, inputs, outputs);
                break;
            case Start.Zero:
                MatVec.Product<V, T>(x, w, wStride, y, inputs, outputs);
                break;
            default:
                MatVec.Accumulate<V, T>(x, w, wStride, y, inputs, outputs);
                break;
        }
    }

    public override void MatrixGradient(
        Slab<T> x, int xStride, Slab<T> d, int dStride, Slab<T> gradient, int gradientStride, int rows, int inputs, int outputs,
        Slab<T> scratch) =>
        WeightGradient.OfMatrix<V, T>(x, xStride, d, dStride, gradient, gradientStride, rows, inputs, outputs, scratch);

    public override void BiasGradient(Slab<T> d, int dStride, Slab<T> gradient, int rows, int outputs) =>
        WeightGradient.OfBias<V, T>(d, dStride, gradient, rows, outputs);

    public override void Gradients(Slab<T> d, int dStride, int rows, Slab<T> scratch, GradientSum<T>[] sums) =>
        WeightGradient.Accumulate<V, T>(d, dStride, rows, scratch, sums);
}
