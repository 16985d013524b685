using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>Normalisation, log-softmax and gated linear units at one vector width.</summary>
internal abstract class NormalizationRun<T> where T : unmanaged
{
    /// <summary>All widths.</summary>
    public static readonly NormalizationRun<T>[] All =
    [
        new NormalizationRun<Vector512Of<T>, T>(), new NormalizationRun<Vector256Of<T>, T>(), new NormalizationRun<Vector128Of<T>, T>(),
    ];

    public abstract void OverSamples(
        Slab<T> x, Slab<T> mask, Slab<T> y, Slab<T> statistics, Slab<T> scale, Slab<T> offset, NormalizationKind kind, double epsilon,
        NormalizationSets sets);

    public abstract void OverFeatures(
        Slab<T> x, Slab<T> y, Slab<T> scale, Slab<T> offset, NormalizationKind kind, double epsilon, int features, int groups);

    public abstract void Gradients(
        Slab<T> x, Slab<T> mask, Slab<T> statistics, Slab<T> dy, Slab<T> dx, bool adds, Slab<T> scale, Slab<T> scaleGradient,
        Slab<T> offsetGradient, Slab<T> sums, NormalizationKind kind, double epsilon, NormalizationSets sets);

    public abstract void LogSoftmaxOverSamples(Slab<T> x, Slab<T> y, int features, int rows);

    public abstract void LogSoftmaxOverFeatures(Slab<T> x, Slab<T> y, int features);

    public abstract void LogSoftmaxBackward(Slab<T> y, Slab<T> dy, Slab<T> dx, int features, int rows);

    public abstract void Glu(Slab<T> x, Slab<T> y, int half, int rows);

    public abstract void GluBackward(Slab<T> x, Slab<T> dy, Slab<T> dx, bool adds, int half, int rows);
}

internal sealed class NormalizationRun<V, T> : NormalizationRun<T> where V : struct, IVector<V, T> where T : unmanaged
{
    public override void OverSamples(
        Slab<T> x, Slab<T> mask, Slab<T> y, Slab<T> statistics, Slab<T> scale, Slab<T> offset, NormalizationKind kind, double epsilon,
        NormalizationSets sets) =>
        Normalization.OverSamples<V, T>(x, mask, y, statistics, scale, offset, kind, epsilon, sets);

    public override void OverFeatures(
        Slab<T> x, Slab<T> y, Slab<T> scale, Slab<T> offset, NormalizationKind kind, double epsilon, int features, int groups) =>
        Normalization.OverFeatures<V, T>(x, y, scale, offset, kind, epsilon, features, groups);

    public override void Gradients(
        Slab<T> x, Slab<T> mask, Slab<T> statistics, Slab<T> dy, Slab<T> dx, bool adds, Slab<T> scale, Slab<T> scaleGradient,
        Slab<T> offsetGradient, Slab<T> sums, NormalizationKind kind, double epsilon, NormalizationSets sets) =>
        Normalization.Gradients<V, T>(
            x, mask, statistics, dy, dx, adds, scale, scaleGradient, offsetGradient, sums, kind, epsilon, sets);

    public override void LogSoftmaxOverSamples(Slab<T> x, Slab<T> y, int features, int rows) =>
        LogSoftmax.OverSamples<V, T>(x, y, features, rows);

    public override void LogSoftmaxOverFeatures(Slab<T> x, Slab<T> y, int features) => LogSoftmax.OverFeatures<V, T>(x, y, features);

    public override void LogSoftmaxBackward(Slab<T> y, Slab<T> dy, Slab<T> dx, int features, int rows) =>
        LogSoftmax.Backward<V, T>(y, dy, dx, features, rows);

    public override void Glu(Slab<T> x, Slab<T> y, int half, int rows) => GatedLinearUnit.Forward<V, T>(x, y, half, rows);

    public override void GluBackward(Slab<T> x, Slab<T> dy, Slab<T> dx, bool adds, int half, int rows) =>
        GatedLinearUnit.Backward<V, T>(x, dy, dx, adds, half, rows);
}
