using System.Numerics;
using System.Runtime.Intrinsics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// One output row of classes, <c>[class][lane]</c>, at the vector width of the machine. Lanes never meet, so the width changes no bit.
/// </summary>
internal static unsafe class ClassRow<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The largest value of each lane, and the number of its class: the first of equals.</summary>
    public static void Largest(T* values, int classes, T* largest, T* number)
    {
        if (Vector512.IsHardwareAccelerated) Largest<Vector512Of<T>>(values, classes, largest, number);
        else if (Vector256.IsHardwareAccelerated) Largest<Vector256Of<T>>(values, classes, largest, number);
        else Largest<Vector128Of<T>>(values, classes, largest, number);
    }

    /// <summary>
    /// What makes a distribution of the row. Logits: m = the largest and <c>s = sum e^(x - m)</c>. Probabilities: m = 0 and their sum s.
    /// </summary>
    public static void Normalizer(T* values, int classes, bool fromLogits, T* largest, T* sums)
    {
        if (Vector512.IsHardwareAccelerated) Normalizer<Vector512Of<T>>(values, classes, fromLogits, largest, sums);
        else if (Vector256.IsHardwareAccelerated) Normalizer<Vector256Of<T>>(values, classes, fromLogits, largest, sums);
        else Normalizer<Vector128Of<T>>(values, classes, fromLogits, largest, sums);
    }

    /// <summary>
    /// The gradient of <c>-sum t[k] log p[k]</c>. Logits: <c>p[k] sum(t) - t[k]</c>. Probabilities, with <c>q = y / s</c> and only those
    /// t that are not held at a bound: <c>(sum(t) - t[k] / q[k]) / s</c>.
    /// </summary>
    /// <param name="values">The row.</param>
    /// <param name="classes">Its classes.</param>
    /// <param name="fromLogits">What it holds.</param>
    /// <param name="largest">m.</param>
    /// <param name="sums">s.</param>
    /// <param name="scales">Factor of each lane.</param>
    /// <param name="distribution">Holds t and receives the gradient.</param>
    public static void Gradient(T* values, int classes, bool fromLogits, T* largest, T* sums, T* scales, T* distribution)
    {
        if (Vector512.IsHardwareAccelerated) Gradient<Vector512Of<T>>(values, classes, fromLogits, largest, sums, scales, distribution);
        else if (Vector256.IsHardwareAccelerated) Gradient<Vector256Of<T>>(values, classes, fromLogits, largest, sums, scales,
            distribution);
        else Gradient<Vector128Of<T>>(values, classes, fromLogits, largest, sums, scales, distribution);
    }

    internal static void Largest<V>(T* values, int classes, T* largest, T* number) where V : struct, IVector<V, T>
    {
        for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count)
        {
            V best = At<V>(values + lane), at = V.Broadcast(T.Zero);
            for (int k = 1; k < classes; k++)
            {
                V x = At<V>(values + (nint)k * Tile<T>.Lanes + lane);
                at = V.WhereGreater(x, best, V.Broadcast(T.CreateTruncating(k)), at);
                best = V.WhereGreater(x, best, x, best);
            }

            best.Store(new Slab<T>(largest + lane));
            at.Store(new Slab<T>(number + lane));
        }
    }

    internal static void Normalizer<V>(T* values, int classes, bool fromLogits, T* largest, T* sums) where V : struct, IVector<V, T>
    {
        var math = VectorMath<V, T>.Load();
        for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count)
        {
            V best = V.Broadcast(T.Zero), sum = V.Broadcast(T.Zero);
            if (fromLogits)
            {
                best = At<V>(values + lane);
                for (int k = 1; k < classes; k++)
                {
                    V x = At<V>(values + (nint)k * Tile<T>.Lanes + lane);
                    best = V.WhereGreater(x, best, x, best);
                }
            }

            for (int k = 0; k < classes; k++)
            {
                V x = At<V>(values + (nint)k * Tile<T>.Lanes + lane);
                sum += fromLogits ? math.Exp(x - best) : x;
            }

            best.Store(new Slab<T>(largest + lane));
            sum.Store(new Slab<T>(sums + lane));
        }
    }

    internal static void Gradient<V>(T* values, int classes, bool fromLogits, T* largest, T* sums, T* scales, T* distribution)
        where V : struct, IVector<V, T>
    {
        for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count)
        {
            V sum = At<V>(sums + lane), scale = At<V>(scales + lane);
            if (fromLogits) GradientOfLogits(values + lane, classes, At<V>(largest + lane), sum, scale, distribution + lane);
            else GradientOfProbabilities(values + lane, classes, sum, scale, distribution + lane);
        }
    }

    private static void GradientOfLogits<V>(T* values, int classes, V largest, V sum, V scale, T* distribution) where V : struct,
        IVector<V, T>
    {
        V total = V.Broadcast(T.Zero);
        for (int k = 0; k < classes; k++) total += At<V>(distribution + (nint)k * Tile<T>.Lanes);
        V factor = total / sum;
        var math = VectorMath<V, T>.Load();
        for (int k = 0; k < classes; k++)
        {
            T* t = distribution + (nint)k * Tile<T>.Lanes;
            ((math.Exp(At<V>(values + (nint)k * Tile<T>.Lanes) - largest) * factor - At<V>(t)) * scale).Store(new Slab<T>(t));
        }
    }

    private static void GradientOfProbabilities<V>(T* values, int classes, V sum, V scale, T* distribution) where V : struct, IVector<V, T>
    {
        V total = V.Broadcast(T.Zero), zero = V.Broadcast(T.Zero);
        for (int k = 0; k < classes; k++) total += Free(k, At<V>(distribution + (nint)k * Tile<T>.Lanes));
        V factor = scale / sum;
        for (int k = 0; k < classes; k++)
        {
            T* t = distribution + (nint)k * Tile<T>.Lanes;
            ((total - Free(k, At<V>(t) / Share(k))) * factor).Store(new Slab<T>(t));
        }

        V Share(int k) => At<V>(values + (nint)k * Tile<T>.Lanes) / sum;

        // x where the share of class k is within the bounds, else zero.
        V Free(int k, V x)
        {
            V low = V.Broadcast(ProbabilityBounds<T>.Low), high = V.Broadcast(ProbabilityBounds<T>.High), share = Share(k);
            return V.WhereGreater(low, share, zero, V.WhereGreater(share, high, zero, x));
        }
    }

    private static V At<V>(T* address) where V : struct, IVector<V, T> => V.Load(new Slab<T>(address));
}
