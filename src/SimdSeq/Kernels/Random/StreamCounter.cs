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

    /// <summary>The number, which is one more afterwards.</summary>
    /// <param name="place">Where it lies, at an address divisible by eight.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Next<T>(Slab<T> place) where T : unmanaged => (*(long*)place.Address)++;
}
