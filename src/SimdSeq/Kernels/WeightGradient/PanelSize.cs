namespace SimdSeq.Kernels;

/// <summary>How much of a weight gradient is worked on at a time. It changes no bit.</summary>
internal readonly struct PanelSize
{
    /// <summary>Where a vector holds the whole tile: register blocks of 4 inputs by 6 columns.</summary>
    public static PanelSize OfWholeTiles => new() { Rows = 64, Inputs = 64, InputsOfManyRows = 64, ColumnsOfBlock = 6, Columns = 256 };

    /// <summary>Where it holds a part: of 3 by 4, and the sums come back for every run of rows and share the cache with the copy.</summary>
    public static PanelSize OfParts => new() { Rows = 128, Inputs = 48, InputsOfManyRows = 33, ColumnsOfBlock = 4, Columns = 128 };

    /// <summary>Rows that are copied together: a part of a block's columns of d stays in L1 while all inputs of a panel pass.</summary>
    public required int Rows { get; init; }

    /// <summary>Inputs of a panel, at most.</summary>
    public required int Inputs { get; init; }

    /// <summary>The same where the rows are more than <see cref="Rows"/>.</summary>
    public required int InputsOfManyRows { get; init; }

    /// <summary>Columns of a register block, at most.</summary>
    public required int ColumnsOfBlock { get; init; }

    /// <summary>Columns whose sums are kept from one run of rows to the next.</summary>
    public required int Columns { get; init; }

    /// <summary>Tiles of the copy of a panel's inputs, at most: they stay in the second-level cache while the columns pass.</summary>
    public int TilesOfInputs => Math.Min(45 * 128, Inputs * Rows);

    /// <summary>The same with the copy of d.</summary>
    public int TilesOfCopies => TilesOfInputs + ColumnsOfBlock * Rows;

    /// <summary>Copies and sums.</summary>
    public int ScratchTiles => TilesOfCopies + (Inputs + 1) * Columns;
}
