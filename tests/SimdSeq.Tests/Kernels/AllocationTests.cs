using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

public sealed class AllocationTests
{
    private static readonly int Values = 65536 + WeightGradient.Scratch<float>();

    [Fact]
    public void KernelsAllocateNothing()
    {
        using var memory = new GuardedBuffer<float>(Values);
        Slab<float> slab = memory.AtStart(Values);
        Assert.Equal(0, Allocated.BytesOf(() => Run(slab)));
    }

    private static void Run(Slab<float> slab)
    {
        Slab<float> y = slab + 32768, scratch = slab + 65536;
        MatMul.Affine<Vector512Of<float>, float>(slab, 14, slab, 31, slab, y, 31, 3, 14, 31);
        MatMul.Affine<Vector256Of<float>, float>(slab, 14, slab, 31, slab, y, 31, 3, 14, 31);
        WeightGradient.OfMatrix<Vector512Of<float>, float>(slab, 14, slab, 31, y, 31, 3, 14, 31, scratch);
        WeightGradient.OfMatrix<Vector128Of<float>, float>(slab, 14, slab, 31, y, 31, 3, 14, 31, scratch);
        WeightGradient.OfMatrix<Vector256Of<float>, float>(slab, 14, slab, 31, y, 31, 1, 14, 31, scratch);
        WeightGradient.OfBias<Vector256Of<float>, float>(slab, 31, y, 3, 31);
        WeightGradient.Accumulate<Vector256Of<float>, float>(
            slab, 31, 3, scratch, new GradientSum<float>(slab, 14, 14, 0, 31, y, 31), new GradientSum<float>(0, 31, y));
        MatVec.Affine<Vector512Of<float>, float>(slab, slab, 31, slab, y, 14, 31);
        Convolve<Vector512Of<float>>(slab, y, scratch);
        Convolve<Vector128Of<float>>(slab, y, scratch);
        WeightNormalization.Derive(slab, slab, y, 7, 31);
        WeightNormalization.Gradients(slab, slab, slab, y, scratch, 7, 31);
        DropoutMask.Fill(y, 31, 0.5, 1, 2, 3, 4);
        GaussianNoise.Add<Vector256Of<float>, float>(slab, y, 31, 0.5, 1, 2, 3, 4);

        // The first values of the buffer are zero: ids of row 0.
        EmbeddingLookup.Gather(slab, slab, 1, 31, y, 31, 3);
        EmbeddingLookup.Scatter(slab, slab, 31, y, 1, 31, 3);
        SequenceMask.FromIds(slab, y, 3);
        SequenceMask.FromRows(slab, 14, 0, y, 3);
        SequenceMask.FromLengths([1, 2, 3], y, 3);
        SequenceMask.Repeat(slab, y, times: 2, shift: 1, steps: 5);
        SequenceRows.Broadcast(slab, y, yStride: 14, rows: 3, features: 14);
    }

    private static void Convolve<V>(Slab<float> slab, Slab<float> y, Slab<float> scratch) where V : struct, IVector<V, float>
    {
        var window = new ConvolutionWindow(InputRows: 9, OutputRows: 5, Taps: 3, Stride: 2, Dilation: 2, Before: 3);
        Convolution.Affine<V, float>(window, slab, 7, slab, 11, slab, y, 11, 7, 11);
        Convolution.Pack(slab, 11, y, 3, 7, 11);
        Convolution.InputGradient<V, float>(window, slab, 11, slab, y, 7, 7, 11);
        Convolution.WeightGradient<V, float>(window, slab, 7, slab, 11, y, 11, 7, 11, scratch);
        Convolution.BiasGradient<V, float>(slab, 11, y, 5, 11);
        DepthwiseConvolution.Affine<V, float>(window, slab, 7, slab, slab, y, 14, 7, 2);
        DepthwiseConvolution.InputGradient<V, float>(window, slab, 14, slab, y, 7, 7, 2);
        DepthwiseConvolution.WeightGradient<V, float>(window, slab, 7, slab, 14, y, 7, 2, scratch);
        ConvolutionStream.AccumulateDepthwise<V, float>(9, slab, 8, slab, y, 3, 2, 7, 2);
    }
}
