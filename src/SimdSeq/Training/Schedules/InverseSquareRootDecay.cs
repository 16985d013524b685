namespace SimdSeq;

/// <summary>
/// The schedule of the Transformer (Vaswani et al. 2017): up in a straight line for some steps, then down with the square root of their
/// number: <c>rate · min((step + 1) / warmup, √(warmup / (step + 1)))</c>. The paper's rate, at its highest, is
/// <c>1 / √(features · warmup)</c> with 4000 steps of warm-up.
/// </summary>
/// <param name="rate">The highest rate, after the warm-up.</param>
/// <param name="warmup">Steps up to it.</param>
public sealed class InverseSquareRootDecay(double rate, int warmup) : LearningRate
{
    private readonly double _rate = Positive(rate, nameof(rate));
    private readonly double _warmup = Steps(warmup, nameof(warmup));

    /// <inheritdoc/>
    public override double At(long step) => _rate * Math.Min((step + 1) / _warmup, Math.Sqrt(_warmup / (step + 1)));
}
