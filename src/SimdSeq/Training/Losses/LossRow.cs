using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>One step of one sample, for a loss that looks at all its values together. Everything is read and computed in double.</summary>
internal readonly ref struct LossRow<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _answers;
    private readonly ReadOnlySpan<T> _targets;
    private readonly Span<T> _gradient;
    private readonly double _scale;

    public LossRow(in LossTile<T> tile, int step, int lane, int targets, double weight)
    {
        int lanes = Tile<T>.Lanes;
        (Step, Lane, Count, Targets) = (step, lane, tile.Features, targets);
        _answers = tile.Outputs.Slice(step * Count * lanes, Count * lanes)[lane..];
        _targets = tile.Targets.Slice(step * targets * lanes, targets * lanes)[lane..];
        _gradient = tile.Gradient.IsEmpty ? default : tile.Gradient.Slice(step * Count * lanes, Count * lanes)[lane..];
        _scale = tile.Scale * weight;
    }

    /// <summary>Its step.</summary>
    public int Step { get; }

    /// <summary>Its lane.</summary>
    public int Lane { get; }

    /// <summary>Answers.</summary>
    public int Count { get; }

    /// <summary>Targets.</summary>
    public int Targets { get; }

    /// <summary>Whether somebody takes the gradient.</summary>
    public bool WantsGradient => !_gradient.IsEmpty;

    /// <summary>An answer.</summary>
    public double Answer(int index) => double.CreateTruncating(_answers[index * Tile<T>.Lanes]);

    /// <summary>A target, as it came.</summary>
    public T Given(int index) => _targets[index * Tile<T>.Lanes];

    /// <summary>A target.</summary>
    public double Target(int index) => double.CreateTruncating(Given(index));

    /// <summary>The number of the largest answer, the first of equals.</summary>
    public int LargestAnswer()
    {
        int largest = 0;
        for (int k = 1; k < Count; k++) largest = Answer(k) > Answer(largest) ? k : largest;
        return largest;
    }

    /// <summary>The number of the largest target, the first of equals.</summary>
    public int LargestTarget()
    {
        int largest = 0;
        for (int k = 1; k < Targets; k++) largest = Target(k) > Target(largest) ? k : largest;
        return largest;
    }

    /// <summary>Writes the derivative by an answer, times the weight.</summary>
    public void SetGradient(int index, double derivative) =>
        _gradient[index * Tile<T>.Lanes] = T.CreateTruncating(_scale * derivative);
}
