using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SimdSeq.Kernels;

/// <summary>
/// Rows of a table by number: the forward pass of an embedding and the gradient of its table. The ids are values of the model's
/// precision, so they come in the same tiles as any input; a <see cref="float"/> holds every id below 2^24. An id is read once: what is
/// checked is a copy, and rows are found by the copy, so that no id leads out of the table, whoever writes into the tile meanwhile.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class EmbeddingLookup
{
    /// <summary>Steps from the one that is looked up to the one whose rows are fetched.</summary>
    private const int Ahead = 3;

    /// <summary><c>y[step][feature][lane] = table[id[step][lane]][feature]</c>.</summary>
    /// <param name="ids">Whole numbers from 0 to <c>rows - 1</c>, <c>[steps][lane]</c>; 0 in lanes without a sample.</param>
    /// <param name="table">The table, <c>[rows][features]</c>.</param>
    /// <param name="rows">Rows of the table.</param>
    /// <param name="features">Values in a row.</param>
    /// <param name="y">Receives <c>[steps][features][lane]</c>.</param>
    /// <param name="yStride">Features from one step of <paramref name="y"/> to the next.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="group">Number of the group that the steps are in, for the error; -1: none.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An id is no whole number or no row of the table; the steps before it are written.
    /// </exception>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<T>(Slab<T> ids, Slab<T> table, int rows, int features, Slab<T> y, int yStride, int steps, int group = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T** sources = stackalloc T*[Tile<T>.Lanes];
        T* read = stackalloc T[Tile<T>.Lanes];
        for (int step = 0; step < steps; step++, ids += Tile<T>.Lanes, y += yStride * Tile<T>.Lanes)
        {
            if (step < steps - Ahead) Fetch(ids + Ahead * Tile<T>.Lanes, table, features, sources);
            Read(ids, read);
            if (!FindRows(read, table, rows, features, sources)) Refuse(read, rows, step, group);
            LaneTransposition.Transpose(sources, features, y.Address);
        }
    }

    /// <summary>
    /// <c>gradient[id[step][lane]][feature] += d[step][feature][lane]</c>, steps ascending, then lanes ascending, so a row that
    /// is looked up many times has one order of summation, whatever the vector width.
    /// </summary>
    /// <param name="ids">Ids that <see cref="Gather"/> has taken, <c>[steps][lane]</c>.</param>
    /// <param name="d">Gradient of the rows looked up, <c>[steps][features][lane]</c>; 0 in lanes without a sample.</param>
    /// <param name="dStride">Features from one step of <paramref name="d"/> to the next.</param>
    /// <param name="gradient">Gradient of the table, <c>[rows][features]</c>, added to.</param>
    /// <param name="rows">Rows of the table.</param>
    /// <param name="features">Values in a row.</param>
    /// <param name="steps">Number of steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An id is no whole number or no row of the table; the steps before it are added.
    /// </exception>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter<T>(Slab<T> ids, Slab<T> d, int dStride, Slab<T> gradient, int rows, int features, int steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T** targets = stackalloc T*[Tile<T>.Lanes];
        T* read = stackalloc T[Tile<T>.Lanes];
        for (int step = 0; step < steps; step++, ids += Tile<T>.Lanes, d += dStride * Tile<T>.Lanes)
        {
            if (step < steps - Ahead) Fetch(ids + Ahead * Tile<T>.Lanes, gradient, features, targets);
            Read(ids, read);
            if (!FindRows(read, gradient, rows, features, targets)) Refuse(read, rows, step);
            if (typeof(T) == typeof(float)) AddSingle((float*)d.Address, (float**)targets, features);
            else AddDouble((double*)d.Address, (double**)targets, features);
        }
    }

    /// <summary>
    /// Fetches the rows that a later step asks for: they lie anywhere in a table that may exceed every cache. Nothing is read there: an id
    /// that is no row fetches nothing.
    /// </summary>
    private static void Fetch<T>(Slab<T> ids, Slab<T> table, int features, T** rows) where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        FindRows(ids.Address, table, int.MaxValue, features, rows);
        for (int lane = 0; lane < Tile<T>.Lanes; lane++)
        {
            for (T* line = rows[lane], end = line + features; line < end; line += Tile<T>.Lanes) Sse.Prefetch0(line);
        }
    }

    /// <summary>One row, for a stream.</summary>
    /// <param name="id">A whole number from 0 to <c>rows - 1</c>.</param>
    /// <param name="table">The table, <c>[rows][features]</c>.</param>
    /// <param name="rows">Rows of the table.</param>
    /// <param name="features">Values in a row.</param>
    /// <param name="y">Receives <c>[features]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The id is no whole number or no row of the table.</exception>
    public static void Row<T>(T id, Slab<T> table, int rows, int features, Slab<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!IsRow(id, rows)) throw new UnknownIdException(rows, id, step: 0, lane: 0).OfStream();
        (table + int.CreateTruncating(id) * features).CopyTo(y, features);
    }

    /// <summary>The addresses of the rows that the lanes of a step ask for; false where one asks for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool FindRows<T>(T* ids, Slab<T> table, int rows, int features, T** found) where T : unmanaged =>
        typeof(T) == typeof(float)
            ? FindRows((float*)ids, (float*)table.Address, rows, features, (float**)found)
            : FindRows((double*)ids, (double*)table.Address, rows, features, (double**)found);

    /// <summary>The ids of a step, read once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Read<T>(Slab<T> ids, T* read) where T : unmanaged
    {
        for (int lane = 0; lane < Tile<T>.Lanes; lane += Vector128<T>.Count) Vector128.Load(ids.Address + lane).Store(read + lane);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool FindRows(float* ids, float* table, int rows, int features, float** found)
    {
        // A number out of range converts to one that is no row, and one with a fraction or not a number is not what it converts to.
        Vector128<int> valid = Vector128<int>.AllBitsSet;
        Vector128<uint> limit = Vector128.Create((uint)rows);
        for (int lane = 0; lane < Tile<float>.Lanes; lane += Vector128<float>.Count)
        {
            Vector128<float> id = Vector128.Load(ids + lane);
            Vector128<int> row = Vector128.ConvertToInt32Native(id);
            valid &= Vector128.Equals(Vector128.ConvertToSingle(row), id).AsInt32() & Vector128.LessThan(row.AsUInt32(), limit).AsInt32();
            found[lane] = table + (nint)row.GetElement(0) * features;
            found[lane + 1] = table + (nint)row.GetElement(1) * features;
            found[lane + 2] = table + (nint)row.GetElement(2) * features;
            found[lane + 3] = table + (nint)row.GetElement(3) * features;
        }
        return valid == Vector128<int>.AllBitsSet;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool FindRows(double* ids, double* table, int rows, int features, double** found)
    {
        bool valid = true;
        for (int lane = 0; lane < Tile<double>.Lanes; lane++)
        {
            int row = double.ConvertToIntegerNative<int>(ids[lane]);
            valid &= row == ids[lane] & (uint)row < (uint)rows;
            found[lane] = table + (nint)row * features;
        }
        return valid;
    }

    /// <summary>Sixteen features at a time: turned to <c>[lane][feature]</c>, then added row by row.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSingle(float* d, float** targets, int features)
    {
        const int Lanes = 16;
        float** columns = stackalloc float*[Lanes];
        float* memory = stackalloc float[(Lanes + 1) * Lanes], turned = Slab<float>.AtLine(memory).Address;
        for (int f = 0; f < features; f += Lanes)
        {
            // A last block that is not full repeats its last feature.
            int count = Math.Min(Lanes, features - f);
            for (int i = 0; i < Lanes; i++)
                columns[i] = d + (nint)(f + Math.Min(i, count - 1)) * Lanes;
            LaneTransposition.Transpose(columns, Lanes, turned);
            if (count == Lanes)
            {
                for (int lane = 0; lane < Lanes; lane++)
                    AddSixteen(turned + lane * Lanes, targets[lane] + f);
            }
            else
            {
                for (int lane = 0; lane < Lanes; lane++)
                    AddSome(turned + lane * Lanes, targets[lane] + f, count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSixteen(float* values, float* target)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            (Vector512.Load(target) + Vector512.Load(values)).Store(target);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            (Vector256.Load(target) + Vector256.Load(values)).Store(target);
            (Vector256.Load(target + 8) + Vector256.Load(values + 8)).Store(target + 8);
        }
        else
        {
            AddSome(values, target, 16);
        }
    }

    private static void AddSome(float* values, float* target, int count)
    {
        int i = 0;
        for (; count - i >= Vector128<float>.Count; i += Vector128<float>.Count)
            (Vector128.Load(target + i) + Vector128.Load(values + i)).Store(target + i);
        for (; i < count; i++)
            target[i] += values[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddDouble(double* d, double** targets, int features)
    {
        for (int f = 0; f < features; f++, d += Tile<double>.Lanes)
        {
            for (int lane = 0; lane < Tile<double>.Lanes; lane++)
                targets[lane][f] += d[lane];
        }
    }

    /// <summary>Finds the lane whose id is no row, of those that were read and checked, and says so.</summary>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Refuse<T>(T* read, int rows, int step, int group = -1) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lane = 0;
        while (lane < Tile<T>.Lanes - 1 && IsRow(read[lane], rows)) lane++;
        throw new UnknownIdException(rows, read[lane], step, lane, group);
    }

    private static bool IsRow<T>(T id, int rows) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int row = int.CreateTruncating(id);
        return (uint)row < (uint)rows && T.CreateTruncating(row) == id;
    }
}
