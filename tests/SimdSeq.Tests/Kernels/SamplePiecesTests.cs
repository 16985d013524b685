using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>The rows before the pieces of a sample: every tap finds the step that it meets, at all widths, on guarded memory.</summary>
public sealed class SamplePiecesTests
{
    [Fact]
    public void Single() => All<float>();

    [Fact]
    public void Double() => All<double>();

    private static void All<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int rows in (int[])[1, 2, 3, 7])
        {
            for (int dilation = 1; dilation <= 4 * Tile<T>.Lanes; dilation += dilation < 9 ? 1 : 5)
            {
                int taps = 1 + dilation % 4, features = 1 + dilation % 3;
                IsTheSample<Vector512Of<T>, T>(rows, features, taps, dilation);
                IsTheSample<Vector256Of<T>, T>(rows, features, taps, dilation);
                IsTheSample<Vector128Of<T>, T>(rows, features, taps, dilation);
            }
        }
    }

    private static void IsTheSample<V, T>(int rows, int features, int taps, int dilation)
        where V : struct, IVector<V, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes, stride = features + 1, distance = Math.Min(rows, dilation);
        int inputs = ((rows - 1) * stride + features) * lanes, outputs = ((taps - 1) * distance + rows) * features * lanes;
        using GuardedBuffer<T> from = new(inputs), to = new(outputs);
        var (x, y) = (from.AtEnd(inputs), to.AtEnd(outputs));
        x.Span(inputs).Fill(T.NaN);
        for (int step = 0; step < rows * lanes; step++)
        {
            for (int feature = 0; feature < features; feature++)
                x[(step % rows * stride + feature) * lanes + step / rows] = Value(step, feature);
        }

        y.Span(outputs).Fill(T.NaN);
        SamplePieces.Extend<V, T>(x, stride, y, rows, features, taps, dilation);
        for (int step = 0; step < rows * lanes; step++)
        {
            for (int tap = 0; tap < taps; tap++)
            {
                for (int feature = 0; feature < features; feature++)
                {
                    int met = step - (taps - 1 - tap) * dilation, row = tap * distance + step % rows;
                    Assert.Equal(met < 0 ? T.Zero : Value(met, feature), y[(row * features + feature) * lanes + step / rows]);
                }
            }
        }

        T Value(int step, int feature) => T.CreateChecked(1 + step * features + feature);
    }
}
