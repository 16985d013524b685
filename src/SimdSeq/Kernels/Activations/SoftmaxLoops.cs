using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// What softmaxes over samples have in common. Each loop is a method without a call: the compiler keeps a vector that lives across a call
/// on the stack, and then reads it from there in every turn of a loop.
/// </summary>
internal static unsafe class SoftmaxLoops
{
    /// <summary>
    /// The largest of some values, a lane each. It changes no bit by the order in which it is found (<see cref="Softmax"/>).
    /// </summary>
    /// <param name="x">The first, <c>[value][lane]</c>.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Largest<V, T>(Slab<T> x, int count)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        V largest = V.Load(x), other = largest;
        for (; count > 1; count -= 2, x += 2 * lanes)
        {
            largest = Softmax.Larger<V, T>(V.Load(x), largest);
            other = Softmax.Larger<V, T>(V.Load(x, lanes), other);
        }

        if (count > 0) largest = Softmax.Larger<V, T>(V.Load(x), largest);
        return Softmax.Larger<V, T>(other, largest);
    }

    /// <summary><c>y = exp(x - largest)</c>.</summary>
    /// <param name="x">The first value, <c>[value][lane]</c>.</param>
    /// <param name="y">Receives as many; may be <paramref name="x"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="largest">The largest of each lane.</param>
    /// <returns>Their <see cref="InterleavedSum"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exponentials<V, T>(Slab<T> x, Slab<T> y, int count, V largest)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        WriteExponentials(x, y, count, largest);
        return InterleavedSum.Over<V, T, InterleavedSum.Values>(y, count, default);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void WriteExponentials<V, T>(Slab<T> x, Slab<T> y, int count, V largest)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        var math = VectorMath<V, T>.Load();
        V shift = -largest; // a parameter itself would be read from the stack in every turn
        for (int i = 0; i < count * Tile<T>.Lanes; i += Tile<T>.Lanes) math.ExpOfNegative(V.Load(x, i) + shift).Store(y, i);
    }
}
