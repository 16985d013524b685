using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// What softmaxes have in common. Of no loop a vector lives across a call: the compiler keeps such a one on the stack, and then reads it
/// from there in every turn.
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

    /// <summary>The largest value of one sample. Reads its values and nothing behind them.</summary>
    /// <param name="x">The first.</param>
    /// <param name="count">How many, at least one.</param>
    /// <param name="room">Room for a vector.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static ScalarOf<T> LargestOfRow<V, T>(Slab<T> x, int count, Slab<T> room)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        var largest = ScalarOf<T>.Load(x);
        int i = 0;
        if (count >= V.Count)
        {
            V lanes = V.Load(x);
            for (i = V.Count; i <= count - V.Count; i += V.Count) lanes = Softmax.Larger<V, T>(V.Load(x, i), lanes);
            lanes.Store(room);
            int left = V.Count;
            for (; left >= 2 * Vector128Of<T>.Count; left /= 2)
            {
                for (int k = 0, half = left / 2; k < half; k += Vector128Of<T>.Count)
                {
                    Softmax.Larger<Vector128Of<T>, T>(Vector128Of<T>.Load(room, k), Vector128Of<T>.Load(room, k + half)).Store(room, k);
                }
            }

            for (int k = 0; k < left; k++) largest = Softmax.Larger<ScalarOf<T>, T>(ScalarOf<T>.Load(room, k), largest);
        }

        for (; i < count; i++) largest = Softmax.Larger<ScalarOf<T>, T>(ScalarOf<T>.Load(x, i), largest);
        return largest;
    }

    /// <summary><c>y = exp(x - largest)</c> of one sample. Reads and writes its values and nothing behind them.</summary>
    /// <param name="x">The first value.</param>
    /// <param name="y">Receives as many; may be <paramref name="x"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="largest">The largest.</param>
    /// <param name="room">Room for the parts of a sum.</param>
    /// <returns>Their <see cref="InterleavedSum"/>.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static ScalarOf<T> ExponentialsOfRow<V, T>(Slab<T> x, Slab<T> y, int count, ScalarOf<T> largest, Slab<T> room)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        largest.Store(room);
        V shift = V.Broadcast(room[0]);
        var math = VectorMath<V, T>.Load();
        int i = 0;
        for (; i <= count - V.Count; i += V.Count) math.ExpOfNegative(V.Load(x, i) - shift).Store(y, i);
        if (i < count)
        {
            var single = VectorMath<ScalarOf<T>, T>.Load();
            for (; i < count; i++) single.ExpOfNegative(ScalarOf<T>.Load(x, i) - largest).Store(y, i);
        }

        return InterleavedSum.OverFeatures<V, T, InterleavedSum.Values>(y, count, default, room);
    }
}
