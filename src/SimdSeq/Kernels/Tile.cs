using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// A tile is one 64-byte vector of samples: 16 in <see cref="float"/>, 8 in <see cref="double"/>. Every value of a model is
/// held for all samples of a tile side by side, so memory is <c>[step][feature][lane]</c> on every machine, whatever its vector width.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public static class Tile<T> where T : unmanaged
{
    /// <summary>Samples in a tile.</summary>
    public static int Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 64 / Unsafe.SizeOf<T>();
    }

    /// <summary>Tiles that hold so many samples, at least one.</summary>
    internal static int Count(int samples) => (samples - 1) / Lanes + 1;
}
