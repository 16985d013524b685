using System.Numerics;
using System.Runtime.CompilerServices;
using SimdSeq.Data;

namespace SimdSeq.Kernels;

/// <summary>Rows of a table by number. Ids are values of the model's precision, exact up to 2^24 in <see cref="float"/>.</summary>
public static unsafe class EmbeddingLookup
{
    /// <summary><c>y[step][f][lane] = table[ids[step][lane]][f]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is no whole number from 0 to <paramref name="rows"/> - 1.</exception>
    public static void Gather<T>(Slab<T> ids, Slab<T> table, int rows, int features, Slab<T> y, int yStride, int steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes;
        T** sources = stackalloc T*[lanes];
        for (int step = 0; step < steps; step++)
        {
            for (int lane = 0; lane < lanes; lane++)
                sources[lane] = table.Address + (nint)Id(ids[step * lanes + lane], rows, step, lane) * features;
            T* destination = (y + step * yStride * lanes).Address;
            if (typeof(T) == typeof(float)) LaneTransposition.Transpose((float**)sources, features, (float*)destination);
            else LaneTransposition.TransposeOneByOne(sources, features, destination);
        }
    }

    /// <summary>
    /// <c>gradient[ids[step][lane]][f] += d[step][f][lane]</c>, by step and then by lane: a fixed order, so equal bits.
    /// </summary>
    public static void Scatter<T>(Slab<T> ids, Slab<T> d, int dStride, Slab<T> gradient, int features, int steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes;
        for (int step = 0; step < steps; step++)
        {
            T* source = (d + step * dStride * lanes).Address;
            for (int lane = 0; lane < lanes; lane++)
            {
                T* row = gradient.Address + (nint)int.CreateTruncating(ids[step * lanes + lane]) * features;
                for (int f = 0; f < features; f++) row[f] += source[f * lanes + lane];
            }
        }
    }

    /// <summary>One row, for a stream.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is no whole number from 0 to <paramref name="rows"/> - 1.</exception>
    public static void Row<T>(T id, Slab<T> table, int rows, int features, Slab<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (table + Id(id, rows, 0, 0) * features).CopyTo(y, features);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Id<T>(T id, int rows, int step, int lane) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int row = int.CreateTruncating(id);
        if ((uint)row >= (uint)rows || T.CreateTruncating(row) != id) Refuse(id, rows, step, lane);
        return row;
    }

    private static void Refuse<T>(T id, int rows, int step, int lane) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        throw new ArgumentOutOfRangeException(nameof(id),
            $"An Embedding of {rows} rows takes ids from 0 to {rows - 1}; got {id} at step {step} of sample {lane} of its tile. Map rarer words to one id, or declare more rows.");
}
