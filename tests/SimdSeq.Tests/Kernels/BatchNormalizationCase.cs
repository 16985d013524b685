using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>One normalisation with running statistics, with its memory: each buffer ends where nothing may be touched.</summary>
internal sealed class BatchNormalizationCase<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const double Epsilon = 0.01;

    private readonly List<GuardedBuffer<T>> _buffers = [];

    public BatchNormalizationCase(int rows, int features, int samples, int seed, bool isMasked, bool isScaled, bool isMoved)
    {
        (Rows, Features, Samples, Length) = (rows, features, samples, rows * features * Tile<T>.Lanes);
        var random = new Random(seed);
        X = Filled(Length, () => random.NextDouble() + 0.5);
        Dy = Filled(Length, () => 2 * random.NextDouble() - 1);
        Mean = Filled(features, random.NextDouble);
        Variance = Filled(features, () => random.NextDouble() + 0.1);
        if (isScaled) (Scale, ScaleGradient) = (Filled(features, () => random.NextDouble() - 2), Filled(features, () => 0));
        if (isMoved) (Offset, OffsetGradient) = (Filled(features, random.NextDouble), Filled(features, () => 0));
        if (isMasked) MaskRows();
        Y = Filled(Length, () => 0);
        Dx = Filled(Length, () => 10);
        Deviations = Filled(features, () => 0);
        Factors = isScaled ? Filled(features, () => 0) : Deviations;
        MeanSums = Filled(features, () => 0);
        VarianceSums = Filled(features + 1, () => 0);
        Sums = Filled((4 * features + 1) * Tile<T>.Lanes, () => double.NaN);

        // What is not there has no gradient; a lane without a sample holds whatever the layers before made of zeros.
        for (int i = 0; i < Length; i++)
        {
            if (!IsThere(i / Tile<T>.Lanes / features, i % Tile<T>.Lanes)) Dy[i] = T.Zero;
        }
    }

    public int Rows { get; }

    public int Features { get; }

    public int Samples { get; }

    public int Length { get; }

    public Slab<T> X { get; }

    public Slab<T> Mask { get; private set; }

    public Slab<T> Y { get; }

    public Slab<T> Dy { get; }

    public Slab<T> Dx { get; }

    public Slab<T> Mean { get; }

    public Slab<T> Variance { get; }

    public Slab<T> Scale { get; }

    public Slab<T> Offset { get; }

    public Slab<T> Deviations { get; }

    public Slab<T> Factors { get; }

    public Slab<T> ScaleGradient { get; }

    public Slab<T> OffsetGradient { get; }

    public Slab<T> MeanSums { get; }

    public Slab<T> VarianceSums { get; }

    public Slab<T> Sums { get; }

    public void Derive() => BatchNormalization.Derive(Variance, Scale, Deviations, Factors, Epsilon, Features);

    public void Forward<V>() where V : struct, IVector<V, T> =>
        BatchNormalization.OverSamples<V, T>(X, Y, Mean, Factors, Offset, Rows, Features);

    public void Gradients<V>(Slab<T> dx, bool adds = false) where V : struct, IVector<V, T> => BatchNormalization.Gradients<V, T>(
        X, Mask, Dy, dx, adds, Mean, Deviations, Factors, ScaleGradient, OffsetGradient, MeanSums, VarianceSums, Sums,
        Samples, Rows, Features);

    /// <summary>What is there of a feature: the places of its values in the tile, in lanes in use.</summary>
    public IEnumerable<int> PlacesOf(int feature) => Enumerable.Range(0, Rows)
        .SelectMany(row => Enumerable.Range(0, Samples).Where(lane => IsThere(row, lane)).Select(lane => Place(row, feature, lane)));

    public int Place(int row, int feature, int lane) => (row * Features + feature) * Tile<T>.Lanes + lane;

    public void Dispose()
    {
        foreach (var buffer in _buffers) buffer.Dispose();
    }

    // A step that is not there holds what is finite, and nothing of it may get into a sum.
    private void MaskRows()
    {
        Mask = Filled(Rows * Tile<T>.Lanes, () => 0);
        SequenceMask.FromLengths([.. Enumerable.Range(0, Samples).Select(lane => lane % (Rows + 1))], Mask, Rows);
        for (int i = 0; i < Length; i++)
        {
            int row = i / Tile<T>.Lanes / Features, lane = i % Tile<T>.Lanes;
            if (lane < Samples && !IsThere(row, lane)) X[i] = T.CreateTruncating(1e10);
        }
    }

    private unsafe bool IsThere(int row, int lane) =>
        lane < Samples && (Mask.Address == null || SequenceMask.IsSet(Mask[row * Tile<T>.Lanes + lane]));

    private Slab<T> Filled(int length, Func<double> value)
    {
        var buffer = new GuardedBuffer<T>(length);
        _buffers.Add(buffer);
        var slab = buffer.AtEnd(length);
        for (int i = 0; i < length; i++) slab[i] = T.CreateTruncating(value());
        return slab;
    }
}
