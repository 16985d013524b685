using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>Where emitted code finds its memory while it works on one tile.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly struct TileFrame<T> where T : unmanaged
{
    /// <summary>The parameter vector.</summary>
    public required Slab<T> Parameters { get; init; }

    /// <summary>What <c>PackParameters</c> derived from the parameters.</summary>
    public required Slab<T> Packed { get; init; }

    /// <summary>This worker's workspace.</summary>
    public required Slab<T> Workspace { get; init; }

    /// <summary>The gradient slot, laid out like the parameter vector; the backward pass adds to it.</summary>
    public required Slab<T> Gradient { get; init; }

    /// <summary>Memory for the sums of weight gradients on their way, where the kernels need any.</summary>
    public required Slab<T> Scratch { get; init; }

    /// <summary>What this tile keeps from call to call.</summary>
    public required Slab<T> State { get; init; }

    /// <summary>Lanes in use.</summary>
    public required int Samples { get; init; }

    /// <summary>Whether dropout is on.</summary>
    public required bool Training { get; init; }

    /// <summary>Key of the dropout masks: the seed of the run.</summary>
    public required long Seed { get; init; }

    /// <summary>Key of the dropout masks: the number of the training step.</summary>
    public required long TrainingStep { get; init; }

    /// <summary>Key of the dropout masks: position in the batch of the sample in lane 0.</summary>
    public required int FirstSample { get; init; }
}
