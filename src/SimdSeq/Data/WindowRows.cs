namespace SimdSeq.Data;

/// <summary>A window counted in rows of its series.</summary>
/// <param name="Lookback">Rows the input reaches back, a multiple of <paramref name="Step"/>.</param>
/// <param name="Step">Rows between two input steps.</param>
/// <param name="Delay">Rows from the window's reference row to its target.</param>
public readonly record struct WindowRows(int Lookback, int Step, int Delay)
{
    /// <summary>Input steps, <c>Lookback / Step</c>.</summary>
    public int Steps => Lookback / Step;
}
