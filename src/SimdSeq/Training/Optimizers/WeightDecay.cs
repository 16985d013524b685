using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary>A penalty of <see cref="L2"/> on one parameter.</summary>
/// <param name="First">Its first value in the parameter vector.</param>
/// <param name="End">Its end.</param>
/// <param name="Strength">Strength.</param>
internal readonly record struct WeightDecay<T>(int First, int End, double Strength) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Squares and products of a piece stay in the first cache.
    private const int Piece = 1024;

    /// <summary>The parameters that the patterns name.</summary>
    /// <exception cref="ArgumentException">A pattern names none.</exception>
    public static WeightDecay<T>[] Of(ModelLayout layout, IReadOnlyList<L2> penalties)
    {
        var decays = new List<WeightDecay<T>>();
        foreach (var penalty in penalties)
        {
            foreach (var parameter in ParameterPattern.Find(layout.Parameters, penalty.Pattern,
                $"{nameof(FitOptions)}.{nameof(FitOptions.L2)}"))
                decays.Add(new WeightDecay<T>(parameter.Offset, parameter.Offset + parameter.Length, penalty.Strength));
        }

        return [.. decays];
    }

    /// <summary>Adds the gradient of the penalty within a range of the parameter vector, and returns the penalty.</summary>
    public double Add(ReadOnlySpan<T> parameters, Span<T> gradient, int start)
    {
        int from = Math.Max(First - start, 0), to = Math.Min(End - start, parameters.Length);
        if (from >= to) return 0;
        Span<T> scratch = stackalloc T[Piece];
        for (int at = from; at < to; at += Piece)
        {
            int count = Math.Min(Piece, to - at);
            TensorPrimitives.Multiply(parameters.Slice(at, count), T.CreateTruncating(2 * Strength), scratch);
            TensorPrimitives.Add(gradient.Slice(at, count), scratch[..count], gradient.Slice(at, count));
        }

        return Strength * GradientSlots<T>.SumOfSquares(parameters[from..to]);
    }
}
