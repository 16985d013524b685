using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary>
/// An optimizer at work on one parameter vector. Several threads may call <see cref="Step"/> at once, for ranges that do not meet.
/// </summary>
internal abstract class OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Whole passes over a piece that stays in the first cache cost less than one pass over everything per operation.
    private const int Piece = 1024;

    private double _weightDecay;
    private ParameterInfo[] _doNotDecay = [];
    private T _decay;

    /// <summary>Learning rate of the step.</summary>
    protected T Rate { get; private set; }

    /// <summary>
    /// Whether a value whose gradient is zero stays as it is, so that it can be left out of a step if it is made up for later.
    /// </summary>
    public bool CanSkip => SkipsZeros && _weightDecay == 0;

    /// <summary>The same without weight decay.</summary>
    protected virtual bool SkipsZeros => false;

    /// <summary>The largest gradient that it takes.</summary>
    public virtual double LargestGradient => double.PositiveInfinity;

    /// <summary>The largest gradient whose square is finite.</summary>
    protected static double LargestSquared { get; } = double.CreateTruncating(T.Sqrt(T.BitDecrement(T.PositiveInfinity)));

    /// <summary>Makes up, to the bit, for steps that a range was left out of.</summary>
    /// <param name="start">Where it begins in the parameter vector.</param>
    /// <param name="length">Its values.</param>
    /// <param name="steps">How many steps.</param>
    public virtual void CatchUp(int start, int length, long steps)
    {
    }

    /// <summary>Before a step: its learning rate and its number, from 0.</summary>
    public virtual void Begin(double rate, long step)
    {
        Rate = T.CreateTruncating(rate);
        _decay = T.CreateTruncating(rate * _weightDecay);
    }

    /// <summary>Sets the weight decay.</summary>
    /// <param name="weightDecay">λ.</param>
    /// <param name="excluded">What does not decay.</param>
    public void DecayBy(double weightDecay, ParameterInfo[] excluded) => (_weightDecay, _doNotDecay) = (weightDecay, excluded);

    /// <summary>What it remembers from step to step, all of it, for a run that goes on elsewhere.</summary>
    public abstract IReadOnlyList<T[]> Memory { get; }

    /// <summary>
    /// The step of a range. It writes the new parameters over the gradient, so that the caller can look at them before it takes them.
    /// </summary>
    /// <param name="parameters">The parameters of the range.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="start">Where the range begins in the parameter vector.</param>
    public void Step(ReadOnlySpan<T> parameters, Span<T> gradient, int start)
    {
        Span<T> scratch = stackalloc T[Piece], decayed = stackalloc T[_weightDecay == 0 ? 0 : Piece];
        for (int at = 0; at < parameters.Length; at += Piece)
        {
            int count = Math.Min(Piece, parameters.Length - at);
            scoped ReadOnlySpan<T> piece = parameters.Slice(at, count);
            if (_weightDecay != 0) piece = Decayed(piece, start + at, decayed[..count]);
            StepPiece(piece, gradient.Slice(at, count), start + at, scratch[..count]);
        }
    }

    private ReadOnlySpan<T> Decayed(ReadOnlySpan<T> parameters, int start, Span<T> decayed)
    {
        TensorPrimitives.Multiply(parameters, _decay, decayed);
        foreach (var parameter in _doNotDecay)
        {
            int from = Math.Max(parameter.Offset - start, 0), to = Math.Min(parameter.Offset + parameter.Length - start, decayed.Length);
            if (from < to) decayed[from..to].Clear();
        }

        TensorPrimitives.Subtract(parameters, decayed, decayed);
        return decayed;
    }

    /// <summary>The step of at most 1024 values, with room for as many more.</summary>
    protected abstract void StepPiece(ReadOnlySpan<T> parameters, Span<T> g, int start, Span<T> scratch);
}
