using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>Kin of relu whose derivative is a function of the output.</content>
public readonly partial struct Activations<V, T>
{
    private const double LeakySlope = 0.2;

    /// <summary><c>x</c> where <c>x &gt; 0</c>, else <c>0.2 x</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V LeakyRelu(V x) =>
        V.WhereGreater(x, default, x, x * Constant.Of<V, T>(LeakySlope));

    /// <summary><c>1</c> where <c>y &gt; 0</c>, else <c>0.2</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V LeakyReluSlope(V y) =>
        V.WhereGreater(y, default, Constant.Of<V, T>(1), Constant.Of<V, T>(LeakySlope));

    /// <summary><c>min(max(x, 0), 6)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Relu6(V x)
    {
        V six = Constant.Of<V, T>(6), y = Relu(x);
        return V.WhereGreater(y, six, six, y);
    }

    /// <summary><c>1</c> where <c>0 &lt; y &lt; 6</c>, else <c>0</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Relu6Slope(V y) =>
        V.WhereGreater(y, default, V.WhereGreater(Constant.Of<V, T>(6), y, Constant.Of<V, T>(1), default), default);

    /// <summary><c>log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|))</c>, which never overflows.</summary>
    /// <remarks>Largest error 4 units in the last place of the result.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Softplus(V x) =>
        V.WhereGreater(x, default, x, default) + _math.LogOnePlus(_math.Exp(-V.Abs(x)));

    /// <summary><c>1 - exp(-y)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V SoftplusSlope(V y) => -_math.ExpMinusOne(-y);
}
