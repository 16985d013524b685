using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// Rows from windows of rows, feature by feature. Rows that are not there count for nothing; a window is there when the row that it is
/// <see cref="Reference"/>d by is.
/// </summary>
internal sealed class Pool(string name, string declared, Value input, PoolKind kind, Windows windows, bool isGlobal)
    : WindowedOperation(name, declared, input, isGlobal
        ? new Shape(null, input.Shape.Features)
        : input.Shape with { Steps = windows.Count }, windows)
{
    /// <summary>In a stream, how many rows there were.</summary>
    public const string Count = "Count";

    /// <summary>In a stream, their sum.</summary>
    public const string Sum = "Sum";

    public PoolKind Kind { get; } = kind;

    /// <summary>Whether its one window is the whole sequence.</summary>
    public bool IsGlobal { get; } = isGlobal;

    // The mean over all steps so far is an answer at each of them. Which rows of a window count, a mask says for whole samples alone.
    public override StreamRate? RateInStream(StreamRate inputs) => IsGlobal ? inputs : inputs.MayMiss ? null : inputs.Of(Windows);

    public override int ZerosAtFirst => IsGlobal ? 0 : base.ZerosAtFirst;

    public override bool FindsRows(int input) => Input.Rows.Stride == 1;

    public override bool GradientReadsInputs => Kind == PoolKind.Max;

    public override bool GradientReadsOutput => Kind == PoolKind.Max;

    public override bool MakesMask => !IsGlobal && base.MakesMask;

    public override bool RemembersInStream => IsGlobal;

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers => (IsGlobal, Kind) switch
    {
        (false, _) => [(Position, 2), (Ring, Windows.RingRows * RingFeatures)],
        (true, PoolKind.Max) => [(Count, 2)],
        (true, _) => [(Count, 2), (Sum, OutputShape.Features)],
    };

    // Every row begins with a vector of its own, the widest of which hold so many values.
    private long RingFeatures => (InputShape.Features + 15) / 16 * 16;
}

internal enum PoolKind { Max, Average }
