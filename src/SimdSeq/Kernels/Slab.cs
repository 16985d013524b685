using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// The address of the first of a run of values inside an aligned buffer, with pointer arithmetic in values. It lets emitted code and
/// a user's project stay free of the <c>unsafe</c> keyword; it is not bounds-checked, as the offsets come from the compiler's placement.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly unsafe struct Slab<T> where T : unmanaged
{
    private const int Line = 64;

    internal readonly T* Address;

    internal Slab(T* address) => Address = address;

    /// <summary>
    /// Of memory on the stack the part that begins at a cache line: it needs a tile's vector more than is used. Vectors across two lines
    /// are slow to store and slower to load again.
    /// </summary>
    internal static Slab<T> AtLine(T* memory) => new((T*)(((nuint)memory + (Line - 1)) & ~(nuint)(Line - 1)));

    /// <summary>The run that starts <paramref name="values"/> values later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slab<T> operator +(Slab<T> slab, int values) => new(slab.Address + values);

    /// <summary>One value.</summary>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Address[index];
    }

    /// <summary>The first <paramref name="length"/> values as a span.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Span(int length) => new(Address, length);

    /// <summary>Sets the first <paramref name="length"/> values to zero.</summary>
    public void Clear(int length) => Span(length).Clear();

    /// <summary>Copies the first <paramref name="length"/> values.</summary>
    public void CopyTo(Slab<T> destination, int length) => Span(length).CopyTo(destination.Span(length));

    /// <summary>Copies rows of <paramref name="width"/> values, the last one first.</summary>
    public void CopyRowsReversed(Slab<T> destination, int rows, int width)
    {
        for (int row = 0; row < rows; row++) (this + row * width).CopyTo(destination + (rows - 1 - row) * width, width);
    }

    /// <summary>Writes each of the first <paramref name="length"/> values to all lanes of a tile's vector.</summary>
    public void Broadcast(Slab<T> destination, int length)
    {
        for (int i = 0; i < length; i++) (destination + i * Tile<T>.Lanes).Span(Tile<T>.Lanes).Fill(Address[i]);
    }
}
