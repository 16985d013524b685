using System.Numerics;
using System.Runtime.InteropServices;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>
/// Normalisation against plain loops, the same bits over samples and over features at every width, nothing else touched, its gradients.
/// </summary>
public sealed class NormalizationTests
{
    private static readonly NormalizationKind[] Kinds = Enum.GetValues<NormalizationKind>();

    /// <summary>Each row by itself, in groups; all rows together.</summary>
    private static IEnumerable<NormalizationSets> AllSets =>
        from features in Enumerable.Range(1, 40)
        from groups in Enumerable.Range(1, features).Where(groups => features % groups == 0)
        from overRows in (bool[])[false, true]
        select new NormalizationSets(3, features, groups, overRows);

    [Fact]
    public void SingleIsWhatPlainLoopsGive() => Formula<float>(2e-5);

    [Fact]
    public void DoubleIsWhatPlainLoopsGive() => Formula<double>(1e-13);

    [Fact]
    public void SingleHasTheSameBitsInEveryForm() => Forms<float>();

    [Fact]
    public void DoubleHasTheSameBitsInEveryForm() => Forms<double>();

    [Fact]
    public void GradientsAreThoseOfCentralDifferences()
    {
        foreach (var kind in Kinds)
        {
            foreach (var sets in (NormalizationSets[])
                [new(2, 5), new(2, 16), new(1, 17), new(2, 6, 3), new(3, 6, 2, OverRows: true), new(4, 1, 1, true), new(5, 20, 20, true)])
            {
                foreach (bool isMasked in (bool[])[false, sets.OverRows])
                {
                    using var it = new NormalizationCase<double>(kind, 0.1, sets, seed: sets.Features, isMasked);
                    foreach (var run in NormalizationRun<double>.All) Differences(it, run);
                }
            }
        }
    }

    [Fact]
    public void WhereAllValuesAreEqualNothingIsDividedByZero()
    {
        foreach (var kind in Kinds)
        {
            using var it = new NormalizationCase<float>(kind, kind == NormalizationKind.UnitLength ? 1e-12 : 1e-6, new(2, 5), 1, false, false);
            it.X.Clear(it.Length);
            foreach (var run in NormalizationRun<float>.All)
            {
                it.Forward(run);
                it.Gradients(run, it.Dx);
                Assert.All(it.Y.Span(it.Length).ToArray(), value => Assert.Equal(0, value));
                Assert.All(it.Dx.Span(it.Length).ToArray(), value => Assert.True(float.IsFinite(value)));
            }
        }
    }

    [Fact]
    public void ALengthAtItsLeastIsConstant()
    {
        using var it = new NormalizationCase<double>(NormalizationKind.UnitLength, 1e-12, new(1, 4), 1, false, false);
        for (int i = 0; i < it.Length; i++) it.X[i] *= 1e-8;
        foreach (var run in NormalizationRun<double>.All)
        {
            it.Forward(run);
            it.Gradients(run, it.Dx);
            for (int i = 0; i < it.Length; i++)
            {
                Assert.Equal(1e6 * it.X[i], it.Y[i], 1e-14);
                Assert.Equal(1e6 * it.Dy[i], it.Dx[i], 1e-8);
            }
        }
    }

    [Fact]
    public void AMeanOfManyStepsKeepsItsDigits()
    {
        // A variance from the mean of squares would be lost beside a mean of 1000.
        using var it = new NormalizationCase<float>(NormalizationKind.Standard, 1e-6, new(1, 40), 3, false, false);
        for (int i = 0; i < it.Length; i++) it.X[i] += 1000;
        it.Forward(NormalizationRun<float>.All[0]);
        double[] expected = Expected(it);
        for (int i = 0; i < it.Length; i++) Assert.Equal(expected[i], it.Y[i], 1e-3);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        using var it = new NormalizationCase<float>(NormalizationKind.Standard, 1e-3, new(3, 20, 4, true), 1, isMasked: true);
        foreach (var run in NormalizationRun<float>.All)
        {
            Assert.Equal(0, Allocated.BytesOf(() =>
            {
                it.Forward(run);
                it.Gradients(run, it.Dx);
            }));
        }
    }

    private static void Formula<T>(double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (var kind in Kinds)
        {
            foreach (var sets in AllSets)
            {
                foreach (bool hasParameters in (bool[])[true, false])
                {
                    using var it = new NormalizationCase<T>(kind, 0.01, sets, sets.Features, sets.OverRows && hasParameters, hasParameters);
                    it.Forward(NormalizationRun<T>.All[0]);
                    double[] expected = Expected(it);
                    for (int i = 0; i < it.Length; i++)
                        Assert.True(Math.Abs(expected[i] - double.CreateTruncating(it.Y[i])) <= tolerance, $"{kind}, {sets}: {it.Y[i]}, not {expected[i]}");
                }
            }
        }
    }

    private static double[] Expected<T>(NormalizationCase<T> it) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sets = it.Sets;
        int lanes = Tile<T>.Lanes, group = sets.Features / sets.Groups;
        var expected = new double[it.Length];
        var indices = Enumerable.Range(0, it.Length).Where(it.IsThere);
        foreach (var set in indices.GroupBy(i => (Lane: i % lanes, Group: i / lanes % sets.Features / group,
            Row: sets.OverRows ? 0 : i / lanes / sets.Features)))
        {
            double X(int i) => double.CreateTruncating(it.X[i]);
            double mean = it.Kind == NormalizationKind.Standard ? set.Average(X) : 0, squares = set.Sum(i => (X(i) - mean) * (X(i) - mean));
            double size = it.Kind == NormalizationKind.UnitLength
                ? Math.Sqrt(Math.Max(squares, it.Epsilon)) : Math.Sqrt(squares / set.Count() + it.Epsilon);
            foreach (int i in set)
            {
                int feature = i / lanes % sets.Features;
                double normal = (X(i) - mean) / size;
                expected[i] = it.HasParameters
                    ? normal * double.CreateTruncating(it.Scale[feature]) + double.CreateTruncating(it.Offset[feature]) : normal;
            }
        }

        return expected;
    }

    private static void Forms<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes;
        foreach (var kind in Kinds)
        {
            foreach (var sets in AllSets)
            {
                using var it = new NormalizationCase<T>(kind, 0.01, sets, 7, sets.OverRows, sets.Features % 2 == 0);
                T[][]? expected = null;
                foreach (var run in NormalizationRun<T>.All)
                {
                    it.Forward(run);
                    if (it.HasParameters)
                    {
                        it.ScaleGradient.Clear(sets.Features);
                        it.OffsetGradient.Clear(sets.Features);
                    }

                    it.Gradients(run, it.Dx);
                    Slab<T>[] results = [it.Y, it.Dx, it.ScaleGradient, it.OffsetGradient];
                    int[] lengths = [it.Length, it.Length, it.HasParameters ? sets.Features : 0, it.HasParameters ? sets.Features : 0];
                    T[][] got = [.. results.Zip(lengths, (slab, length) => slab.Span(length).ToArray())];
                    expected ??= got;
                    for (int i = 0; i < got.Length; i++) Same<T>(expected[i], got[i], $"{kind}, {sets}, result {i}");
                    if (!sets.OverRows) OneSample(it, run, expected[0]);
                }
            }
        }

        void OneSample(NormalizationCase<T> it, NormalizationRun<T> run, T[] expected)
        {
            int features = it.Sets.Features;
            using GuardedBuffer<T> x = new(features), y = new(features);
            Slab<T> xs = x.AtEnd(features), ys = y.AtEnd(features);
            for (int sample = 0; sample < it.Sets.Rows * lanes; sample += 5)
            {
                int first = sample / lanes * features * lanes + sample % lanes;
                for (int i = 0; i < features; i++) xs[i] = it.X[first + i * lanes];
                run.OverFeatures(xs, ys, it.Scale, it.Offset, it.Kind, it.Epsilon, features, it.Sets.Groups);
                T[] wanted = [.. Enumerable.Range(0, features).Select(i => expected[first + i * lanes])];
                Same<T>(wanted, ys.Span(features), $"{it.Kind}, {it.Sets} over features");
            }
        }
    }

    private static void Differences(NormalizationCase<double> it, NormalizationRun<double> run)
    {
        var sets = it.Sets;
        it.ScaleGradient.Clear(sets.Features);
        it.OffsetGradient.Clear(sets.Features);
        it.Forward(run);
        double[] weights = it.Dy.Span(it.Length).ToArray();
        it.Dx.Span(it.Length).Fill(10);
        it.Gradients(run, it.Dx, adds: true);
        double[] added = it.Dx.Span(it.Length).ToArray();
        it.Gradients(run, it.Dy); // where dy was
        double[] gradient = it.Dy.Span(it.Length).ToArray();
        weights.CopyTo(it.Dy.Span(it.Length));
        for (int i = 0; i < it.Length; i += 3)
        {
            Assert.Equal(gradient[i], added[i] - 10, 1e-13);
            Assert.Equal(it.IsThere(i) ? Difference(it.X, i) : 0, gradient[i], 1e-8);
        }

        for (int i = 0; i < sets.Features; i++)
        {
            // Both calls have added theirs.
            Assert.Equal(2 * Difference(it.Scale, i), it.ScaleGradient[i], 2e-7);
            Assert.Equal(2 * Difference(it.Offset, i), it.OffsetGradient[i], 2e-7);
        }

        double Difference(Slab<double> values, int index)
        {
            double kept = values[index], h = 1e-5;
            double difference = (Loss(kept + h) - Loss(kept - h)) / (2 * h);
            values[index] = kept;
            return difference;

            double Loss(double value)
            {
                values[index] = value;
                it.Forward(run);
                double sum = 0;
                for (int i = 0; i < it.Length; i++) sum += weights[i] * it.Y[i];
                return sum;
            }
        }
    }

    private static void Same<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> got, string what) where T : unmanaged =>
        Assert.True(MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(got)), what);
}
