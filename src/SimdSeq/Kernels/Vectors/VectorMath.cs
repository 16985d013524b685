using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
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
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly unsafe partial struct VectorMath<V, T> where V : struct, IVector<V, T> where T : unmanaged
{
    private readonly V _one, _two, _half, _perLn2, _minusPerLn2, _shift, _ln2, _ln2First, _ln2Rest;
    private readonly V _expLow, _expHigh, _expOfNegativeLow, _sigmoidLow, _sigmoidHigh, _tanhLow, _tanhHigh, _expMinusOneLow;
    private readonly V _p1, _p2, _p3, _p4, _q1, _q2, _q3, _q4;
    private readonly V _s1, _s2, _s3, _s4, _s5;
    private readonly V _c2, _c3, _c4, _c5, _c6, _c7, _c8, _c9, _c10, _c11, _c12, _c13;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private VectorMath(T* at)
    {
        this = default;
        _one = V.Broadcast(at[0]);
        _two = V.Broadcast(at[1]);
        _half = V.Broadcast(at[2]);
        _perLn2 = V.Broadcast(at[3]);
        _minusPerLn2 = V.Broadcast(at[4]);
        _shift = V.Broadcast(at[5]);
        _ln2 = V.Broadcast(at[6]);
        _ln2First = V.Broadcast(at[7]);
        _ln2Rest = V.Broadcast(at[8]);
        _expLow = V.Broadcast(at[9]);
        _expHigh = V.Broadcast(at[10]);
        _expOfNegativeLow = V.Broadcast(at[11]);
        _sigmoidLow = V.Broadcast(at[12]);
        _sigmoidHigh = V.Broadcast(at[13]);
        _tanhLow = V.Broadcast(at[14]);
        _tanhHigh = V.Broadcast(at[15]);
        _expMinusOneLow = V.Broadcast(at[16]);
        _c2 = V.Broadcast(at[17]);
        _c3 = V.Broadcast(at[18]);
        _c4 = V.Broadcast(at[19]);
        _c5 = V.Broadcast(at[20]);
        _c6 = V.Broadcast(at[21]);
        if (typeof(T) == typeof(float))
        {
            _p1 = V.Broadcast(at[22]);
            _p2 = V.Broadcast(at[23]);
            _p3 = V.Broadcast(at[24]);
            _p4 = V.Broadcast(at[25]);
            _q1 = V.Broadcast(at[26]);
            _q2 = V.Broadcast(at[27]);
            _q3 = V.Broadcast(at[28]);
            _q4 = V.Broadcast(at[29]);
            _s1 = V.Broadcast(at[30]);
            _s2 = V.Broadcast(at[31]);
            _s3 = V.Broadcast(at[32]);
            _s4 = V.Broadcast(at[33]);
            _s5 = V.Broadcast(at[34]);
            return;
        }

        _c7 = V.Broadcast(at[22]);
        _c8 = V.Broadcast(at[23]);
        _c9 = V.Broadcast(at[24]);
        _c10 = V.Broadcast(at[25]);
        _c11 = V.Broadcast(at[26]);
        _c12 = V.Broadcast(at[27]);
        _c13 = V.Broadcast(at[28]);
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
    /// <c>e^x</c> of <c>x &lt;= 0</c> to the bit of <see cref="Exp"/>, but that from <c>x = -87.7</c> (double: -708.8) down it is 0.
    /// </summary>
    /// <remarks>Then <c>2^n</c> is one factor, and the factor 0 where <c>n</c> is below the exponents of normal numbers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal V ExpOfNegative(V x)
    {
        x = V.Clamp(x, _expOfNegativeLow, _expHigh);
        V shifted = V.MultiplyAdd(x, _perLn2, _shift), n = shifted - _shift; // rounded to a whole number
        V r = V.MultiplyAdd(n, _ln2Rest, V.MultiplyAdd(n, _ln2First, x));
        return (ExpMinusOneNearZero(r) + _one) * V.AddToExponent(_one, shifted);
    }

    /// <summary>
    /// <c>tanh(x)</c>, never outside -1 to 1 and exactly these from |x| = 7.91 (double: 19.1) on where the hardware fuses multiply-adds.
    /// </summary>
    /// <remarks>
    /// Largest error in float 3.3e-7, and 5.5 units in the last place; in double 3.4e-16. Relative accuracy holds near zero.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Tanh(V x)
    {
        x = V.Clamp(x, _tanhLow, _tanhHigh);
        if (typeof(T) == typeof(float))
            return TanhAsQuotient(x);

        V e = ExpMinusOneOf(x + x);
        return e / (e + _two);
    }

    /// <summary><c>1 / (1 + e^-x)</c>, from 1.2e-38 (double: 3.3e-308) to 1: no gate is ever subnormal.</summary>
    /// <remarks>Largest error in float 1e-7, in double 2.3e-16; relative to a value near zero 1.5e-6 in float.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Sigmoid(V x)
    {
        x = V.Clamp(x, _sigmoidLow, _sigmoidHigh);
        if (typeof(T) == typeof(float))
            return _one / OnePlusExpOfMinus(x);

        V power = V.AddToExponent(_one, Reduce(-x, out V r));
        return _one / V.MultiplyAdd(ExpMinusOneNearZero(r), power, power + _one);
    }

    /// <summary>
    /// <c>x P(x^2) / Q(x^2)</c>, both of degree 4: two short chains side by side, where <c>(e^2x - 1) / (e^2x + 1)</c> is one long chain.
    /// The coefficients are the best approximation in relative error (1e-8), moved by units in the last place until no rounded result
    /// exceeds one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V TanhAsQuotient(V x)
    {
        V square = x * x;
        V p = V.MultiplyAdd(_p4, square, _p3), q = V.MultiplyAdd(_q4, square, _q3);
        p = V.MultiplyAdd(p, square, _p2);
        q = V.MultiplyAdd(q, square, _q2);
        p = V.MultiplyAdd(p, square, _p1);
        q = V.MultiplyAdd(q, square, _q1);
        return V.MultiplyAdd(x * square, p, x) / V.MultiplyAdd(q, square, _one);
    }

    /// <summary>
    /// <c>1 + 2^n 2^f</c> of <c>-x / ln 2 = n + f</c> with <c>|f| &lt;= 1/2</c>; <c>2^f</c> is a polynomial of degree 5 (relative error
    /// 9e-8).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V OnePlusExpOfMinus(V x)
    {
        V shifted = V.MultiplyAdd(x, _minusPerLn2, _shift); // rounded to a whole number
        V f = V.MultiplyAdd(x, _minusPerLn2, _shift - shifted);
        V square = f * f;
        V high = V.MultiplyAdd(_s5, f, _s4), middle = V.MultiplyAdd(_s3, f, _s2), low = V.MultiplyAdd(_s1, f, _one);
        V power = V.AddToExponent(_one, shifted);
        return V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(high, square, middle), square, low), power, _one);
    }

    /// <summary><c>e^x - 1</c> for <c>x &lt;= 0</c>, without cancellation near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal V ExpMinusOne(V x) => ExpMinusOneOf(V.Clamp(x, _expMinusOneLow, default));

    /// <summary><c>e^x - 1</c> of x whose power is normal: <c>2^n (e^r - 1) + (2^n - 1)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V ExpMinusOneOf(V x)
    {
        V power = V.AddToExponent(_one, Reduce(x, out V r));
        return V.MultiplyAdd(ExpMinusOneNearZero(r), power, power - _one);
    }

    /// <summary>
    /// n, with <see cref="WholeNumber"/>'s shift, and r of <c>x = n ln 2 + r</c>. In float ln 2 is one number, 2e-9 off: where n is large,
    /// a gate is at its end.
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
