using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

public sealed class AllocationTests
{
    private static readonly int Values = 65536 + MatMul.GradientScratch<float>();

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
        MatMul.WeightGradient<Vector512Of<float>, float>(slab, 14, slab, 31, y, 31, 3, 14, 31, scratch);
        MatMul.WeightGradient<Vector128Of<float>, float>(slab, 14, slab, 31, y, 31, 3, 14, 31, scratch);
        MatMul.WeightGradient<Vector256Of<float>, float>(slab, 14, slab, 31, y, 31, 1, 14, 31, scratch);
        MatMul.BiasGradient<Vector256Of<float>, float>(slab, 31, y, 3, 31);
        MatMul.Gradients<Vector256Of<float>, float>(
            slab, 31, 3, scratch, new GradientSum<float>(slab, 14, 14, 0, 31, y, 31), new GradientSum<float>(0, 31, y));
        VectorProduct.Affine<Vector512Of<float>, float>(slab, slab, 31, slab, y, 14, 31);
        DropoutMask.Fill(y, 31, 0.5, 1, 2, 3, 4);

        // The first values of the buffer are zero: ids of row 0.
        EmbeddingLookup.Gather(slab, slab, 1, 31, y, 31, 3);
        EmbeddingLookup.Scatter(slab, slab, 31, y, 1, 31, 3);
        SequenceMask.FromIds(slab, y, 3);
        SequenceMask.FromRows(slab, 14, 0, y, 3);
        SequenceMask.FromLengths([1, 2, 3], y, 3);
    }
}
