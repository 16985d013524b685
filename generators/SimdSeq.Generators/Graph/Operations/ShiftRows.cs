using System;
using System.Collections.Generic;
using static System.FormattableString;

namespace SimdSeq.Generators.Graph;

/// <summary>The rows some places later or earlier: zeros come in, and what leaves is lost.</summary>
internal sealed class ShiftRows(string name, string declared, Value input, int shift, int rows)
    : Operation(name, declared, [input], input.Shape with { Steps = rows })
{
    /// <summary>How many rows later; less than zero: earlier.</summary>
    public int Shift { get; } = shift;

    // Rows that leave at the end are known by those that come after them.
    public override StreamRate? RateInStream(StreamRate inputs) => inputs.MayMiss
        ? null
        : inputs.At(inputs.Period, PhaseOfMoved(inputs) + (long)inputs.Period * RowsBehind(inputs), Rows(inputs));

    /// <summary>How many rows, in a stream, come before the one that is moved here.</summary>
    public long RowsBehind(StreamRate inputs)
    {
        // Those of the padding that lie in the memory of whoever reads them need not come.
        long first = -(long)inputs.Period * Math.Min(Output.ZerosAtFirst, Math.Max(0, Shift));
        long earliest = Math.Max(first, (inputs with { Rows = Rows(inputs) }).Earliest);
        return Math.Max(0, (earliest - PhaseOfMoved(inputs) + inputs.Period - 1) / inputs.Period);
    }

    /// <summary>The same over a tile, counted in the rows that are there.</summary>
    public int TileShift
    {
        get
        {
            // Where there is but one row on a side, the other says how far rows are apart; none meets another where that does not fit.
            int distance = Shift + Input.Rows.First - Output.Rows.First, stride = Math.Max(Input.Rows.Stride, Output.Rows.Stride);
            return distance % stride == 0 ? distance / stride : Output.Rows.Count;
        }
    }

    public override RowSet RowsMade(RowSet wanted) => wanted;

    public override RowSet RowsRead(int input) =>
        RowSet.Between((long)Output.Rows.First - Shift, (long)Output.Rows.Last - Shift, Output.Rows.Stride, Input.DeclaredShape.Rows);

    public override bool FindsRows(int input) =>
        (Output.Rows.Count == 1 || Output.Rows.Stride == Input.Rows.Stride)
        && ((long)Output.Rows.First - Shift - Input.Rows.First) % Input.Rows.Stride == 0;

    public override bool MakesMask => InputShape.IsMasked;

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers
    {
        get
        {
            long leaving = (long)Input.DeclaredShape.Rows + Shift - Output.DeclaredShape.Rows;
            return [(WindowedOperation.Position, 2),
                (WindowedOperation.Ring, (Math.Max(0, Shift) + Math.Max(0, leaving)) * Output.DeclaredShape.Features)];
        }
    }

    public override string MaskRule => Invariant($"{OutputShape.Rows} rows shifted by {Shift}");

    private RowCount Rows(StreamRate inputs) => inputs.Rows.Plus(Output.DeclaredShape.Rows - Input.DeclaredShape.Rows);

    private long PhaseOfMoved(StreamRate inputs) => inputs.Phase - (long)inputs.Period * Shift;
}
