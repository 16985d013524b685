namespace SimdSeq;

/// <summary>
/// A loss in one precision, over a tile. Every lane is computed by itself and in a fixed order, so no vector width shows in the bits.
/// </summary>
internal abstract class LossFunction<T> where T : unmanaged
{
    /// <summary>The weighted sum of the losses of a tile, and (scaled) their gradients.</summary>
    /// <param name="tile">Answers, targets and weights; its gradient receives zero wherever nothing counts.</param>
    /// <exception cref="ArgumentException">A target is not what the loss takes.</exception>
    public abstract double Sum(in LossTile<T> tile);

    /// <summary>Whether a step of a lane in use counts.</summary>
    public virtual bool Counts(in LossTile<T> tile, int step, int lane) => tile.IsThere(step, lane);

    /// <summary>Number of steps of one lane that count.</summary>
    public int CountSteps(in LossTile<T> tile, int lane)
    {
        int count = 0;
        for (int step = 0; step < tile.Steps; step++) count += Counts(tile, step, lane) ? 1 : 0;
        return count;
    }

    /// <summary>Number of steps that count, over all lanes in use.</summary>
    public virtual int CountSteps(in LossTile<T> tile)
    {
        if (tile.Mask.IsEmpty) return tile.Steps * tile.Samples;
        int count = 0;
        for (int lane = 0; lane < tile.Samples; lane++) count += CountSteps(tile, lane);
        return count;
    }

    /// <summary>How many answers of a tile name the right class, by losses, without weights.</summary>
    public virtual int Correct(in LossTile<T> tile) => 0;
}
