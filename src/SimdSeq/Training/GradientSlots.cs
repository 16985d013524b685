using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary>
/// The gradients of a batch. A fixed number of slots, not the threads, decide in which order sums are made: tile i belongs to slot
/// i modulo the number of slots, a slot adds its tiles in order, and the slots are added by a fixed binary tree. So the bits are the
/// same for any number of threads.
/// </summary>
internal sealed class GradientSlots<T>(int slots, int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T>?[] _slots = new AlignedBuffer<T>?[slots];

    public int Count => slots;

    /// <summary>A slot, made when first used.</summary>
    public AlignedBuffer<T> this[int slot] => _slots[slot] ??= new AlignedBuffer<T>(length);

    /// <summary>Adds the first <paramref name="used"/> slots; the sum is in slot 0, which is returned.</summary>
    public Span<T> Sum(int used)
    {
        for (int distance = 1; distance < used; distance *= 2)
        {
            for (int slot = 0; slot + distance < used; slot += 2 * distance)
                TensorPrimitives.Add(this[slot].Span, this[slot + distance].Span, this[slot].Span);
        }

        return this[0].Span;
    }

    /// <summary>Sum of squares in double, in a fixed order: eight sums, as no vector width decides here.</summary>
    public static double SumOfSquares(ReadOnlySpan<T> values)
    {
        Span<double> sums = stackalloc double[8];
        sums.Clear();
        int i = 0;
        for (; i + 8 <= values.Length; i += 8)
        {
            for (int j = 0; j < 8; j++)
            {
                double value = double.CreateTruncating(values[i + j]);
                sums[j] += value * value;
            }
        }

        for (; i < values.Length; i++)
        {
            double value = double.CreateTruncating(values[i]);
            sums[0] += value * value;
        }

        return (sums[0] + sums[4] + (sums[2] + sums[6])) + (sums[1] + sums[5] + (sums[3] + sums[7]));
    }
}
