namespace SimdSeq.Kernels;

/// <summary>The operands of sums over taps and inputs. Distances are in values.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal unsafe ref struct TapSums<T> where T : unmanaged
{
    /// <summary>Source row 0.</summary>
    public required T* X { get; init; }

    /// <summary>From one source row to the next.</summary>
    public required nint XRow { get; init; }

    /// <summary>Weights of the first tap and input.</summary>
    public required T* Weights { get; init; }

    /// <summary>From one tap of a sum to the next, of any sign.</summary>
    public required nint WeightTap { get; init; }

    /// <summary>From one input to the next.</summary>
    public required nint WeightInput { get; init; }

    /// <summary>One value an output, or none.</summary>
    public required T* Bias { get; init; }

    /// <summary>The first sum.</summary>
    public required T* Y { get; init; }

    /// <summary>From one sum to the next.</summary>
    public required nint YRow { get; init; }

    /// <summary>Features of a source row.</summary>
    public required int Inputs { get; init; }

    /// <summary>Sums of a row.</summary>
    public required int Outputs { get; init; }

    /// <summary>All outputs of the rows of a run from one on.</summary>
    public readonly TapBlock<T> BlockOf(in TapWalk walk, in TapWalk.Run run, int row) => new()
    {
        X = X + XRow * (row * (nint)walk.Step + run.Tap * (nint)walk.TapStep + walk.Offset),
        Weights = Weights + WeightTap * run.Tap,
        Bias = Bias,
        Y = Y + YRow * row,
        XColumn = XRow * walk.Step,
        YColumn = YRow,
        XTap = XRow * walk.TapStep,
        WeightTap = WeightTap,
        Taps = run.Taps,
        XInput = Tile<T>.Lanes,
        WeightInput = WeightInput,
        Inputs = Inputs,
    };
}

/// <summary>The operands of one register block, a few columns (rows, or parts of a row's lanes) by a few outputs.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal unsafe ref struct TapBlock<T> where T : unmanaged
{
    /// <summary>First feature of the first column at the first tap.</summary>
    public T* X;

    /// <summary>Weight of the first output at the first tap.</summary>
    public T* Weights;

    /// <summary>First bias.</summary>
    public T* Bias;

    /// <summary>First output of the first column.</summary>
    public T* Y;

    /// <summary>From one column to the next.</summary>
    public nint XColumn, YColumn;

    /// <summary>From one tap to the next, and how many there are.</summary>
    public nint XTap, WeightTap, Taps;

    /// <summary>From one input to the next, and how many there are.</summary>
    public nint XInput, WeightInput, Inputs;
}
