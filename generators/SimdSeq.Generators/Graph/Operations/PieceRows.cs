using System;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// The rows of the pieces of a sample (see <see cref="Pieces"/>), and before them those that windows which begin there read. Where a
/// window's rows lie further apart than a piece is long, these are a piece for each of them: what lies between is read by nobody.
/// </summary>
internal sealed class PieceRows(string name, string declared, Value input, Windows windows)
    : Operation(name, declared, [input],
        input.Shape with { Steps = (windows.Size - 1) * Math.Min(windows.Dilation, input.Shape.Rows) + input.Shape.Rows })
{
    /// <summary>Rows that a window reads.</summary>
    public int Taps => windows.Size;

    /// <summary>Steps from one of them to the next.</summary>
    public int Dilation => windows.Dilation;

    /// <summary>Rows from one of them to the next, as they lie here.</summary>
    public int Distance => Math.Min(Dilation, InputShape.Rows);

    public override bool ReadsWholeVectors => false;
}
