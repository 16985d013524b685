using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// Rows from windows of rows, feature by feature. Rows that are not there count for nothing; a window is there when the row that it is
/// <see cref="Reference"/>d by is.
/// </summary>
internal sealed class Pool(string name, string declared, Value input, PoolKind kind, Windows windows, bool isGlobal)
    : Operation(name, declared, [input], isGlobal
        ? new Shape(null, input.Shape.Features)
        : input.Shape with { Steps = windows.Count })
{
    /// <summary>In a stream, how many rows there were.</summary>
    public const string Count = "Count";

    /// <summary>In a stream, their sum.</summary>
    public const string Sum = "Sum";

    public PoolKind Kind { get; } = kind;

    public Windows Windows { get; } = windows;

    /// <summary>Whether its one window is the whole sequence.</summary>
    public bool IsGlobal { get; } = isGlobal;

    // The mean over all steps so far is an answer at each of them.
    public override StreamRate? RateInStream(StreamRate inputs) => IsGlobal ? inputs : inputs.Of(Windows, Input.DeclaredShape.Rows);

    public override RowSet RowsMade(RowSet wanted) => IsGlobal ? base.RowsMade(wanted) : wanted;

    public override RowSet RowsRead(int input) => Windows.RowsRead(Output.Rows, Input.DeclaredShape.Rows);

    public override bool FindsRows(int input) => Input.Rows.Stride == 1;

    /// <summary>The windows that are made, among the rows that are there.</summary>
    public Windows TileWindows => Windows.Among(Input.Rows, Output.Rows);

    public override bool GradientReadsInputs => Kind == PoolKind.Max;

    public override bool GradientReadsOutput => Kind == PoolKind.Max;

    public override bool AddsInputGradients => true;

    public override bool MakesMask => !IsGlobal && InputShape.IsMasked && !Windows.IsForEveryRow;

    public override string MaskRule => Windows.MaskRule;

    public override bool RemembersInStream => IsGlobal;

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers => (IsGlobal, Kind) switch
    {
        (false, _) => [(Convolution.Position, 2), (Convolution.Ring, Windows.RingRows * RingFeatures)],
        (true, PoolKind.Max) => [(Count, 2)],
        (true, _) => [(Count, 2), (Sum, OutputShape.Features)],
    };

    // Every row begins with a vector of its own, the widest of which hold so many values.
    private long RingFeatures => (InputShape.Features + 15) / 16 * 16;
}

internal enum PoolKind { Max, Average }
