using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>The sums over rows and lanes: the exact bits of the stated order at every width, on guarded buffers, gaps untouched.</summary>
public sealed class GradientTests
{
    private static readonly int[] Rows = [1, 2, 3, 7, 48, 127, 128, 129];
    private static readonly int[] Inputs = [1, 2, 3, 4, 5, 6, 7, 14, 44, 45, 46, 47, 48, 49, 50, 51, 97];

    [Fact]
    public void SingleWeights() => WeightsOfEverySize<float>();

    [Fact]
    public void DoubleWeights() => WeightsOfEverySize<double>();

    [Fact]
    public void SingleBias() => BiasOfEverySize<float>();

    [Fact]
    public void DoubleBias() => BiasOfEverySize<double>();

    [Fact]
    public void AWrongLaneOrderIsDetected()
    {
        var random = new Random(2);
        float[] lanes = new float[16];
        int different = 0;
        for (int i = 0; i < 100; i++)
        {
            Reference.Fill(lanes.AsSpan(), random);
            float inOrder = 0;
            foreach (float lane in lanes)
                inOrder += lane;
            different += inOrder != Reference.LaneSum<float>(lanes) ? 1 : 0;
        }
        Assert.True(different > 20);
    }

    private static void WeightsOfEverySize<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(11);
        int turn = 0;
        for (int outputs = 1; outputs <= 19; outputs++)
        {
            foreach (int rows in Rows)
            {
                Weights<T>(rows, Inputs[turn++ % Inputs.Length], outputs, gradientStride: outputs, random);
                Weights<T>(rows, Inputs[turn++ % Inputs.Length], outputs, gradientStride: outputs + 2, random);
            }
        }

        // More outputs than the panel of the outer product, and whole vectors of it.
        Weights<T>(1, 9, 64, 64, random);
        Weights<T>(1, 6, 131, 140, random);
        Weights<T>(3, 50, 33, 33, random);

        // More columns than those whose sums are kept together, over one run of rows and over several.
        Weights<T>(5, 46, 259, 259, random);
        Weights<T>(259, 7, 129, 131, random);

        // More rows than the second-level cache holds for all inputs.
        Weights<T>(1000, 21, 7, 7, random);
    }

    private static void Weights<T>(int rows, int inputs, int outputs, int gradientStride, Random random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes, xStride = inputs + 1, dStride = outputs + 2;
        int xLength = ((rows - 1) * xStride + inputs) * lanes;
        int dLength = ((rows - 1) * dStride + outputs) * lanes;
        int gradientLength = (inputs - 1) * gradientStride + outputs;
        using var xMemory = new GuardedBuffer<T>(xLength);
        using var dMemory = new GuardedBuffer<T>(dLength);
        using var gradientMemory = new GuardedBuffer<T>(gradientLength);
        using var scratchMemory = new GuardedBuffer<T>(WeightGradient.Scratch<T>());
        Slab<T> scratch = scratchMemory.AtEnd(WeightGradient.Scratch<T>());
        bool end = rows % 2 == 0;
        Slab<T> x = xMemory.At(end, xLength), d = dMemory.At(end, dLength), gradient = gradientMemory.At(end, gradientLength);
        Reference.Fill(x.Span(xLength), random);
        Reference.Fill(d.Span(dLength), random);
        var before = new T[gradientLength];
        Reference.Fill(before.AsSpan(), random);

        var expected = (T[])before.Clone();
        var sums = new T[lanes];
        for (int k = 0; k < inputs; k++)
        {
            for (int n = 0; n < outputs; n++)
            {
                ref T value = ref expected[k * gradientStride + n];
                if (rows == 1 && outputs >= 8)
                {
                    for (int lane = 0; lane < lanes; lane++)
                        value = Reference.MultiplyAdd(x[k * lanes + lane], d[n * lanes + lane], value);
                    continue;
                }
                for (int lane = 0; lane < lanes; lane++)
                {
                    sums[lane] = T.Zero;
                    for (int r = 0; r < rows; r++)
                    {
                        sums[lane] = Reference.MultiplyAdd(
                            x[(r * xStride + k) * lanes + lane], d[(r * dStride + n) * lanes + lane], sums[lane]);
                    }
                }
                value += Reference.LaneSum<T>(sums);
            }
        }

        foreach (VectorWidth<T> width in VectorWidth<T>.All)
        {
            before.CopyTo(gradient.Span(gradientLength));
            width.MatrixGradient(x, xStride, d, dStride, gradient, gradientStride, rows, inputs, outputs, scratch);
            Assert.True(
                gradient.Span(gradientLength).SequenceEqual(expected),
                $"{width.Lanes} lanes, {rows} x {inputs} x {outputs}, stride {gradientStride}");
        }
    }

    private static void BiasOfEverySize<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(13);
        int lanes = Tile<T>.Lanes;
        for (int outputs = 1; outputs <= 19; outputs++)
        {
            int rows = Rows[outputs % Rows.Length], dStride = outputs + 1, dLength = ((rows - 1) * dStride + outputs) * lanes;
            using var dMemory = new GuardedBuffer<T>(dLength);
            using var gradientMemory = new GuardedBuffer<T>(outputs);
            Slab<T> d = dMemory.AtEnd(dLength), gradient = gradientMemory.AtEnd(outputs);
            Reference.Fill(d.Span(dLength), random);
            var before = new T[outputs];
            Reference.Fill(before.AsSpan(), random);

            var expected = (T[])before.Clone();
            var sums = new T[lanes];
            for (int n = 0; n < outputs; n++)
            {
                for (int lane = 0; lane < lanes; lane++)
                {
                    sums[lane] = T.Zero;
                    for (int r = 0; r < rows; r++)
                        sums[lane] += d[(r * dStride + n) * lanes + lane];
                }
                expected[n] += Reference.LaneSum<T>(sums);
            }

            foreach (VectorWidth<T> width in VectorWidth<T>.All)
            {
                before.CopyTo(gradient.Span(outputs));
                width.BiasGradient(d, dStride, gradient, rows, outputs);
                Assert.True(gradient.Span(outputs).SequenceEqual(expected), $"{width.Lanes} lanes, {rows} x {outputs}");
            }
        }
    }
}
