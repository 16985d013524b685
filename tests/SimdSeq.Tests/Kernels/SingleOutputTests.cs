using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>
/// One output: the exact bits of the stated order, for samples and for inputs, at every width, with nothing else written or used.
/// </summary>
public sealed class SingleOutputTests
{
    [Fact]
    public void Single() => EverySize<float>();

    [Fact]
    public void Double() => EverySize<double>();

    private static void EverySize<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Rows = 2;
        int lanes = Tile<T>.Lanes;
        var random = new Random(5);
        for (int inputs = 1; inputs <= 3 * lanes + 1; inputs++)
        {
            int padded = (inputs + lanes - 1) / lanes * lanes;
            using GuardedBuffer<T> x = new(Rows * inputs * lanes), sample = new(padded), weights = new(padded), y = new(Rows * lanes);
            Slab<T> xs = x.AtEnd(Rows * inputs * lanes), one = sample.AtEnd(padded), w = weights.AtEnd(padded), ys = y.AtEnd(Rows * lanes);
            foreach (ref T value in xs.Span(Rows * inputs * lanes)) value = T.CreateTruncating(2 * random.NextDouble() - 1);
            w.Span(padded).Fill(T.NaN); // what lies behind the last weight must not matter
            one.Span(padded).Fill(T.NaN);
            foreach (ref T value in w.Span(inputs)) value = T.CreateTruncating(2 * random.NextDouble() - 1);
            T bias = T.CreateTruncating(0.3);
            foreach (var run in Widths<T>())
            {
                ys.Span(Rows * lanes).Fill(T.NaN);
                run.OverSamples(xs, inputs, w, bias, ys, Rows, inputs);
                for (int row = 0; row < Rows; row++)
                {
                    for (int lane = 0; lane < lanes; lane++)
                    {
                        for (int k = 0; k < inputs; k++) one[k] = xs[(row * inputs + k) * lanes + lane];
                        T expected = Reference(one.Span(inputs), w.Span(inputs), bias);
                        Assert.True(expected == ys[row * lanes + lane], $"{inputs} inputs, row {row}, lane {lane}");
                        Assert.True(expected == run.OverInputs(one, w, bias, inputs), $"{inputs} inputs, one sample");
                    }
                }
            }
        }
    }

    private static T Reference<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, T bias) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes, quarter = lanes / 4;
        var s = new T[lanes];
        for (int k = 0; k < x.Length; k++)
            s[k % lanes] = SimdLevel.HasFusedMultiplyAdd ? T.FusedMultiplyAdd(x[k], w[k], s[k % lanes]) : x[k] * w[k] + s[k % lanes];
        var a = Enumerable.Range(0, quarter).Select(i => (s[i] + s[i + 2 * quarter]) + (s[i + quarter] + s[i + 3 * quarter])).ToArray();
        return bias + (quarter == 4 ? (a[0] + a[2]) + (a[1] + a[3]) : a[0] + a[1]);
    }

    private static IEnumerable<Run<T>> Widths<T>() where T : unmanaged, INumberBase<T> =>
        [new Run<Vector512Of<T>, T>(), new Run<Vector256Of<T>, T>(), new Run<Vector128Of<T>, T>()];

    private abstract class Run<T> where T : unmanaged
    {
        public abstract void OverSamples(Slab<T> x, int xStride, Slab<T> weights, T bias, Slab<T> y, int rows, int inputs);

        public abstract T OverInputs(Slab<T> x, Slab<T> weights, T bias, int inputs);
    }

    private sealed class Run<V, T> : Run<T>
        where V : struct, IVector<V, T>
        where T : unmanaged, INumberBase<T>
    {
        public override void OverSamples(Slab<T> x, int xStride, Slab<T> weights, T bias, Slab<T> y, int rows, int inputs) =>
            DotProduct.OverSamples<V, T>(x, xStride, weights, bias, y, rows, inputs);

        public override T OverInputs(Slab<T> x, Slab<T> weights, T bias, int inputs) =>
            DotProduct.OverInputs<V, T>(x, weights, bias, inputs);
    }
}
