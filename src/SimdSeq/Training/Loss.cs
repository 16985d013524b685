using System.Numerics;

namespace SimdSeq;

/// <summary>What training makes small. The loss of a batch is the mean over its samples and over the targets of each.</summary>
public abstract class Loss
{
    private protected Loss()
    {
    }

    /// <summary>mean |y - t|.</summary>
    public static Loss MeanAbsoluteError { get; } = new MeanAbsoluteErrorLoss();

    /// <summary>mean (y - t)².</summary>
    public static Loss MeanSquaredError { get; } = new MeanSquaredErrorLoss();

    /// <summary>Keras's name, for instance <c>mean_absolute_error</c>.</summary>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal abstract LossFunction<T> In<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A loss in one precision, over a tile.</summary>
internal abstract class LossFunction<T> where T : unmanaged
{
    /// <summary>The sum of the losses of a tile's values, and (scaled) their gradients.</summary>
    /// <param name="outputs">The model's answers, <c>[target][lane]</c>.</param>
    /// <param name="targets">What they should be.</param>
    /// <param name="samples">Lanes in use; the gradient of the others becomes zero.</param>
    /// <param name="scale">Factor of the gradients.</param>
    /// <param name="gradient">Receives the gradient, or is empty when nobody wants it.</param>
    public abstract double Sum(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int samples, T scale, Span<T> gradient);
}
