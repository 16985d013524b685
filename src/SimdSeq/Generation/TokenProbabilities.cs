using System.Numerics;
using System.Runtime.Intrinsics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// Probabilities of tokens from what a model answers, in double whatever its precision: sums over many tokens and many steps stay exact
/// enough, and have the same bits on any machine.
/// </summary>
internal sealed class TokenProbabilities<T>(TokenLayout layout) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<double> _values = new(layout.Tokens);

    /// <summary><c>p[i] = exp(z[i] / temperature) / Σ exp(z[k] / temperature)</c>. Valid until the next call.</summary>
    public ReadOnlySpan<double> Of(ReadOnlySpan<T> answer, double temperature)
    {
        LogOdds(answer, temperature);
        if (Vector512.IsHardwareAccelerated)
            Softmax.OverFeatures<Vector512Of<double>, double>(_values.Slab, _values.Slab, layout.Tokens);
        else if (Vector256.IsHardwareAccelerated)
            Softmax.OverFeatures<Vector256Of<double>, double>(_values.Slab, _values.Slab, layout.Tokens);
        else Softmax.OverFeatures<Vector128Of<double>, double>(_values.Slab, _values.Slab, layout.Tokens);
        return Checked();
    }

    /// <summary>Logarithms of the probabilities. Valid until the next call.</summary>
    public ReadOnlySpan<double> LogOf(ReadOnlySpan<T> answer)
    {
        LogOdds(answer, 1);
        if (Vector512.IsHardwareAccelerated)
            LogSoftmax.OverFeatures<Vector512Of<double>, double>(_values.Slab, _values.Slab, layout.Tokens);
        else if (Vector256.IsHardwareAccelerated)
            LogSoftmax.OverFeatures<Vector256Of<double>, double>(_values.Slab, _values.Slab, layout.Tokens);
        else LogSoftmax.OverFeatures<Vector128Of<double>, double>(_values.Slab, _values.Slab, layout.Tokens);
        return Checked();
    }

    /// <summary>The token with the largest answer, the smallest of several.</summary>
    public int Largest(ReadOnlySpan<T> answer)
    {
        int largest = 0;
        for (int i = 0; i < answer.Length; i++)
        {
            if (T.IsNaN(answer[i])) ThrowNotFinite();
            if (answer[i] > answer[largest]) largest = i;
        }

        if (!T.IsFinite(answer[largest])) ThrowNotFinite();
        return largest;
    }

    // The largest is taken away before the division, so that a small temperature makes no infinity of it.
    private void LogOdds(ReadOnlySpan<T> answer, double temperature)
    {
        Span<double> values = _values.Span;
        double largest = double.NegativeInfinity;
        for (int i = 0; i < values.Length; i++)
        {
            double value = double.CreateTruncating(answer[i]);
            values[i] = layout.Answers == Activation.Softmax ? NaturalLogarithm.Of(value) : value;
            if (values[i] > largest) largest = values[i];
        }

        for (int i = 0; i < values.Length; i++) values[i] = (values[i] - largest) / temperature;
    }

    // A value that is none makes the whole row not-a-number.
    private ReadOnlySpan<double> Checked()
    {
        if (double.IsNaN(_values.Span[0])) ThrowNotFinite();
        return _values.Span;
    }

    private void ThrowNotFinite() => throw new InvalidOperationException(
        $"{layout.Name} answered a value that is no number or infinite, so no token can be chosen. Have its parameters been trained to "
        + "the end, and are they finite?");
}
