namespace SimdSeq.Data;

/// <summary>The rows <c>First, First + 1, ..., Last</c> of a series; both ends belong to it.</summary>
/// <param name="First">The first row.</param>
/// <param name="Last">The last row.</param>
public readonly record struct RowRange(int First, int Last)
{
    /// <summary>Number of rows, <c>Last - First + 1</c>; zero when <c>Last</c> lies before <c>First</c>.</summary>
    public int Count => (int)Math.Clamp((long)Last - First + 1, 0, int.MaxValue);

    /// <summary>Whether a row lies between the two ends.</summary>
    /// <param name="row">A row number.</param>
    public bool Contains(int row) => row >= First && row <= Last;

    /// <summary>Throws unless the range is non-empty and inside a series.</summary>
    internal void CheckInside(int rows, string argument)
    {
        if (First < 0 || Last >= rows || First > Last)
            throw new ArgumentOutOfRangeException(argument,
                $"Expected rows within 0..{rows - 1} in ascending order, got {First}..{Last}. Choose a range the series covers.");
    }
}
