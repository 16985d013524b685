using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SimdSeq.Kernels;

/// <summary>
/// Noise of the normal distribution from <see cref="Philox"/>: the number for a sample and a unit depends on (seed, step, layer, sample,
/// unit) alone, so it can be made in any order, on any thread and for any tile, with the same bits at any vector width.
/// </summary>
/// <remarks>
/// <para>Key and counter are those of <see cref="DropoutMask"/>: one counter serves four units with four words. Two of them make two
/// numbers (Box and Muller 1958): <c>r cos a</c> and <c>r sin a</c>, where <c>r = √(-2 log p)</c>, p is a multiple of 2⁻³¹ above 0 and up
/// to 1, and <c>a</c> a multiple of 2⁻³¹ of half a turn.</para>
/// <para>No number is larger than 6.56. Both precisions begin with the same words. Largest error in float 2e-6 where r is at least 0.1,
/// below that 4e-4; in double 1e-11.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class GaussianNoise
{
    /// <summary>Units that one counter serves, as it yields four words.</summary>
    private const int UnitsPerCounter = 4;

    private const double Unit = 1.0 / (1u << 31);

    /// <summary><c>y[unit][lane] = x[unit][lane] + deviation * z</c>, z of the standard normal distribution.</summary>
    /// <param name="x">Values, <c>[units][lane]</c>.</param>
    /// <param name="y">Receives the sums; may be <paramref name="x"/>.</param>
    /// <param name="units">Number of units.</param>
    /// <param name="deviation">Standard deviation of the noise.</param>
    /// <param name="seed">Seed of the training run.</param>
    /// <param name="step">Number of the optimizer step, below 2^48.</param>
    /// <param name="layer">Number of the layer within the model.</param>
    /// <param name="firstSample">Number of the sample in lane 0; lane i is sample <c>firstSample + i</c>.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<V, T>(
        Slab<T> x, Slab<T> y, int units, double deviation, long seed, long step, int layer, int firstSample)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        T* words = stackalloc T[UnitsPerCounter * lanes];
        var numbers = new Slab<T>(words);
        var math = VectorMath<V, T>.Load();
        V scale = Constant.Of<V, T>(deviation);
        uint layerAndStep = (uint)layer | ((uint)(step >> 32) << 16);
        for (int unit = 0; unit < units; unit += UnitsPerCounter, x += UnitsPerCounter * lanes, y += UnitsPerCounter * lanes)
        {
            for (int lane = 0; lane < lanes; lane += Vector256<uint>.Count)
            {
                PhiloxLanes random = PhiloxLanes.Generate(
                    (uint)(unit / UnitsPerCounter), (uint)(firstSample + lane), (uint)step, layerAndStep, (uint)seed, (uint)(seed >> 32));
                Store(words + lane, (random.R0 >>> 1).AsInt32());
                Store(words + lanes + lane, random.R1.AsInt32());
                Store(words + 2 * lanes + lane, (random.R2 >>> 1).AsInt32());
                Store(words + 3 * lanes + lane, random.R3.AsInt32());
            }

            int count = Math.Min(UnitsPerCounter, units - unit) * lanes;
            for (int pair = 0; pair < count; pair += 2 * lanes)
            {
                for (int i = pair; i < pair + lanes; i += V.Count)
                {
                    MakePair(math, V.Load(numbers + i), V.Load(numbers + lanes + i), out V first, out V second);
                    V.MultiplyAdd(first, scale, V.Load(x + i)).Store(y + i);
                    if (pair + lanes < count)
                        V.MultiplyAdd(second, scale, V.Load(x + lanes + i)).Store(y + lanes + i);
                }
            }
        }
    }

    /// <summary>Two numbers of the standard normal distribution.</summary>
    /// <param name="math">Functions.</param>
    /// <param name="radius">A whole number from 0 to 2³¹ - 1.</param>
    /// <param name="angle">A whole number from -2³¹ to 2³¹ - 1.</param>
    /// <param name="cosine">The first.</param>
    /// <param name="sine">The second.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MakePair<V, T>(in VectorMath<V, T> math, V radius, V angle, out V cosine, out V sine)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V one = Constant.Of<V, T>(1), unit = Constant.Of<V, T>(Unit);
        V p = V.MultiplyAdd(radius, unit, unit), log = math.LogFromOneOn(one / p);
        V r = V.Sqrt(log + log);

        // Half turns from -1 to 1: the sine of half a turn rises and falls, and has the sign of the turn.
        V turn = angle * unit, size = V.Abs(turn), nearest = V.Min(size, one - size);
        V height = VectorMath<V, T>.SinOfQuarters(nearest + nearest);
        sine = r * V.WhereGreater(default, turn, -height, height);
        cosine = r * VectorMath<V, T>.SinOfQuarters(one - (size + size));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(T* values, Vector256<int> words) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Vector256.ConvertToSingle(words).As<float, T>().Store(values);
            return;
        }

        (Vector256<long> lower, Vector256<long> upper) = Vector256.Widen(words);
        Vector256.ConvertToDouble(lower).As<double, T>().Store(values);
        Vector256.ConvertToDouble(upper).As<double, T>().Store(values + Vector256<long>.Count);
    }
}
