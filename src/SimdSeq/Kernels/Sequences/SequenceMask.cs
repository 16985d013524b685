using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SimdSeq.Kernels;

/// <summary>
/// Which steps of which samples are there: <c>mask[step][lane]</c> has all bits set where a step is, and none where it is not. A layer
/// chooses by it between two values, so what lies at a step that is not there never enters a result, not even as a not-a-number.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class SequenceMask
{
    /// <summary>A step is there where its id is not 0.</summary>
    /// <param name="ids">Ids, <c>[step][lane]</c>.</param>
    /// <param name="mask">Receives the mask.</param>
    /// <param name="steps">Number of steps.</param>
    public static void FromIds<T>(Slab<T> ids, Slab<T> mask, int steps) where T : unmanaged, INumberBase<T> =>
        FromRows(ids, 1, default, mask, steps);

    /// <summary>A step is there where one of its features differs from a value.</summary>
    /// <param name="x">Values, <c>[step][feature][lane]</c>.</param>
    /// <param name="features">Features of a step.</param>
    /// <param name="maskValue">The value.</param>
    /// <param name="mask">Receives the mask.</param>
    /// <param name="steps">Number of steps.</param>
    public static void FromRows<T>(Slab<T> x, int features, T maskValue, Slab<T> mask, int steps) where T : unmanaged, INumberBase<T>
    {
        Vector128<T> padding = Vector128.Create(maskValue);
        for (int step = 0; step < steps; step++, x += features * Tile<T>.Lanes, mask += Tile<T>.Lanes)
        {
            for (int lane = 0; lane < Tile<T>.Lanes; lane += Vector128<T>.Count)
            {
                Vector128<T> differs = Vector128<T>.Zero;
                for (int feature = 0; feature < features; feature++)
                    differs |= ~Vector128.Equals(Vector128.Load(x.Address + (nint)feature * Tile<T>.Lanes + lane), padding);
                differs.Store(mask.Address + lane);
            }
        }
    }

    /// <summary>A step is there while it is below the length of its sample.</summary>
    /// <param name="lengths">A length for each lane in use; the other lanes have no steps.</param>
    /// <param name="mask">Receives the mask.</param>
    /// <param name="steps">Number of steps.</param>
    public static void FromLengths<T>(ReadOnlySpan<int> lengths, Slab<T> mask, int steps) where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int step = 0; step < steps; step++)
        {
            for (int lane = 0; lane < lanes; lane++) mask[step * lanes + lane] = Bits<T>(lane < lengths.Length && step < lengths[lane]);
        }
    }

    /// <summary>Whether any step is there.</summary>
    /// <param name="mask">The mask, <c>[step][lane]</c>.</param>
    /// <param name="any">Receives <c>[lane]</c>.</param>
    /// <param name="steps">Number of steps.</param>
    public static void Any<T>(Slab<T> mask, Slab<T> any, int steps) where T : unmanaged
    {
        for (int lane = 0; lane < Tile<T>.Lanes; lane++)
        {
            any[lane] = default;
            for (int step = 0; step < steps; step++)
            {
                if (IsSet(mask[step * Tile<T>.Lanes + lane])) any[lane] = Bits<T>(true);
            }
        }
    }

    /// <summary>Whether a stream's step is there: whether one of its features differs from a value.</summary>
    public static bool IsThere<T>(Slab<T> x, int features, T maskValue) where T : unmanaged, INumberBase<T>
    {
        for (int feature = 0; feature < features; feature++)
        {
            if (x[feature] != maskValue) return true;
        }

        return false;
    }

    /// <summary>Takes the steps out of a mask that another mask has not.</summary>
    public static void And<T>(Slab<T> other, Slab<T> mask, int steps) where T : unmanaged
    {
        for (int i = 0; i < steps * Tile<T>.Lanes; i++)
        {
            if (!IsSet(other[i])) mask[i] = default;
        }
    }

    /// <summary>The values of the steps that are there, zero for the others.</summary>
    /// <param name="x">Values, <c>[step][feature][lane]</c>.</param>
    /// <param name="mask">The mask.</param>
    /// <param name="y">Receives the values; may be <paramref name="x"/>.</param>
    /// <param name="features">Features of a step.</param>
    /// <param name="steps">Number of steps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<V, T>(Slab<T> x, Slab<T> mask, Slab<T> y, int features, int steps)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int step = 0; step < steps; step++)
        {
            for (int i = step * features * lanes; i < (step + 1) * features * lanes; i += V.Count)
                V.Select(V.Load(mask + step * lanes + i % lanes), V.Load(x + i), V.Broadcast(default)).Store(y + i);
        }
    }

    /// <summary>The last step that is there; zero where none is.</summary>
    /// <param name="x">Values, <c>[step][feature][lane]</c>.</param>
    /// <param name="mask">The mask.</param>
    /// <param name="y">Receives <c>[feature][lane]</c>.</param>
    /// <param name="features">Features of a step.</param>
    /// <param name="steps">Number of steps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Last<V, T>(Slab<T> x, Slab<T> mask, Slab<T> y, int features, int steps)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = features * lanes;
        y.Clear(width);
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < width; i += V.Count)
                V.Select(V.Load(mask + step * lanes + i % lanes), V.Load(x + step * width + i), V.Load(y + i)).Store(y + i);
        }
    }

    /// <summary>The gradient of <see cref="Last{V, T}"/>: the last step that is there receives it, the others nothing.</summary>
    /// <param name="dy">Gradient of the answer, <c>[feature][lane]</c>; it is used up.</param>
    /// <param name="mask">The mask.</param>
    /// <param name="dx">Receives <c>[step][feature][lane]</c>.</param>
    /// <param name="features">Features of a step.</param>
    /// <param name="steps">Number of steps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LastBackward<V, T>(Slab<T> dy, Slab<T> mask, Slab<T> dx, int features, int steps)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = features * lanes;
        var zero = V.Broadcast(default);
        for (int step = steps - 1; step >= 0; step--)
        {
            for (int i = 0; i < width; i += V.Count)
            {
                V isThere = V.Load(mask + step * lanes + i % lanes), left = V.Load(dy + i);
                V.Select(isThere, left, zero).Store(dx + step * width + i);
                V.Select(isThere, zero, left).Store(dy + i);
            }
        }
    }

    /// <summary>The mask of windows: each is there when one of its rows is.</summary>
    /// <param name="rows">The mask of the rows.</param>
    /// <param name="mask">Receives that of the windows, <c>[steps][lane]</c>.</param>
    /// <param name="first">That row of the first window.</param>
    /// <param name="stride">Rows from one window to the next.</param>
    /// <param name="steps">Number of windows.</param>
    public static void OfWindows<T>(Slab<T> rows, Slab<T> mask, int first, int stride, int steps) where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int step = 0; step < steps; step++) (rows + (first + step * stride) * lanes).CopyTo(mask + step * lanes, lanes);
    }

    /// <summary>
    /// The mask of <see cref="SequenceRows.Shift{T}"/>: steps that come in at the beginning are there, those that come in at the end are
    /// when the last step is.
    /// </summary>
    public static void Shift<T>(Slab<T> steps, Slab<T> mask, int shift, int inputSteps, int outputSteps) where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int step = 0; step < outputSteps; step++)
        {
            if (step < shift) (mask + step * lanes).Span(lanes).Fill(Bits<T>(true));
            else (steps + Math.Min(step - shift, inputSteps - 1) * lanes).CopyTo(mask + step * lanes, lanes);
        }
    }

    /// <summary>
    /// The mask of rows that are made of each other row several times: step t is there when row <c>(t - shift) / times</c> is, and the
    /// steps before <paramref name="shift"/> when the first row is.
    /// </summary>
    /// <param name="rows">The mask of the rows.</param>
    /// <param name="mask">Receives that of the steps.</param>
    /// <param name="times">Steps from what is made of one row to what is made of the next.</param>
    /// <param name="shift">Steps that a row reaches beyond those.</param>
    /// <param name="steps">Number of steps.</param>
    public static void Repeat<T>(Slab<T> rows, Slab<T> mask, int times, int shift, int steps) where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int step = 0; step < steps; step++)
            (rows + Math.Max(0, step - shift) / times * lanes).CopyTo(mask + step * lanes, lanes);
    }

    /// <summary>Whether a value of a mask is set.</summary>
    public static bool IsSet<T>(T bits) where T : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<T, int>(bits) != 0 : Unsafe.BitCast<T, long>(bits) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Bits<T>(bool isThere) where T : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<int, T>(isThere ? -1 : 0) : Unsafe.BitCast<long, T>(isThere ? -1L : 0L);
}
