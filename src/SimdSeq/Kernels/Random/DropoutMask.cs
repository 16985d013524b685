using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SimdSeq.Kernels;

/// <summary>
/// Dropout masks from <see cref="Philox"/>: the value for a sample and a unit depends on (seed, step, layer, sample, unit) alone, so
/// masks can be made in any order, on any thread and for any tile.
/// </summary>
/// <remarks>
/// Key: the seed. Counter: (unit / 4, sample, low half of the step, layer and high half of the step); unit modulo 4 picks one of the
/// four words.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class DropoutMask
{
    /// <summary>Units that one counter serves, as it yields four words.</summary>
    private const int UnitsPerCounter = 4;

    /// <summary><c>mask[unit][lane] = 0</c> with probability <c>rate</c>, else <c>1 / (1 - rate)</c>.</summary>
    /// <param name="mask">Receives <c>[units][lane]</c>.</param>
    /// <param name="units">Number of units.</param>
    /// <param name="rate">Probability of a zero, at least 0 and below 1, kept to 32 bits.</param>
    /// <param name="seed">Seed of the training run.</param>
    /// <param name="step">Number of the optimizer step, below 2^48.</param>
    /// <param name="layer">Number of the mask within the model, below 2^16.</param>
    /// <param name="firstSample">Number of the sample in lane 0; lane i is sample <c>firstSample + i</c>.</param>
    public static void Fill<T>(Slab<T> mask, int units, double rate, long seed, long step, int layer, int firstSample)
        where T : unmanaged =>
        Fill(mask, first: 0, units, rate, seed, step, layer, firstSample);

    /// <summary>The same for some units of more.</summary>
    /// <param name="mask">Receives <c>[units][lane]</c>.</param>
    /// <param name="first">Number of the first unit.</param>
    /// <param name="units">Number of units.</param>
    /// <param name="rate">Probability of a zero.</param>
    /// <param name="seed">Seed of the training run.</param>
    /// <param name="step">Number of the optimizer step.</param>
    /// <param name="layer">Number of the mask within the model.</param>
    /// <param name="firstSample">Number of the sample in lane 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<T>(Slab<T> mask, int first, int units, double rate, long seed, long step, int layer, int firstSample)
        where T : unmanaged
    {
        var dropBelow = Vector256.Create((uint)Math.Min(Math.Round(rate * 4294967296.0), uint.MaxValue));
        T keep = Constant.Rounded<T>(1 / (1 - rate));
        uint layerAndStep = (uint)layer | ((uint)(step >> 32) << 16);
        int end = first + units;
        for (int counter = first / UnitsPerCounter; counter * UnitsPerCounter < end; counter++)
        {
            int unit = counter * UnitsPerCounter - first;
            for (int lane = 0; lane < Tile<T>.Lanes; lane += Vector256<uint>.Count)
            {
                PhiloxLanes words = PhiloxLanes.Generate(
                    (uint)counter, (uint)(firstSample + lane), (uint)step, layerAndStep, (uint)seed, (uint)(seed >> 32));
                T* values = mask.Address + ((nint)unit * Tile<T>.Lanes + lane);
                if (unit >= 0) Store(values, Vector256.LessThan(words.R0, dropBelow), keep);
                if (unit >= -1 && unit + 1 < units) Store(values + Tile<T>.Lanes, Vector256.LessThan(words.R1, dropBelow), keep);
                if (unit >= -2 && unit + 2 < units) Store(values + 2 * Tile<T>.Lanes, Vector256.LessThan(words.R2, dropBelow), keep);
                if (unit + 3 < units) Store(values + 3 * Tile<T>.Lanes, Vector256.LessThan(words.R3, dropBelow), keep);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(T* values, Vector256<uint> drop, T keep) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Vector256.AndNot(Vector256.Create(keep), drop.As<uint, T>()).Store(values);
            return;
        }

        (Vector256<long> lower, Vector256<long> upper) = Vector256.Widen(drop.AsInt32());
        Vector256.AndNot(Vector256.Create(keep), lower.As<long, T>()).Store(values);
        Vector256.AndNot(Vector256.Create(keep), upper.As<long, T>()).Store(values + Vector256<long>.Count);
    }
}
