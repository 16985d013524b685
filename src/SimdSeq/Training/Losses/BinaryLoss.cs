using System.Numerics;

namespace SimdSeq;

/// <summary>A loss of answers to yes or no.</summary>
internal abstract class BinaryLoss(bool softTargets) : Loss
{
    internal sealed override int ClassesFor(int outputFeatures) => 2;

    internal sealed override LossFunction<T> In<T>() => softTargets ? Of<T, SoftTarget>() : Of<T, HardTarget>();

    /// <summary>The loss with such targets.</summary>
    protected abstract LossFunction<T> Of<T, TTarget>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : IBinaryTarget;
}
