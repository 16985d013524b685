using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SimdSeq.Kernels;

/// <summary>A row of one sample that comes some rows later.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static class DelayLine
{
    /// <summary>Takes a row into the ring, and gives the one that lay in its place.</summary>
    /// <param name="x">The row.</param>
    /// <param name="ring">The ring, <c>[rows][features]</c>; zero at the beginning.</param>
    /// <param name="rows">How many rows later; with 0 it is the row itself.</param>
    /// <param name="position">Number of the row, counted on.</param>
    /// <param name="y">Receives the row of so many before; zero where there was none.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="end">How many rows there are; after them come zeros.</param>
    /// <returns>The number of this row.</returns>
    public static long Next<T>(Slab<T> x, Slab<T> ring, int rows, Slab<T> position, Slab<T> y, int features, long end = long.MaxValue)
        where T : unmanaged
    {
        long step = StreamCounter.Next(position);
        Slab<T> place = y;
        if (rows > 0)
        {
            place = ring + (int)(step % rows) * features;
            place.CopyTo(y, features);
        }

        if (step < end) x.CopyTo(place, features);
        else place.Clear(features);
        return step;
    }
}
