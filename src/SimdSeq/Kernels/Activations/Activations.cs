using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Activation functions and their derivatives, lane by lane. A derivative is a function of the <em>output</em>, so that a backward pass
/// keeps one value; where an output has several inputs (<see cref="Silu"/> and its like), of the input. Not-a-number passes through every
/// function.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly partial struct Activations<V, T> where V : struct, IVector<V, T> where T : unmanaged
{
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    private readonly VectorMath<V, T> _math;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Activations(VectorMath<V, T> math) => _math = math;

    /// <summary>The functions, with their constants loaded: before a loop, so that these stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Activations<V, T> Load() => new(VectorMath<V, T>.Load());

    /// <summary><c>x</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Linear(V x) => x;

    /// <summary><c>1</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V LinearSlope(V y) => Constant.Of<V, T>(1);

    /// <summary><c>max(x, 0)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Relu(V x) =>
        V.WhereGreater(default, x, default, x);

    /// <summary><c>1</c> where <c>y &gt; 0</c>, else <c>0</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V ReluSlope(V y) =>
        V.WhereGreater(y, default, Constant.Of<V, T>(1), default);

    /// <summary><see cref="VectorMath{V, T}.Tanh"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Tanh(V x) => _math.Tanh(x);

    /// <summary><c>1 - y * y</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V TanhSlope(V y) =>
        V.MultiplyAdd(-y, y, Constant.Of<V, T>(1));

    /// <summary><see cref="VectorMath{V, T}.Sigmoid"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Sigmoid(V x) => _math.Sigmoid(x);

    /// <summary><c>y * (1 - y)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V SigmoidSlope(V y) => V.MultiplyAdd(-y, y, y);

    /// <summary><c>x / 6 + 1 / 2</c> held between 0 and 1, as Keras 3 defines it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V HardSigmoid(V x)
    {
        V line = V.MultiplyAdd(x, Constant.Of<V, T>(1.0 / 6), Constant.Of<V, T>(0.5));
        return V.Clamp(line, default, Constant.Of<V, T>(1));
    }

    /// <summary><c>1 / 6</c> where <c>0 &lt; y &lt; 1</c>, else <c>0</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V HardSigmoidSlope(V y) =>
        V.WhereGreater(y, default, V.WhereGreater(Constant.Of<V, T>(1), y, Constant.Of<V, T>(1.0 / 6), default), default);

    /// <summary><c>x</c> where <c>x &gt; 0</c>, else <c>exp(x) - 1</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Elu(V x) =>
        V.WhereGreater(x, default, x, _math.ExpMinusOne(x));

    /// <summary><c>1</c> where <c>y &gt; 0</c>, else <c>y + 1</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V EluSlope(V y) =>
        V.WhereGreater(y, default, Constant.Of<V, T>(1), y + Constant.Of<V, T>(1));

    /// <summary>
    /// <c>s x</c> where <c>x &gt; 0</c>, else <c>s a (exp(x) - 1)</c>, with s = 1.0507... and a = 1.6732... (Klambauer et al.
    /// 2017).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Selu(V x) =>
        V.WhereGreater(
            x, default, x * Constant.Of<V, T>(SeluScale), _math.ExpMinusOne(x) * Constant.Of<V, T>(SeluScale * SeluAlpha));

    /// <summary><c>s</c> where <c>y &gt; 0</c>, else <c>y + s a</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V SeluSlope(V y) =>
        V.WhereGreater(y, default, Constant.Of<V, T>(SeluScale), y + Constant.Of<V, T>(SeluScale * SeluAlpha));

    /// <summary><see cref="VectorMath{V, T}.Exp"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Exponential(V x) => _math.Exp(x);

    /// <summary><c>y</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V ExponentialSlope(V y) => y;

    /// <summary><c>x / (1 + |x|)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Softsign(V x)
    {
        // Beyond this the quotient is exactly one, and infinity would make it infinity over infinity.
        x = V.Clamp(x, Constant.Of<V, T>(-1e20), Constant.Of<V, T>(1e20));
        return x / (V.Abs(x) + Constant.Of<V, T>(1));
    }

    /// <summary><c>(1 - |y|)^2</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V SoftsignSlope(V y)
    {
        V rest = Constant.Of<V, T>(1) - V.Abs(y);
        return rest * rest;
    }
}
