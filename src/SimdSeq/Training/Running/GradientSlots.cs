using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SimdSeq;

/// <summary>
/// The gradients of a batch. A fixed number of slots, not the threads, decide in which order sums are made: tile i belongs to slot
/// i modulo the number of slots, a slot adds its tiles in order, and the slots are added by a fixed binary tree. So the bits are the
/// same for any number of threads.
/// </summary>
internal sealed class GradientSlots<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // So much of eight slots stays in the first cache.
    private const int Piece = 1024;

    private readonly AlignedBuffer<T>[] _slots;

    public GradientSlots(int slots, int length)
    {
        _slots = new AlignedBuffer<T>[slots];
        for (int slot = 0; slot < slots; slot++) _slots[slot] = new AlignedBuffer<T>(length);
    }

    public int Count => _slots.Length;

    /// <summary>The rows of a looked-up table that hold a gradient; null when every step goes over the whole vector.</summary>
    public TouchedRows? Touched { get; private set; }

    /// <summary>From now on only the rows of a table that are looked up hold a gradient.</summary>
    public void Track(ParameterInfo table) => Touched = new TouchedRows(table, Count);

    /// <summary>Makes a slot zero.</summary>
    public void Clear(int slot)
    {
        var gradient = _slots[slot].Span;
        if (Touched is null)
        {
            gradient.Clear();
            return;
        }

        gradient[..Touched.Table.Offset].Clear();
        gradient[(Touched.Table.Offset + Touched.Table.Length)..].Clear();
        Touched.Clear(slot, gradient);
    }

    public AlignedBuffer<T> this[int slot] => _slots[slot];

    /// <summary>Adds a range of the first <paramref name="used"/> slots; the sum is in slot 0, of which the range is returned.</summary>
    public Span<T> Sum(int used, int start, int length)
    {
        for (int piece = start; piece < start + length; piece += Piece)
        {
            int count = Math.Min(Piece, start + length - piece);
            for (int distance = 1; distance < used; distance *= 2)
            {
                for (int slot = 0; slot + distance < used; slot += 2 * distance)
                {
                    var sum = _slots[slot].Span.Slice(piece, count);
                    TensorPrimitives.Add(sum, _slots[slot + distance].Span.Slice(piece, count), sum);
                }
            }
        }

        return _slots[0].Span.Slice(start, length);
    }

    /// <summary>Sum of squares in double, in a fixed order: eight sums, whatever the vector width.</summary>
    public static double SumOfSquares(ReadOnlySpan<T> values)
    {
        Vector512<double> sums = Vector512<double>.Zero;
        int i = 0;
        if (typeof(T) == typeof(float))
        {
            var floats = MemoryMarshal.Cast<T, float>(values);
            for (; i + 16 <= floats.Length; i += 16)
            {
                (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(Vector512.Create(floats.Slice(i, 16)));
                sums += lower * lower;
                sums += upper * upper;
            }
        }

        Span<double> eight = stackalloc double[8];
        sums.CopyTo(eight);
        for (; i + 8 <= values.Length; i += 8)
        {
            for (int j = 0; j < 8; j++) eight[j] += Square(values[i + j]);
        }

        for (; i < values.Length; i++) eight[0] += Square(values[i]);
        return (eight[0] + eight[4] + (eight[2] + eight[6])) + (eight[1] + eight[5] + (eight[3] + eight[7]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Square(T value)
    {
        double wide = double.CreateTruncating(value);
        return wide * wide;
    }
}
