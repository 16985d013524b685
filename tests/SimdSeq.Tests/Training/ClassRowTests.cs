using SimdSeq.Kernels;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

public sealed class ClassRowTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(37)]
    [InlineData(1000)]
    public void EveryWidthGivesTheSameBits(int classes)
    {
        foreach (bool fromLogits in (bool[])[false, true])
        {
            float[] widest = Compute<Vector512Of<float>, float>(classes, fromLogits);
            Samples.Same<float>(widest, Compute<Vector256Of<float>, float>(classes, fromLogits));
            Samples.Same<float>(widest, Compute<Vector128Of<float>, float>(classes, fromLogits));
            double[] wide = Compute<Vector512Of<double>, double>(classes, fromLogits);
            Samples.Same<double>(wide, Compute<Vector256Of<double>, double>(classes, fromLogits));
            Samples.Same<double>(wide, Compute<Vector128Of<double>, double>(classes, fromLogits));
        }
    }

    [Fact]
    public void OfEqualsTheFirstIsTheLargest()
    {
        double[] row = new double[3 * 8];
        row[8] = row[16] = 1; // lane 0: classes 1 and 2
        row[17] = -1; // lane 1: classes 0 and 1
        Assert.Equal([1, 0], Numbers(row)[..2]);
    }

    private static unsafe double[] Numbers(double[] row)
    {
        double[] largest = new double[8], numbers = new double[8];
        fixed (double* values = row, best = largest, at = numbers) ClassRow<double>.Largest(values, row.Length / 8, best, at);
        return numbers;
    }

    private static unsafe T[] Compute<V, T>(int classes, bool fromLogits)
        where V : struct, IVector<V, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes;
        T[] row = [.. Samples.Values<T>(classes * lanes, 1).Select(x => fromLogits ? x : T.Abs(x))],
            t = Samples.Values<T>(classes * lanes, 2);
        T[] all = new T[5 * lanes], scales = Samples.Values<T>(lanes, 3);
        fixed (T* values = row, results = all, factors = scales, distribution = t)
        {
            ClassRow<T>.Normalizer<V>(values, classes, fromLogits, results, results + lanes);
            ClassRow<T>.Largest<V>(values, classes, results + 2 * lanes, results + 3 * lanes);
            ClassRow<T>.Gradient<V>(values, classes, fromLogits, results, results + lanes, factors, distribution);
        }

        return [.. all, .. t];
    }
}
