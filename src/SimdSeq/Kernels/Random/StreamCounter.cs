using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>A number of steps in the memory of a stream: zero when that is cleared. It takes eight bytes whatever the element.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class StreamCounter
{
    /// <summary>The number.</summary>
    /// <param name="place">Where it lies, at an address divisible by eight.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Value<T>(Slab<T> place) where T : unmanaged => *(long*)place.Address;

    /// <summary>Steps of the sequence: those so far, or all of one that has ended.</summary>
    /// <param name="end">Where their number lies when it has ended; zero before.</param>
    /// <param name="step">Number of the step.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Steps<T>(Slab<T> end, long step) where T : unmanaged => Value(end) is > 0 and var all ? all : step + 1;

    /// <summary>The number, which is one more afterwards.</summary>
    /// <param name="place">Where it lies, at an address divisible by eight.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Next<T>(Slab<T> place) where T : unmanaged => (*(long*)place.Address)++;
}
