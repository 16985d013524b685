using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>
/// The gradients. With <c>n = (x - μ) r</c> and <c>g = γ dy</c>: <c>dx = r (g - mean of g - n · mean of g n)</c> where mean and variance
/// are normalised, <c>r (g - n · mean of g n)</c> where the mean square is, <c>r (g - n · Σ g n)</c> where the length is. <c>dγ</c> is the
/// sum of <c>dy n</c> over rows and samples, <c>dβ</c> of <c>dy</c>.
/// </content>
public static unsafe partial class Normalization
{
    /// <summary>All gradients, for the samples of a tile.</summary>
    /// <remarks>
    /// The sums of γ and β over rows are ascending, lane by lane; the lanes are then added as <see cref="LaneSum"/> has it, and that is
    /// added to the gradient once.
    /// </remarks>
    /// <param name="x">What was given, <c>[row][feature][lane]</c>.</param>
    /// <param name="mask">Which rows are there; <c>default</c>: all.</param>
    /// <param name="statistics">What the forward pass left.</param>
    /// <param name="dy">The gradient of the answers.</param>
    /// <param name="dx">Receives that of <paramref name="x"/>; may be <paramref name="dy"/>; <c>default</c>: nobody wants it.</param>
    /// <param name="adds">Whether it is added to what is there.</param>
    /// <param name="scale">γ; <c>default</c>: ones.</param>
    /// <param name="scaleGradient">Gradient of γ, added to; <c>default</c>: there is none.</param>
    /// <param name="offsetGradient">Gradient of β, added to; <c>default</c>: there is none.</param>
    /// <param name="sums">Scratch, <c>[2][feature][lane]</c>, if γ or β have gradients.</param>
    /// <param name="kind">What μ and r are.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="sets">The sets.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients<V, T>(
        Slab<T> x, Slab<T> mask, Slab<T> statistics, Slab<T> dy, Slab<T> dx, bool adds, Slab<T> scale, Slab<T> scaleGradient,
        Slab<T> offsetGradient, Slab<T> sums, NormalizationKind kind, double epsilon, NormalizationSets sets)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = sets.Features * lanes, features = sets.SetFeatures;
        bool isSummed = !IsNone(scaleGradient) || !IsNone(offsetGradient);
        T* memory = stackalloc T[2 * InterleavedSum.Parts * V.Count + Tile<T>.Lanes];
        Slab<T> means = Slab<T>.AtLine(memory), products = means + InterleavedSum.Parts * V.Count;
        if (isSummed) sums.Clear(2 * width);
        for (int row = 0; row < sets.Rows; row += sets.SetRows)
        {
            for (int first = 0; first < sets.Features; first += features, statistics += 2 * lanes)
            {
                for (int lane = 0; lane < lanes; lane += V.Count)
                {
                    int from = row * width + first * lanes + lane;
                    var there = IsNone(mask) ? mask : mask + (row * lanes + lane);
                    V center = V.Load(statistics, lane), factor = V.Load(statistics, lanes + lane);
                    means.Clear(2 * InterleavedSum.Parts * V.Count);
                    SumUp(x + from, there, dy + from, center, factor, Shifted(scale, first), means, products,
                        isSummed ? sums + (first * lanes + lane) : default, sets);
                    if (IsNone(dx)) continue;
                    V count = Count<V, T>(there, sets.SetRows) * Constant.Of<V, T>(features);
                    V mean = InterleavedSum.Of<V, T>(means) / count, product = InterleavedSum.Of<V, T>(products);
                    if (kind != NormalizationKind.Standard) mean = default;
                    // A length that was held at its least is constant.
                    product = kind == NormalizationKind.UnitLength
                        ? V.WhereGreater(Factor<V, T>(default, count, kind, epsilon), factor, product, default)
                        : product / count;
                    WriteInput(x + from, there, dy + from, dx + from, adds, center, factor, mean, product, Shifted(scale, first), sets);
                }
            }
        }

        if (!IsNone(scaleGradient)) LaneSum.Add(sums.Address, scaleGradient.Address, sets.Features);
        if (!IsNone(offsetGradient)) LaneSum.Add((sums + width).Address, offsetGradient.Address, sets.Features);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SumUp<V, T>(
        Slab<T> x, Slab<T> mask, Slab<T> dy, V center, V factor, Slab<T> scale, Slab<T> means, Slab<T> products, Slab<T> sums,
        NormalizationSets sets)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = sets.Features * lanes, k = 0;
        bool isMasked = !IsNone(mask), isScaled = !IsNone(scale), isSummed = !IsNone(sums);
        for (int row = 0; row < sets.SetRows; row++, x += width, dy += width)
        {
            for (int i = 0; i < sets.SetFeatures; i++, k = (k + 1) % InterleavedSum.Parts)
            {
                V d = V.Load(dy, i * lanes), normal = (V.Load(x, i * lanes) - center) * factor;
                if (isMasked)
                {
                    V isThere = V.Load(mask, row * lanes);
                    d = V.Select(isThere, d, default);
                    normal = V.Select(isThere, normal, default);
                }

                if (isSummed)
                {
                    V.MultiplyAdd(d, normal, V.Load(sums, i * lanes)).Store(sums, i * lanes);
                    (V.Load(sums, width + i * lanes) + d).Store(sums, width + i * lanes);
                }

                V g = isScaled ? d * V.Broadcast(scale[i]) : d;
                (V.Load(means, k * V.Count) + g).Store(means, k * V.Count);
                V.MultiplyAdd(g, normal, V.Load(products, k * V.Count)).Store(products, k * V.Count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void WriteInput<V, T>(
        Slab<T> x, Slab<T> mask, Slab<T> dy, Slab<T> dx, bool adds, V center, V factor, V mean, V product, Slab<T> scale,
        NormalizationSets sets)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = sets.Features * lanes;
        bool isMasked = !IsNone(mask), isScaled = !IsNone(scale);
        for (int row = 0; row < sets.SetRows; row++, x += width, dy += width, dx += width)
        {
            for (int i = 0; i < sets.SetFeatures; i++)
            {
                V d = V.Load(dy, i * lanes), g = isScaled ? d * V.Broadcast(scale[i]) : d;
                V normal = (V.Load(x, i * lanes) - center) * factor;
                V value = factor * V.MultiplyAdd(-normal, product, g - mean);
                if (isMasked) value = V.Select(V.Load(mask, row * lanes), value, default);
                (adds ? V.Load(dx, i * lanes) + value : value).Store(dx, i * lanes);
            }
        }
    }
}
