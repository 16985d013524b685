using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>
/// The input times a gate made of it: below zero they fall and rise again, so that their derivatives are functions of the <em>input</em>.
/// </content>
public readonly partial struct Activations<V, T>
{
    private const double DensityOfZero = 0.398942280401432677940; // 1 / √(2π)
    private const double GeluTanhScale = 1.59576912160573071176, GeluTanhCubic = 0.044715; // 2 √(2/π)

    /// <summary><c>x σ(x)</c>.</summary>
    /// <remarks>Largest error relative to x: 2e-7 in float, 1e-15 in double.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Silu(V x) => Floored(x) * _math.Sigmoid(x);

    /// <summary><c>σ(x) + x σ(x) σ(-x)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V SiluSlope(V x)
    {
        x = Near(x);
        V one = Constant.Of<V, T>(1), small = _math.Exp(-V.Abs(x)), larger = one / (one + small), smaller = small * larger;
        return V.MultiplyAdd(x * larger, smaller, V.WhereGreater(x, default, larger, smaller));
    }

    /// <summary><c>x Φ(x)</c>, Φ being <see cref="VectorMath{V, T}.NormalCdf(V)"/>.</summary>
    /// <remarks>Largest error relative to x: 2e-7 in float, 1e-15 in double.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Gelu(V x) => Floored(x) * _math.NormalCdf(x);

    /// <summary><c>Φ(x) + x exp(-x²/2) / √(2π)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V GeluSlope(V x)
    {
        V share = _math.NormalCdf(x, out V power);
        return V.MultiplyAdd(Near(x) * Constant.Of<V, T>(DensityOfZero), power, share);
    }

    /// <summary><c>x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2</c>, computed as <c>x σ(2 √(2/π) (x + 0.044715 x³))</c>.</summary>
    /// <remarks>Largest error relative to x: 3e-7 in float, 1e-15 in double.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V GeluTanh(V x)
    {
        V near = Near(x);
        V inner = V.MultiplyAdd(near * near * near, Constant.Of<V, T>(GeluTanhCubic), near) * Constant.Of<V, T>(GeluTanhScale);
        return Floored(x) * _math.Sigmoid(inner);
    }

    /// <summary><c>s + x s (1 - s) 2 √(2/π) (1 + 3 · 0.044715 x²)</c>, s being the sigmoid of <see cref="GeluTanh"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V GeluTanhSlope(V x)
    {
        V one = Constant.Of<V, T>(1), scale = Constant.Of<V, T>(GeluTanhScale);
        x = Near(x);
        V square = x * x, inner = V.MultiplyAdd(x * square, Constant.Of<V, T>(GeluTanhCubic), x) * scale;
        V small = _math.Exp(-V.Abs(inner)), larger = one / (one + small), smaller = small * larger;
        V innerSlope = V.MultiplyAdd(square, Constant.Of<V, T>(3 * GeluTanhCubic), one) * scale;
        return V.MultiplyAdd(x * innerSlope * larger, smaller, V.WhereGreater(x, default, larger, smaller));
    }

    /// <summary>
    /// <c>x tanh(log(1 + exp(x)))</c>. With <c>e = exp(-|x|)</c> the tanh is <c>(1 + 2 e) / (1 + 2 e + 2 e²)</c> where <c>x &gt; 0</c>,
    /// else <c>(2 e + e²) / (2 + 2 e + e²)</c>: nothing overflows.
    /// </summary>
    /// <remarks>Largest error relative to x: 3e-7 in float, 1e-15 in double.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Mish(V x)
    {
        V share = MishShare(x, out _, out _);
        return Floored(x) * share;
    }

    /// <summary><c>t + x σ(x) (1 - t²)</c>, t being the tanh of <see cref="Mish"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V MishSlope(V x)
    {
        x = Near(x);
        V share = MishShare(x, out V small, out V below), four = Constant.Of<V, T>(4);
        // σ(x) (1 - t²) is 4 e (1 + e) / d², where x > 0 with e² for e.
        V power = V.WhereGreater(x, default, small * small, small);
        V fall = four * power * (Constant.Of<V, T>(1) + small) / (below * below);
        return V.MultiplyAdd(x, fall, share);
    }

    /// <summary><c>x min(max(x + 3, 0), 6) / 6</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V HardSwish(V x)
    {
        V low = Constant.Of<V, T>(-3);
        return HardSigmoid(x) * V.WhereGreater(low, x, low, x);
    }

    /// <summary><c>0</c> up to -3, <c>1</c> above 3, between them <c>x / 3 + 1 / 2</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V HardSwishSlope(V x)
    {
        V middle = V.MultiplyAdd(x, Constant.Of<V, T>(1.0 / 3), Constant.Of<V, T>(0.5));
        V fromLow = V.WhereGreater(x, Constant.Of<V, T>(-3), middle, default);
        return V.WhereGreater(x, Constant.Of<V, T>(3), Constant.Of<V, T>(1), fromLow);
    }

    /// <summary>The tanh of <see cref="Mish"/>, its <c>e</c> and what it is divided by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V MishShare(V x, out V small, out V below)
    {
        V two = Constant.Of<V, T>(2);
        small = _math.Exp(-V.Abs(x));
        V above = V.MultiplyAdd(small, two, Constant.Of<V, T>(1)), twice = two * small;
        above = V.WhereGreater(x, default, above, V.MultiplyAdd(small, small, twice));
        below = above + V.WhereGreater(x, default, twice * small, two);
        return above / below;
    }

    // Where it is less, the gate is zero or nearly so, and minus infinity times that no number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Floored(V x)
    {
        V low = Constant.Of<V, T>(-1000);
        return V.WhereGreater(low, x, low, x);
    }

    // Beyond it, all gates are constant.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Near(V x) => V.Clamp(x, Constant.Of<V, T>(-1000), Constant.Of<V, T>(1000));
}
