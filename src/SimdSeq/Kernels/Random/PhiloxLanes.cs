using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SimdSeq.Kernels;

/// <summary>The words of <see cref="Philox.Generate"/> for eight neighbouring values of the second counter word, one a lane.</summary>
internal readonly struct PhiloxLanes
{
    internal readonly Vector256<uint> R0;
    internal readonly Vector256<uint> R1;
    internal readonly Vector256<uint> R2;
    internal readonly Vector256<uint> R3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PhiloxLanes(Vector256<uint> r0, Vector256<uint> r1, Vector256<uint> r2, Vector256<uint> r3) =>
        (R0, R1, R2, R3) = (r0, r1, r2, r3);

    /// <summary>Counters <c>(c0, c1 + lane, c2, c3)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PhiloxLanes Generate(uint c0, uint c1, uint c2, uint c3, uint key0, uint key1)
    {
        Vector256<uint> lanes = Vector256.Create(c1) + Vector256<uint>.Indices;

        // A 32-bit word sits in the low half of a 64-bit lane, as the products need; the high halves hold what is left over and are
        // ignored. Even and odd lanes are two such vectors, which merge back in order.
        Vector256<ulong> even0 = Vector256.Create((ulong)c0), even1 = lanes.AsUInt64();
        Vector256<ulong> even2 = Vector256.Create((ulong)c2), even3 = Vector256.Create((ulong)c3);
        Vector256<ulong> odd0 = even0, odd1 = even1 >>> 32, odd2 = even2, odd3 = even3;
        for (int round = 0; round < Philox.Rounds; round++)
        {
            Round(ref even0, ref even1, ref even2, ref even3, key0, key1);
            Round(ref odd0, ref odd1, ref odd2, ref odd3, key0, key1);
            key0 += Philox.Weyl0;
            key1 += Philox.Weyl1;
        }
        return new(Merge(even0, odd0), Merge(even1, odd1), Merge(even2, odd2), Merge(even3, odd3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref Vector256<ulong> c0, ref Vector256<ulong> c1, ref Vector256<ulong> c2, ref Vector256<ulong> c3, uint key0, uint key1)
    {
        Vector256<ulong> a = Multiply(c0, Philox.Multiplier0);
        Vector256<ulong> b = Multiply(c2, Philox.Multiplier1);
        c0 = (b >>> 32) ^ c1 ^ Vector256.Create((ulong)key0);
        c1 = b;
        c2 = (a >>> 32) ^ c3 ^ Vector256.Create((ulong)key1);
        c3 = a;
    }

    /// <summary>The 64-bit product of the low 32 bits of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> a, uint b) => Avx2.IsSupported
        ? Avx2.Multiply(a.AsUInt32(), Vector256.Create((ulong)b).AsUInt32())
        : (a & Vector256.Create(0xFFFFFFFFUL)) * Vector256.Create((ulong)b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Merge(Vector256<ulong> even, Vector256<ulong> odd) =>
        ((even & Vector256.Create(0xFFFFFFFFUL)) | (odd << 32)).AsUInt32();
}
