using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>Literal numbers in code that is generic over the precision.</summary>
internal static class Constant
{
    /// <summary>The number, rounded to <typeparamref name="T"/>, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Of<V, T>(double value)
        where V : struct, IVector<V, T>
        where T : unmanaged => V.Broadcast(Rounded<T>(value));

    /// <summary>The number, rounded to <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Rounded<T>(double value) where T : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value);
}
