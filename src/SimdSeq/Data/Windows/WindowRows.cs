namespace SimdSeq.Data;

/// <summary>A window counted in rows of its series.</summary>
/// <param name="Lookback">Rows the input reaches back, a multiple of <paramref name="Step"/>.</param>
/// <param name="Step">Rows between two input steps.</param>
/// <param name="Ahead">Rows from the newest input to the first target.</param>
/// <param name="Horizon">Values forecast at once, of each target.</param>
/// <param name="HorizonStep">Rows between two of them.</param>
/// <param name="Stride">Rows between the newest inputs of two windows.</param>
public readonly record struct WindowRows(
    int Lookback, int Step, int Ahead, int Horizon = 1, int HorizonStep = 1, int Stride = 1)
{
    /// <summary>Input steps, <c>Lookback / Step</c>.</summary>
    public int Steps => Lookback / Step;

    /// <summary>Rows from the oldest input to the newest.</summary>
    public int Span => Lookback - Step;

    /// <summary>Rows from the newest input to the last target.</summary>
    public int Reach => Ahead + (Horizon - 1) * HorizonStep;

    /// <summary>The book's delay, which counts from the row after the newest input step: <c>Ahead - Step</c>.</summary>
    public int Delay => Ahead - Step;
}
