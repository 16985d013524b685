using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Elementary functions, lane by lane, made of multiply-adds: the bits are the same at any width and on any machine with a fused
/// multiply-add. Not-a-number gives not-a-number; infinities give the limits.
/// </summary>
public static class VectorMath
{
    /// <summary><c>e^x</c>, also where the result is subnormal; 0 and infinity beyond the range of the format.</summary>
    /// <remarks>
    /// <c>x = n ln 2 + r</c> with <c>|r| &lt;= ln 2 / 2</c> (ln 2 in two parts, Cody and Waite 1980), <c>e^x = 2^n e^r</c>. Largest
    /// error: 1 unit in the last place in float, 1.1 in double.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged
    {
        V n = (typeof(T) == typeof(float) ? Reduce<V, T>(x, -104, 89, out V r) : Reduce<V, T>(x, -746, 710, out r)) - Shift<V, T>();
        V mantissa = ExpMinusOneNearZero<V, T>(r) + Constant.Of<V, T>(1);

        // Two factors, as 2^n alone would leave the range of normal numbers at both ends.
        V half = V.Round(n * Constant.Of<V, T>(0.5));
        V one = Constant.Of<V, T>(1);
        return mantissa * V.AddToExponent(one, half + Shift<V, T>()) * V.AddToExponent(one, n - half + Shift<V, T>());
    }

    /// <summary>
    /// <c>tanh(x) = (e^2x - 1) / (e^2x + 1)</c>, never outside -1 to 1 and exactly these from |x| = 9.1 (double: 19.1) on.
    /// </summary>
    /// <remarks>
    /// Largest error in float 1.5e-7, and 2.5 units in the last place; in double 3.4e-16. Relative accuracy holds near zero, as e^2x - 1 is
    /// computed without cancellation.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged
    {
        V e = ExpMinusOneOf<V, T>(x + x, -40, 40);
        return e / (e + Constant.Of<V, T>(2));
    }

    /// <summary><c>1 / (1 + e^-x)</c>, never outside 0 to 1; exactly 0 where it would be subnormal.</summary>
    /// <remarks>Largest error in float 9e-8, in double 2.3e-16.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged
    {
        // At the upper end 2^n is infinity, and the quotient zero.
        V shifted = typeof(T) == typeof(float) ? Reduce<V, T>(-x, -87, 89, out V r) : Reduce<V, T>(-x, -708, 710, out r);
        V one = Constant.Of<V, T>(1);
        return one / V.MultiplyAdd(ExpMinusOneNearZero<V, T>(r) + one, V.AddToExponent(one, shifted), one);
    }

    /// <summary><c>e^x - 1</c> for <c>x &lt;= 0</c>, without cancellation near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V ExpMinusOne<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged => ExpMinusOneOf<V, T>(x, -40, 0);

    /// <summary>x held between two numbers; not-a-number stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Clamp<V, T>(V x, double low, double high) where V : struct, IVector<V, T> where T : unmanaged =>
        V.Clamp(x, Constant.Of<V, T>(low), Constant.Of<V, T>(high));

    /// <summary><c>e^x - 1</c> of x held between two numbers whose powers are normal: <c>2^n (e^r - 1) + (2^n - 1)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpMinusOneOf<V, T>(V x, double low, double high) where V : struct, IVector<V, T> where T : unmanaged
    {
        V shifted = Reduce<V, T>(x, low, high, out V r);
        V power = V.AddToExponent(Constant.Of<V, T>(1), shifted);
        return V.MultiplyAdd(ExpMinusOneNearZero<V, T>(r), power, power - Constant.Of<V, T>(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Shift<V, T>() where V : struct, IVector<V, T> where T : unmanaged =>
        Constant.Of<V, T>(typeof(T) == typeof(float) ? WholeNumber.SingleShift : WholeNumber.DoubleShift);

    /// <summary>n, with <see cref="WholeNumber"/>'s shift, and r of <c>x = n ln 2 + r</c>, x held between two numbers first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce<V, T>(V x, double low, double high, out V r) where V : struct, IVector<V, T> where T : unmanaged
    {
        // The first part of ln 2 has so few bits that n times it is exact.
        double first = typeof(T) == typeof(float) ? 0.693359375 : 6.93147180369123816490e-01;
        double second = typeof(T) == typeof(float) ? -2.12194440054690583e-4 : 1.90821492927058770002e-10;

        x = Clamp<V, T>(x, low, high);
        V shifted = V.MultiplyAdd(x, Constant.Of<V, T>(1.44269504088896340736), Shift<V, T>()); // which also rounds to a whole number
        V n = shifted - Shift<V, T>();
        r = V.MultiplyAdd(n, Constant.Of<V, T>(-first), x);
        r = V.MultiplyAdd(n, Constant.Of<V, T>(-second), r);
        return shifted;
    }

    /// <summary><c>e^r - 1 = r + r^2 q(r)</c> for <c>|r| &lt;= ln 2 / 2</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpMinusOneNearZero<V, T>(V r) where V : struct, IVector<V, T> where T : unmanaged
    {
        V q;
        if (typeof(T) == typeof(float))
        {
            // The best approximation in relative error (3e-9 before rounding), in pairs (Estrin 1960): a gate is one chain of such steps.
            V square = r * r;
            V high = V.MultiplyAdd(Constant.Of<V, T>(0.00138146006047), r, Constant.Of<V, T>(0.00836871690545));
            V low = V.MultiplyAdd(Constant.Of<V, T>(0.0416683880035), r, Constant.Of<V, T>(0.166665206315));
            q = V.MultiplyAdd(V.MultiplyAdd(high, square, low), r, Constant.Of<V, T>(0.49999993448));
            return V.MultiplyAdd(q, square, r);
        }
        else
        {
            // The Taylor series to r^13: what follows is below 1e-17.
            q = Constant.Of<V, T>(1.0 / 6227020800);
            q = V.MultiplyAdd(q, r, Constant.Of<V, T>(1.0 / 479001600));
            q = V.MultiplyAdd(q, r, Constant.Of<V, T>(1.0 / 39916800));
            q = V.MultiplyAdd(q, r, Constant.Of<V, T>(1.0 / 3628800));
            q = V.MultiplyAdd(q, r, Constant.Of<V, T>(1.0 / 362880));
            q = V.MultiplyAdd(q, r, Constant.Of<V, T>(1.0 / 40320));
            q = V.MultiplyAdd(q, r, Constant.Of<V, T>(1.0 / 5040));
            q = V.MultiplyAdd(q, r, Constant.Of<V, T>(1.0 / 720));
            q = V.MultiplyAdd(q, r, Constant.Of<V, T>(1.0 / 120));
            q = V.MultiplyAdd(q, r, Constant.Of<V, T>(1.0 / 24));
            q = V.MultiplyAdd(q, r, Constant.Of<V, T>(1.0 / 6));
            q = V.MultiplyAdd(q, r, Constant.Of<V, T>(0.5));
        }
        return V.MultiplyAdd(q * r, r, r);
    }
}
