using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// <c>y = (x - μ) s + β</c> with a mean μ, a factor <c>s = γ r</c> and an offset β for each feature, where <c>r = 1 / √(σ² + ε)</c>. None
/// of them depends on the values at hand: a row is mapped by itself.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class BatchNormalization
{
    /// <summary>The factors of all features.</summary>
    /// <param name="variance">σ².</param>
    /// <param name="scale">γ; <c>default</c>: ones.</param>
    /// <param name="deviations">Receives r.</param>
    /// <param name="factors">Receives s; may be <paramref name="deviations"/> if there is no γ.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="features">Number of features.</param>
    public static void Derive<T>(Slab<T> variance, Slab<T> scale, Slab<T> deviations, Slab<T> factors, double epsilon, int features)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T least = T.CreateTruncating(epsilon);
        for (int i = 0; i < features; i++)
        {
            deviations[i] = T.One / T.Sqrt(variance[i] + least);
            factors[i] = IsNone(scale) ? deviations[i] : scale[i] * deviations[i];
        }
    }

    /// <summary>For the samples of a tile.</summary>
    /// <param name="x">Values, <c>[row][feature][lane]</c>.</param>
    /// <param name="y">Receives as many; may be <paramref name="x"/>.</param>
    /// <param name="mean">μ.</param>
    /// <param name="factors">s.</param>
    /// <param name="offset">β; <c>default</c>: zeros.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="features">Features of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverSamples<V, T>(Slab<T> x, Slab<T> y, Slab<T> mean, Slab<T> factors, Slab<T> offset, int rows, int features)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        bool isMoved = !IsNone(offset);
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < features; i++, x += lanes, y += lanes)
            {
                V center = V.Broadcast(mean[i]), factor = V.Broadcast(factors[i]), o = isMoved ? V.Broadcast(offset[i]) : default;
                for (int lane = 0; lane < lanes; lane += V.Count)
                    Map<V, T>(V.Load(x, lane), center, factor, isMoved, o).Store(y, lane);
            }
        }
    }

    /// <summary>For one row of one sample. All that it is given and gives is read and written in whole vectors.</summary>
    /// <param name="x">Values.</param>
    /// <param name="y">Receives as many; may be <paramref name="x"/>.</param>
    /// <param name="mean">μ.</param>
    /// <param name="factors">s.</param>
    /// <param name="offset">β; <c>default</c>: zeros.</param>
    /// <param name="features">Their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverFeatures<V, T>(Slab<T> x, Slab<T> y, Slab<T> mean, Slab<T> factors, Slab<T> offset, int features)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        bool isMoved = !IsNone(offset);
        for (int i = 0; i < features; i += V.Count)
            Map<V, T>(V.Load(x, i), V.Load(mean, i), V.Load(factors, i), isMoved, isMoved ? V.Load(offset, i) : default).Store(y, i);
    }

    /// <summary>
    /// The gradients of a tile, the statistics being constants: <c>dx = dy s</c>, <c>dγ = r Σ dy (x - μ)</c>, <c>dβ = Σ dy</c>. And
    /// of the rows that are there what the statistics will move by: <c>Σ (x - μ)</c>, <c>Σ (x - μ)²</c> and how many they are. The nearer μ
    /// is to their mean, the less these sums lose to rounding.
    /// </summary>
    /// <remarks>
    /// Sums over rows are ascending, lane by lane; the lanes in use are then added as <see cref="LaneSum"/> has it, and that is added once.
    /// The number of rows is exact as far as T counts.
    /// </remarks>
    /// <param name="x">What was given, <c>[row][feature][lane]</c>.</param>
    /// <param name="mask">Which rows are there, <c>[row][lane]</c>; <c>default</c>: all.</param>
    /// <param name="dy">The gradient of the answers.</param>
    /// <param name="dx">Receives that of <paramref name="x"/>; may be <paramref name="dy"/>; <c>default</c>: nobody wants it.</param>
    /// <param name="adds">Whether it is added to what is there.</param>
    /// <param name="mean">μ.</param>
    /// <param name="deviations">r.</param>
    /// <param name="factors">s.</param>
    /// <param name="scaleGradient">Gradient of γ, added to; <c>default</c>: there is none.</param>
    /// <param name="offsetGradient">Gradient of β, added to; <c>default</c>: there is none.</param>
    /// <param name="meanSums">Sums of differences from the mean, added to.</param>
    /// <param name="varianceSums">Sums of their squares, added to; behind them the number of rows that are there.</param>
    /// <param name="sums">Scratch, <c>[4 features + 1][lane]</c>.</param>
    /// <param name="samples">Lanes in use.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="features">Features of a row.</param>
    public static void Gradients<V, T>(
        Slab<T> x, Slab<T> mask, Slab<T> dy, Slab<T> dx, bool adds, Slab<T> mean, Slab<T> deviations, Slab<T> factors,
        Slab<T> scaleGradient, Slab<T> offsetGradient, Slab<T> meanSums, Slab<T> varianceSums, Slab<T> sums, int samples,
        int rows, int features)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int width = features * Tile<T>.Lanes;
        sums.Clear(4 * width + Tile<T>.Lanes);
        SumUp<V, T>(x, mask, dy, mean, sums, rows, features);
        if (!IsNone(dx)) WriteInput<V, T>(dy, dx, adds, factors, rows, features);
        LaneTransposition.ClearLanes(sums.Span(4 * width + Tile<T>.Lanes), samples);
        if (!IsNone(offsetGradient)) LaneSum.Add((sums + width).Address, offsetGradient.Address, features);
        LaneSum.Add((sums + 2 * width).Address, meanSums.Address, features);
        LaneSum.Add((sums + 3 * width).Address, varianceSums.Address, features + 1);
        if (IsNone(scaleGradient)) return;
        for (int i = 0; i < features; i++)
        {
            int at = i * Tile<T>.Lanes;
            for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count)
                (V.Load(sums, at + lane) * V.Broadcast(deviations[i])).Store(sums, at + lane);
        }

        LaneSum.Add(sums.Address, scaleGradient.Address, features);
    }

    // Of dy (x - μ), of dy, of (x - μ) and of its square; and the rows.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SumUp<V, T>(Slab<T> x, Slab<T> mask, Slab<T> dy, Slab<T> mean, Slab<T> sums, int rows, int features)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = features * lanes;
        bool isMasked = !IsNone(mask);
        V one = Constant.Of<V, T>(1);
        for (int row = 0; row < rows; row++)
        {
            for (int lane = 0; lane < lanes; lane += V.Count)
            {
                V isThere = isMasked ? V.Load(mask, row * lanes + lane) : default;
                for (int i = lane, feature = 0; feature < features; i += lanes, feature++)
                {
                    V d = V.Load(dy, i), difference = V.Load(x, i) - V.Broadcast(mean[feature]);
                    V.MultiplyAdd(d, difference, V.Load(sums, i)).Store(sums, i);
                    if (isMasked) difference = V.Select(isThere, difference, default);
                    (V.Load(sums, width + i) + d).Store(sums, width + i);
                    (V.Load(sums, 2 * width + i) + difference).Store(sums, 2 * width + i);
                    V.MultiplyAdd(difference, difference, V.Load(sums, 3 * width + i)).Store(sums, 3 * width + i);
                }

                V count = isMasked ? V.Select(isThere, one, default) : one;
                (V.Load(sums, 4 * width + lane) + count).Store(sums, 4 * width + lane);
            }

            x += width;
            dy += width;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void WriteInput<V, T>(Slab<T> dy, Slab<T> dx, bool adds, Slab<T> factors, int rows, int features)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < features; i++, dy += lanes, dx += lanes)
            {
                V factor = V.Broadcast(factors[i]);
                for (int lane = 0; lane < lanes; lane += V.Count)
                {
                    V value = V.Load(dy, lane) * factor;
                    (adds ? V.Load(dx, lane) + value : value).Store(dx, lane);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Map<V, T>(V x, V mean, V factor, bool isMoved, V offset)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        isMoved ? V.MultiplyAdd(x - mean, factor, offset) : (x - mean) * factor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNone<T>(Slab<T> slab) where T : unmanaged => slab.Address == null;
}
