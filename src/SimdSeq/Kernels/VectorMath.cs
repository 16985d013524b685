using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Elementary functions, lane by lane, made of multiply-adds: the bits are the same at any width and on any machine with a fused
/// multiply-add. Not-a-number gives not-a-number; infinities give the limits.
/// </summary>
/// <remarks>
/// A value of this type holds the constants of these functions. A loop loads one before it begins, so that they stay in registers;
/// literal numbers would be read from memory again for each vector, and loads are what such a loop waits for.
/// </remarks>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly unsafe struct VectorMath<V, T> where V : struct, IVector<V, T> where T : unmanaged
{
    private readonly V _one, _two, _half, _perLn2, _shift, _ln2, _ln2First, _ln2Rest;
    private readonly V _expLow, _expHigh, _sigmoidLow, _sigmoidHigh, _tanhLow, _tanhHigh;
    private readonly V _c2, _c3, _c4, _c5, _c6, _c7, _c8, _c9, _c10, _c11, _c12, _c13;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private VectorMath(T* at)
    {
        this = default;
        _one = V.Broadcast(at[0]);
        _two = V.Broadcast(at[1]);
        _half = V.Broadcast(at[2]);
        _perLn2 = V.Broadcast(at[3]);
        _shift = V.Broadcast(at[4]);
        _ln2 = V.Broadcast(at[5]);
        _ln2First = V.Broadcast(at[6]);
        _ln2Rest = V.Broadcast(at[7]);
        _expLow = V.Broadcast(at[8]);
        _expHigh = V.Broadcast(at[9]);
        _sigmoidLow = V.Broadcast(at[10]);
        _sigmoidHigh = V.Broadcast(at[11]);
        _tanhLow = V.Broadcast(at[12]);
        _tanhHigh = V.Broadcast(at[13]);
        _c2 = V.Broadcast(at[14]);
        _c3 = V.Broadcast(at[15]);
        _c4 = V.Broadcast(at[16]);
        _c5 = V.Broadcast(at[17]);
        _c6 = V.Broadcast(at[18]);
        if (typeof(T) == typeof(float))
            return;

        _c7 = V.Broadcast(at[19]);
        _c8 = V.Broadcast(at[20]);
        _c9 = V.Broadcast(at[21]);
        _c10 = V.Broadcast(at[22]);
        _c11 = V.Broadcast(at[23]);
        _c12 = V.Broadcast(at[24]);
        _c13 = V.Broadcast(at[25]);
    }

    /// <summary>The constants, loaded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorMath<V, T> Load() => new(VectorMathConstants<T>.Values);

    /// <summary><c>e^x</c>, also where the result is subnormal; 0 and infinity beyond the range of the format.</summary>
    /// <remarks>
    /// <c>x = n ln 2 + r</c> with <c>|r| &lt;= ln 2 / 2</c> (ln 2 in two parts, Cody and Waite 1980), <c>e^x = 2^n e^r</c>. Largest
    /// error: 1 unit in the last place in float, 1.1 in double.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Exp(V x)
    {
        x = V.Clamp(x, _expLow, _expHigh);
        V n = V.MultiplyAdd(x, _perLn2, _shift) - _shift; // rounded to a whole number
        V r = V.MultiplyAdd(n, _ln2Rest, V.MultiplyAdd(n, _ln2First, x));
        V mantissa = ExpMinusOneNearZero(r) + _one;

        // Two factors, as 2^n alone would leave the range of normal numbers at both ends.
        V half = V.Round(n * _half);
        return mantissa * V.AddToExponent(_one, half + _shift) * V.AddToExponent(_one, n - half + _shift);
    }

    /// <summary>
    /// <c>tanh(x) = (e^2x - 1) / (e^2x + 1)</c>, never outside -1 to 1 and exactly these from |x| = 9.1 (double: 19.1) on.
    /// </summary>
    /// <remarks>
    /// Largest error in float 1.5e-7, and 2.5 units in the last place; in double 3.4e-16. Relative accuracy holds near zero, as e^2x - 1 is
    /// computed without cancellation.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Tanh(V x)
    {
        V e = ExpMinusOneOf(V.Clamp(x + x, _tanhLow, _tanhHigh));
        return e / (e + _two);
    }

    /// <summary><c>1 / (1 + e^-x)</c>, from 1.2e-38 (double: 3.3e-308) to 1: no gate is ever subnormal.</summary>
    /// <remarks>Largest error in float 9e-8, in double 2.3e-16.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Sigmoid(V x)
    {
        V power = V.AddToExponent(_one, Reduce(V.Clamp(-x, _sigmoidLow, _sigmoidHigh), out V r));
        return _one / V.MultiplyAdd(ExpMinusOneNearZero(r), power, power + _one);
    }

    /// <summary><c>e^x - 1</c> for <c>x &lt;= 0</c>, without cancellation near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal V ExpMinusOne(V x) => ExpMinusOneOf(V.Clamp(x, _tanhLow, default));

    /// <summary><c>e^x - 1</c> of x whose power is normal: <c>2^n (e^r - 1) + (2^n - 1)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V ExpMinusOneOf(V x)
    {
        V power = V.AddToExponent(_one, Reduce(x, out V r));
        return V.MultiplyAdd(ExpMinusOneNearZero(r), power, power - _one);
    }

    /// <summary>
    /// n, with <see cref="WholeNumber"/>'s shift, and r of <c>x = n ln 2 + r</c>. In float ln 2 is one number, 2e-9 off: where n is large, a
    /// gate is at its end.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Reduce(V x, out V r)
    {
        V shifted = V.MultiplyAdd(x, _perLn2, _shift); // which also rounds to a whole number
        V n = shifted - _shift;
        r = typeof(T) == typeof(float) ? V.MultiplyAdd(n, _ln2, x) : V.MultiplyAdd(n, _ln2Rest, V.MultiplyAdd(n, _ln2First, x));
        return shifted;
    }

    /// <summary><c>e^r - 1 = r + r^2 q(r)</c> for <c>|r| &lt;= ln 2 / 2</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V ExpMinusOneNearZero(V r)
    {
        if (typeof(T) == typeof(float))
        {
            // In pairs (Estrin 1960): a gate is one chain of such steps.
            V square = r * r;
            V high = V.MultiplyAdd(_c6, r, _c5), low = V.MultiplyAdd(_c4, r, _c3);
            V near = V.MultiplyAdd(V.MultiplyAdd(high, square, low), r, _c2);
            return V.MultiplyAdd(near, square, r);
        }

        V q = V.MultiplyAdd(_c13, r, _c12);
        q = V.MultiplyAdd(q, r, _c11);
        q = V.MultiplyAdd(q, r, _c10);
        q = V.MultiplyAdd(q, r, _c9);
        q = V.MultiplyAdd(q, r, _c8);
        q = V.MultiplyAdd(q, r, _c7);
        q = V.MultiplyAdd(q, r, _c6);
        q = V.MultiplyAdd(q, r, _c5);
        q = V.MultiplyAdd(q, r, _c4);
        q = V.MultiplyAdd(q, r, _c3);
        q = V.MultiplyAdd(q, r, _c2);
        return V.MultiplyAdd(q * r, r, r);
    }
}
