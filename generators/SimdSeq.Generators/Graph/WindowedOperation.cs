namespace SimdSeq.Generators.Graph;

/// <summary>An operation each of whose rows is made of a window of rows: it can leave out the windows that nobody reads.</summary>
internal abstract class WindowedOperation(string name, string declared, Value input, Shape output, Windows windows)
    : Operation(name, declared, [input], output)
{
    /// <summary>In a stream, the last rows: a ring.</summary>
    public const string Ring = "Ring";

    /// <summary>In a stream, the number of the step.</summary>
    public const string Position = "Position";

    private bool _readsPieces;

    /// <summary>Its windows.</summary>
    public Windows Windows { get; private set; } = windows;

    /// <summary>The windows that are made over a tile, among the rows that are there.</summary>
    public Windows TileWindows => Windows.Among(Input.Rows, Output.Rows);

    public override bool WorksInPieces => Windows is { IsForEveryRow: true, LookAhead: 0 };

    /// <summary>Lets it read pieces of a sample, with the rows before them.</summary>
    public void ReadPieces(PieceRows rows)
    {
        Redirect(0, rows.Output);
        Windows = Windows with { Dilation = rows.Distance, Before = 0 };
        _readsPieces = true;
    }

    // With a window for every row a mask of the rows is one of the windows.
    public override StreamRate? RateInStream(StreamRate inputs) =>
        _readsPieces || Windows is { LookAhead: 0, IsForEveryRow: true } ? inputs : inputs.Of(Windows);

    public override int ZerosAtFirst => Windows.LookAhead;

    public override RowSet RowsMade(RowSet wanted) => wanted;

    public override RowSet RowsRead(int input) => Windows.RowsRead(Output.Rows, Input.DeclaredShape.Rows);

    public override bool FindsRows(int input) => Windows.AreAmong(Input.Rows, Output.Rows);

    public override bool AddsInputGradients => true;

    public override bool MakesMask => InputShape.IsMasked && !Windows.IsForEveryRow;

    public override string MaskRule => Windows.MaskRule;
}
