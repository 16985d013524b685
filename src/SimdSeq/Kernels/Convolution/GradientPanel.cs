namespace SimdSeq.Kernels;

/// <summary>Weights whose gradients are summed together: some taps, inputs and outputs. Distances are in values.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal unsafe ref struct GradientPanel<T> where T : unmanaged
{
    /// <summary>First input of input row 0.</summary>
    public required T* X { get; init; }

    /// <summary>From one input row to the next.</summary>
    public required nint XRow { get; init; }

    /// <summary>First output of output row 0.</summary>
    public required T* D { get; init; }

    /// <summary>From one output row to the next.</summary>
    public required nint DRow { get; init; }

    /// <summary>Sums over the rows so far, <c>[tap][input][output][lane]</c>.</summary>
    public required T* Sums { get; init; }

    /// <summary>First tap.</summary>
    public required int FirstTap { get; init; }

    /// <summary>Number of taps.</summary>
    public required int Taps { get; init; }

    /// <summary>Number of inputs.</summary>
    public required int Inputs { get; init; }

    /// <summary>Number of outputs.</summary>
    public required int Outputs { get; init; }

    /// <summary>Number of sums.</summary>
    public readonly int Tiles => Taps * Inputs * Outputs;

    /// <summary>
    /// The same with output rows from <paramref name="row"/> up to <paramref name="end"/> copied to rows an odd number of features apart.
    /// </summary>
    public readonly GradientPanel<T> WithCopyOfD(int row, int end, Slab<T> copy)
    {
        nint copyRow = (nint)(Outputs | 1) * Tile<T>.Lanes;
        CopyRows(D + row * DRow, DRow, copy.Address, copyRow, end - row, Outputs);
        return this with { D = copy.Address - row * copyRow, DRow = copyRow };
    }

    /// <summary>
    /// The same with the input rows that these output rows meet, unless they need more than <paramref name="most"/> tiles.
    /// </summary>
    public readonly GradientPanel<T> WithCopyOfX(scoped in ConvolutionWindow window, int row, int end, Slab<T> copy, int most)
    {
        int first = Math.Max(0, row * window.Stride + FirstTap * window.Dilation - window.Before);
        int last = Math.Min(window.InputRows - 1, (end - 1) * window.Stride + (FirstTap + Taps - 1) * window.Dilation - window.Before);
        long rows = (long)last - first + 1;
        if (rows * (Inputs | 1) > most || rows > 2 * (end - row))
            return this;
        nint copyRow = (nint)(Inputs | 1) * Tile<T>.Lanes;
        CopyRows(X + first * XRow, XRow, copy.Address, copyRow, (int)Math.Max(0, rows), Inputs);
        return this with { X = copy.Address - first * copyRow, XRow = copyRow };
    }

    private static void CopyRows(T* from, nint fromRow, T* to, nint toRow, int rows, int features)
    {
        for (int i = 0; i < rows; i++, from += fromRow, to += toRow)
            new Slab<T>(from).CopyTo(new Slab<T>(to), features * Tile<T>.Lanes);
    }
}
