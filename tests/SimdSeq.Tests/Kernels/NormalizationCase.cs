using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>One normalisation with its memory, each buffer ending where nothing may be touched.</summary>
internal sealed class NormalizationCase<T> : IDisposable where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<GuardedBuffer<T>> _buffers = [];
    private readonly bool _isMasked;

    public NormalizationCase(
        NormalizationKind kind, double epsilon, NormalizationSets sets, int seed, bool isMasked = false, bool hasParameters = true)
    {
        (Kind, Epsilon, Sets, _isMasked, HasParameters) = (kind, epsilon, sets, isMasked, hasParameters);
        Random = new Random(seed);
        Length = sets.Rows * sets.Features * Lanes;
        (X, Y, Dy, Dx) = (New(Length, spread: 3), New(Length), New(Length, spread: 1), New(Length));
        Statistics = New(2 * sets.Groups * (sets.OverRows ? 1 : sets.Rows) * Lanes);
        if (hasParameters)
        {
            (Scale, Offset) = (New(sets.Features, spread: 2), New(sets.Features, spread: 1));
            (ScaleGradient, OffsetGradient, Sums) = (New(sets.Features), New(sets.Features), New(2 * sets.Features * Lanes));
        }

        if (!isMasked) return;
        Mask = New(sets.Rows * Lanes);
        SequenceMask.FromLengths([.. Enumerable.Range(0, Lanes).Select(lane => lane % (sets.Rows + 1))], Mask, sets.Rows);
        for (int i = 0; i < Length; i++)
        {
            if (!IsThere(i)) X[i] = T.NaN; // nothing of it may get anywhere
        }
    }

    public static int Lanes => Tile<T>.Lanes;

    public NormalizationKind Kind { get; }

    public double Epsilon { get; }

    public NormalizationSets Sets { get; }

    public Random Random { get; }

    public int Length { get; }

    public Slab<T> X { get; }

    public Slab<T> Y { get; }

    public Slab<T> Dy { get; }

    public Slab<T> Dx { get; }

    public Slab<T> Statistics { get; }

    public Slab<T> Scale { get; }

    public Slab<T> Offset { get; }

    public Slab<T> ScaleGradient { get; }

    public Slab<T> OffsetGradient { get; }

    public Slab<T> Sums { get; }

    public Slab<T> Mask { get; }

    public bool HasParameters { get; }

    /// <summary>Whether the row that holds a value is there for its sample.</summary>
    public bool IsThere(int index) =>
        !_isMasked || SequenceMask.IsSet(Mask[index / (Sets.Features * Lanes) * Lanes + index % Lanes]);

    public void Forward(NormalizationRun<T> run) => run.OverSamples(X, Mask, Y, Statistics, Scale, Offset, Kind, Epsilon, Sets);

    public void Gradients(NormalizationRun<T> run, Slab<T> dx, bool adds = false) => run.Gradients(
        X, Mask, Statistics, Dy, dx, adds, Scale, ScaleGradient, OffsetGradient, Sums, Kind, Epsilon, Sets);

    public void Dispose()
    {
        foreach (var buffer in _buffers) buffer.Dispose();
    }

    private Slab<T> New(int length, double spread = 0)
    {
        var buffer = new GuardedBuffer<T>(length);
        _buffers.Add(buffer);
        var slab = buffer.AtEnd(length);
        for (int i = 0; i < length; i++) slab[i] = T.CreateTruncating(spread * (2 * Random.NextDouble() - 1));
        return slab;
    }
}
