using System.Numerics;

namespace SimdSeq;

/// <summary>
/// The loss of one value beside its target, with its derivative by the answer; <see cref="Loss.Of{TEquation}"/> makes a loss of it. The
/// generator writes it from a method under <see cref="LossAttribute"/>; where an equation is not of that kind, write it yourself: a struct,
/// so that its method is compiled into the loop over the values.
/// </summary>
public interface ILossEquation
{
    /// <summary>The loss, and how it changes with the answer.</summary>
    /// <param name="answer">The model's answer.</param>
    /// <param name="target">What it should be.</param>
    /// <param name="slope">The derivative by the answer.</param>
    /// <typeparam name="T">The model's precision.</typeparam>
    T Of<T>(T answer, T target, out T slope) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
