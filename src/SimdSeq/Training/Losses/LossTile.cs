using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>What a loss looks at in one tile.</summary>
internal readonly ref struct LossTile<T> where T : unmanaged
{
    /// <summary>The model's answers, <c>[step][feature][lane]</c>.</summary>
    public required ReadOnlySpan<T> Outputs { get; init; }

    /// <summary>What they should be, <c>[target][lane]</c>.</summary>
    public required ReadOnlySpan<T> Targets { get; init; }

    /// <summary>Features of a step of the answer.</summary>
    public required int Features { get; init; }

    /// <summary>Lanes in use.</summary>
    public required int Samples { get; init; }

    /// <summary>Which steps count, <c>[step][lane]</c>; empty: all.</summary>
    public ReadOnlySpan<T> Mask { get; init; }

    /// <summary>Weight of each lane, or <c>[step][lane]</c>; empty: 1.</summary>
    public ReadOnlySpan<double> Weights { get; init; }

    /// <summary>Number of the sample in each lane; empty: the lane.</summary>
    public ReadOnlySpan<int> Numbers { get; init; }

    /// <summary>Weight of each class; empty: 1.</summary>
    public ReadOnlySpan<double> ClassWeights { get; init; }

    /// <summary>Factor of the gradients.</summary>
    public double Scale { get; init; }

    /// <summary>Receives the gradient, of the answers' shape, or is empty when nobody wants it.</summary>
    public Span<T> Gradient { get; init; }

    /// <summary>Steps of the answer.</summary>
    public int Steps => Outputs.Length / (Features * Tile<T>.Lanes);

    public bool IsThere(int step, int lane) => Mask.IsEmpty || SequenceMask.IsSet(Mask[step * Tile<T>.Lanes + lane]);

    public int NumberOf(int lane) => Numbers.IsEmpty ? lane : Numbers[lane];

    public double WeightOf(int step, int lane) => Weights.IsEmpty ? 1
        : Weights[Weights.Length == Tile<T>.Lanes ? lane : step * Tile<T>.Lanes + lane];

    /// <summary>The weight of a lane with a target of that class.</summary>
    public double WeightOf(int step, int lane, int itsClass) =>
        ClassWeights.IsEmpty ? WeightOf(step, lane) : WeightOf(step, lane) * ClassWeights[itsClass];
}
