using System.Runtime.CompilerServices;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// Zeroed memory that starts at a cache line and never moves. It belongs to the garbage collector, so nobody has to free it: a
/// <see cref="Span"/> keeps it by itself, and whoever works on its <see cref="Slab"/> keeps the buffer referenced.
/// </summary>
internal sealed unsafe class AlignedBuffer<T> where T : unmanaged
{
    private const int Line = 64;

    // Referenced so that the collector keeps the pinned array as long as this buffer.
    private readonly T[] _array;
    private readonly int _start;

    public AlignedBuffer(int length)
    {
        int slack = Line / sizeof(T);
        _array = GC.AllocateArray<T>(length + 2 * slack, pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref _array[0]), aligned = (address + Line - 1) & ~(nuint)(Line - 1);
        _start = (int)(aligned - address) / sizeof(T);
        Slab = new Slab<T>((T*)aligned);
        Length = length;
    }

    public int Length { get; }

    public Slab<T> Slab { get; }

    public Span<T> Span => _array.AsSpan(_start, Length);

    public Span<T> Slice(int offset, int length) => _array.AsSpan(_start + offset, length);
}
