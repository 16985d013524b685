using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Activation functions and their derivatives, lane by lane. A derivative is a function of the <em>output</em>, so that a backward pass
/// keeps one value. Not-a-number passes through every function.
/// </summary>
public static class Activations
{
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    /// <summary><c>x</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Linear<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged => x;

    /// <summary><c>1</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LinearSlope<V, T>(V y) where V : struct, IVector<V, T> where T : unmanaged => Constant.Of<V, T>(1);

    /// <summary><c>max(x, 0)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Relu<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged =>
        V.WhereGreater(default, x, default, x);

    /// <summary><c>1</c> where <c>y &gt; 0</c>, else <c>0</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ReluSlope<V, T>(V y) where V : struct, IVector<V, T> where T : unmanaged =>
        V.WhereGreater(y, default, Constant.Of<V, T>(1), default);

    /// <summary><see cref="VectorMath.Tanh"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged => VectorMath.Tanh<V, T>(x);

    /// <summary><c>1 - y * y</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TanhSlope<V, T>(V y) where V : struct, IVector<V, T> where T : unmanaged =>
        V.MultiplyAdd(-y, y, Constant.Of<V, T>(1));

    /// <summary><see cref="VectorMath.Sigmoid"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged => VectorMath.Sigmoid<V, T>(x);

    /// <summary><c>y * (1 - y)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SigmoidSlope<V, T>(V y) where V : struct, IVector<V, T> where T : unmanaged => V.MultiplyAdd(-y, y, y);

    /// <summary><c>x / 6 + 1 / 2</c> held between 0 and 1, as Keras 3 defines it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V HardSigmoid<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged
    {
        V line = V.MultiplyAdd(x, Constant.Of<V, T>(1.0 / 6), Constant.Of<V, T>(0.5));
        return VectorMath.Clamp<V, T>(line, 0, 1);
    }

    /// <summary><c>1 / 6</c> where <c>0 &lt; y &lt; 1</c>, else <c>0</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V HardSigmoidSlope<V, T>(V y) where V : struct, IVector<V, T> where T : unmanaged =>
        V.WhereGreater(y, default, V.WhereGreater(Constant.Of<V, T>(1), y, Constant.Of<V, T>(1.0 / 6), default), default);

    /// <summary><c>x</c> where <c>x &gt; 0</c>, else <c>exp(x) - 1</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Elu<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged =>
        V.WhereGreater(x, default, x, VectorMath.ExpMinusOne<V, T>(x));

    /// <summary><c>1</c> where <c>y &gt; 0</c>, else <c>y + 1</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V EluSlope<V, T>(V y) where V : struct, IVector<V, T> where T : unmanaged =>
        V.WhereGreater(y, default, Constant.Of<V, T>(1), y + Constant.Of<V, T>(1));

    /// <summary>
    /// <c>s x</c> where <c>x &gt; 0</c>, else <c>s a (exp(x) - 1)</c>, with s = 1.0507... and a = 1.6732... (Klambauer et al.
    /// 2017).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Selu<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged =>
        V.WhereGreater(
            x, default, x * Constant.Of<V, T>(SeluScale), VectorMath.ExpMinusOne<V, T>(x) * Constant.Of<V, T>(SeluScale * SeluAlpha));

    /// <summary><c>s</c> where <c>y &gt; 0</c>, else <c>y + s a</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SeluSlope<V, T>(V y) where V : struct, IVector<V, T> where T : unmanaged =>
        V.WhereGreater(y, default, Constant.Of<V, T>(SeluScale), y + Constant.Of<V, T>(SeluScale * SeluAlpha));

    /// <summary><see cref="VectorMath.Exp"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exponential<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged => VectorMath.Exp<V, T>(x);

    /// <summary><c>y</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExponentialSlope<V, T>(V y) where V : struct, IVector<V, T> where T : unmanaged => y;

    /// <summary><c>x / (1 + |x|)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softsign<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged
    {
        // Beyond this the quotient is exactly one, and infinity would make it infinity over infinity.
        x = VectorMath.Clamp<V, T>(x, -1e20, 1e20);
        return x / (V.Abs(x) + Constant.Of<V, T>(1));
    }

    /// <summary><c>(1 - |y|)^2</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SoftsignSlope<V, T>(V y) where V : struct, IVector<V, T> where T : unmanaged
    {
        V rest = Constant.Of<V, T>(1) - V.Abs(y);
        return rest * rest;
    }
}
