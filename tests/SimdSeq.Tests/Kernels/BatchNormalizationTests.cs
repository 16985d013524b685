using System.Numerics;
using System.Runtime.InteropServices;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>Running statistics against plain loops, the same bits at every width and over features, and what is summed up.</summary>
public sealed class BatchNormalizationTests
{
    private static readonly int[] SomeFeatures = [1, 2, 3, 5, 16, 17, 33];

    [Fact]
    public void SingleIsWhatPlainLoopsGive() => Formulas<float>(2e-5);

    [Fact]
    public void DoubleIsWhatPlainLoopsGive() => Formulas<double>(1e-12);

    [Fact]
    public void SingleHasTheSameBitsInEveryForm() => Forms<float>();

    [Fact]
    public void DoubleHasTheSameBitsInEveryForm() => Forms<double>();

    [Fact]
    public void TheGradientOfTheInputIsAddedOrLeftOut()
    {
        using var it = new BatchNormalizationCase<float>(3, 5, 16, 1, isMasked: false, isScaled: true, isMoved: true);
        it.Derive();
        it.Gradients<Vector256Of<float>>(it.Dx);
        float[] dx = it.Dx.Span(it.Length).ToArray();
        it.Dx.Span(it.Length).Fill(10);
        it.Gradients<Vector256Of<float>>(it.Dx, adds: true);
        for (int i = 0; i < it.Length; i++) Assert.Equal(10 + dx[i], it.Dx[i]);
        it.Gradients<Vector256Of<float>>(default);
        for (int i = 0; i < it.Length; i++) Assert.Equal(10 + dx[i], it.Dx[i]);
        it.Gradients<Vector256Of<float>>(it.Dy); // where the gradient of the answers was
        Assert.Equal(dx, it.Dy.Span(it.Length).ToArray());
    }

    [Fact]
    public void NothingIsAllocated()
    {
        using var it = new BatchNormalizationCase<float>(3, 20, 11, 1, isMasked: true, isScaled: true, isMoved: true);
        Assert.Equal(0, Allocated.BytesOf(() =>
        {
            it.Derive();
            it.Forward<Vector512Of<float>>();
            it.Gradients<Vector128Of<float>>(it.Dx);
        }));
    }

    private static IEnumerable<BatchNormalizationCase<T>> Cases<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        from features in SomeFeatures
        from samples in (int[])[Tile<T>.Lanes, 3]
        from options in Enumerable.Range(0, 8)
        select new BatchNormalizationCase<T>(
            4, features, samples, features, isMasked: (options & 1) > 0, isScaled: (options & 2) > 0, isMoved: (options & 4) > 0);

    private static unsafe void Formulas<T>(double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var it in Cases<T>())
        {
            using var owned = it;
            it.Derive();
            it.Forward<Vector512Of<T>>();
            it.Gradients<Vector512Of<T>>(it.Dx);
            double Of(Slab<T> slab, int i, double missing) => slab.Address == null ? missing : double.CreateTruncating(slab[i]);
            double count = 0;
            for (int feature = 0; feature < it.Features; feature++)
            {
                double mean = Of(it.Mean, feature, 0), scale = Of(it.Scale, feature, 1), offset = Of(it.Offset, feature, 0);
                double deviation = Math.Sqrt(Of(it.Variance, feature, 0) + BatchNormalizationCase<T>.Epsilon);
                int[] places = [.. it.PlacesOf(feature)];
                double Difference(int place) => Of(it.X, place, 0) - mean;
                foreach (int place in places)
                {
                    Near(Difference(place) / deviation * scale + offset, it.Y[place]);
                    Near(Of(it.Dy, place, 0) * scale / deviation, it.Dx[place]);
                }

                double ofScale = places.Sum(place => Of(it.Dy, place, 0) * Difference(place)) / deviation;
                if (it.Scale.Address != null) Near(ofScale, it.ScaleGradient[feature]);
                if (it.Offset.Address != null) Near(places.Sum(place => Of(it.Dy, place, 0)), it.OffsetGradient[feature]);
                Near(places.Sum(Difference), it.MeanSums[feature]);
                Near(places.Sum(place => Difference(place) * Difference(place)), it.VarianceSums[feature]);
                count = places.Length;
            }

            Assert.Equal(count, Of(it.VarianceSums, it.Features, 0));

            void Near(double expected, T got)
            {
                double error = Math.Abs(expected - double.CreateTruncating(got));
                Assert.True(error <= tolerance * (1 + Math.Abs(expected)), $"{it.Features} features: {got}, not {expected}");
            }
        }
    }

    private static void Forms<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var it in Cases<T>())
        {
            using var owned = it;
            T[] expected = Results<Vector512Of<T>>(it);
            Same<T>(expected, Results<Vector256Of<T>>(it), $"{it.Features} features, 256 bits");
            Same<T>(expected, Results<Vector128Of<T>>(it), $"{it.Features} features, 128 bits");
            OneSample<Vector512Of<T>>(it);
            OneSample<Vector128Of<T>>(it);
        }

        static T[] Results<V>(BatchNormalizationCase<T> it) where V : struct, IVector<V, T>
        {
            it.MeanSums.Clear(it.Features);
            it.VarianceSums.Clear(it.Features + 1);
            it.Derive();
            it.Forward<V>();
            it.Gradients<V>(it.Dx);
            return
            [
                .. it.Y.Span(it.Length), .. it.Dx.Span(it.Length),
                .. it.MeanSums.Span(it.Features), .. it.VarianceSums.Span(it.Features + 1),
                .. Once(it.ScaleGradient), .. Once(it.OffsetGradient),
            ];

            unsafe T[] Once(Slab<T> gradient)
            {
                if (gradient.Address == null) return [];
                T[] values = gradient.Span(it.Features).ToArray();
                gradient.Clear(it.Features);
                return values;
            }
        }

        static void OneSample<V>(BatchNormalizationCase<T> it) where V : struct, IVector<V, T>
        {
            int padded = (it.Features + Tile<T>.Lanes - 1) / Tile<T>.Lanes * Tile<T>.Lanes;
            using GuardedBuffer<T> memory = new(5 * padded);
            var rows = memory.AtEnd(5 * padded);
            Slab<T> x = rows, y = rows + padded, mean = rows + 2 * padded, factors = rows + 3 * padded, offset = rows + 4 * padded;
            it.Mean.CopyTo(mean, it.Features);
            it.Factors.CopyTo(factors, it.Features);
            for (int i = 0; i < it.Features; i++) x[i] = it.X[it.Place(1, i, 2)];
            if (HasOffset()) it.Offset.CopyTo(offset, it.Features);
            BatchNormalization.OverFeatures<V, T>(x, y, mean, factors, HasOffset() ? offset : default, it.Features);
            T[] wanted = [.. Enumerable.Range(0, it.Features).Select(i => it.Y[it.Place(1, i, 2)])];
            Same<T>(wanted, y.Span(it.Features), $"{it.Features} features of one sample");

            unsafe bool HasOffset() => it.Offset.Address != null;
        }
    }

    private static void Same<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> got, string what) where T : unmanaged =>
        Assert.True(MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(got)), what);
}
