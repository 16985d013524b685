using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>Logarithms and powers with the same bits on any machine; those of the platform differ.</summary>
internal static unsafe class NaturalLogarithm
{
    private const int FractionBits = 52, Bias = 1023;
    private const double Ln2 = 0.693147180559945309417, Normal = 2.2250738585072014e-308, Subnormals = 1L << 54;

    /// <summary>
    /// <c>log(x) = e log 2 + log(m)</c> for <c>x = m 2^e</c>, m in [1, 2); off by at most 4 units in the last place of the larger term.
    /// Minus infinity for 0, not-a-number below it and of itself.
    /// </summary>
    public static double Of(double x)
    {
        if (!(x > 0)) return x == 0 ? double.NegativeInfinity : double.NaN;
        if (x == double.PositiveInfinity) return x;
        double exponent = 0;
        if (x < Normal) (x, exponent) = (x * Subnormals, -54);
        long bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (bits >> FractionBits) - Bias;
        double fraction = BitConverter.Int64BitsToDouble((bits & ((1L << FractionBits) - 1)) | ((long)Bias << FractionBits)) - 1;
        var log = VectorMath<ScalarOf<double>, double>.Load().LogOnePlus(ScalarOf<double>.Broadcast(fraction));
        double result;
        log.Store(new Slab<double>(&result));
        return Math.FusedMultiplyAdd(exponent, Ln2, result);
    }

    /// <summary><c>x^power</c> for x above 0.</summary>
    public static double Power(double x, double power) => Exponential(power * Of(x));

    /// <summary><c>e^x</c>.</summary>
    public static double Exponential(double x)
    {
        var exp = VectorMath<ScalarOf<double>, double>.Load().Exp(ScalarOf<double>.Broadcast(x));
        double result;
        exp.Store(new Slab<double>(&result));
        return result;
    }
}
