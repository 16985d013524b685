using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// A part of a parameter's gradient, for <see cref="WeightGradient.Accumulate{V, T}"/>: of neighbouring columns of a matrix, the sum over
/// rows and lanes of <c>x * d</c>; of neighbouring values of a bias, the sum of <c>d</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly struct GradientSum<T> where T : unmanaged
{
    /// <summary>Of a bias.</summary>
    /// <param name="column">First column of d.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="gradient">Gradient of the first value, added to.</param>
    public GradientSum(int column, int columns, Slab<T> gradient)
    {
        Column = column;
        Columns = columns;
        Gradient = gradient;
    }

    /// <summary>Of a matrix.</summary>
    /// <param name="x">What the matrix was multiplied with, <c>[rows][inputs][lane]</c>.</param>
    /// <param name="xStride">Features from one row of <paramref name="x"/> to the next.</param>
    /// <param name="inputs">Features of an input row.</param>
    /// <param name="column">First column of d.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="gradient">Gradient of the first value of the columns, <c>[inputs][columns]</c>, added to.</param>
    /// <param name="gradientStride">Values from one gradient row to the next.</param>
    public GradientSum(Slab<T> x, int xStride, int inputs, int column, int columns, Slab<T> gradient, int gradientStride)
        : this(column, columns, gradient)
    {
        X = x;
        XStride = xStride;
        Inputs = inputs;
        GradientStride = gradientStride;
    }

    internal Slab<T> X { get; }

    internal int XStride { get; }

    internal int Inputs { get; }

    internal int Column { get; }

    internal int Columns { get; }

    internal int EndColumn => Column + Columns;

    internal Slab<T> Gradient { get; }

    internal int GradientStride { get; }

    internal bool IsOfBias => Inputs == 0;

    /// <summary>The part of its columns from <paramref name="from"/> up to <paramref name="to"/>; none: no columns.</summary>
    internal GradientSum<T> Within(int from, int to)
    {
        int first = Math.Max(Column, from), count = Math.Max(0, Math.Min(EndColumn, to) - first);
        return new(X, XStride, Inputs, first, count, Gradient + (first - Column), GradientStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Covers(int column) => column >= Column && column < EndColumn;

    internal unsafe bool HasSameInput(in GradientSum<T> other) => X.Address == other.X.Address && Inputs == other.Inputs;
}
