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

    /// <summary>How many answers of a tile name the right class, by losses, without weights.</summary>
    public virtual int Correct(in LossTile<T> tile) => 0;
}
