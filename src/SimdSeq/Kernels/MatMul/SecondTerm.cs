using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>Whether a register block goes on with a second product before it stores its sums, as a type parameter.</summary>
internal interface ITerms
{
    /// <summary>Whether it does.</summary>
    static abstract bool AreTwo { get; }
}

/// <summary>One product.</summary>
internal readonly struct OneTerm : ITerms
{
    public static bool AreTwo
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }
}

/// <summary>Two products.</summary>
internal readonly struct TwoTerms : ITerms
{
    public static bool AreTwo
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }
}

/// <summary>The second of two products with one sum: a step's state and its weights.</summary>
/// <param name="X">Its input, <c>[inputs][lane]</c>.</param>
/// <param name="Weights">Its weights, <c>[inputs][outputs]</c>.</param>
/// <param name="WeightStride">Values from one weight row to the next.</param>
/// <param name="Inputs">Features of its input.</param>
internal readonly record struct SecondTerm<T>(Slab<T> X, Slab<T> Weights, int WeightStride, int Inputs) where T : unmanaged;
