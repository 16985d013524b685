using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// Functions of one number with the same bits on any machine, for losses: those of the platform differ in the last place.
/// </summary>
internal static unsafe class LossMath
{
    /// <summary><c>e^x</c>.</summary>
    public static double Exp(double x)
    {
        double result;
        VectorMath<ScalarOf<double>, double>.Load().Exp(ScalarOf<double>.Broadcast(x)).Store(new Slab<double>(&result));
        return result;
    }

    /// <summary><c>tanh(x)</c>, accurate near zero.</summary>
    public static double Tanh(double x)
    {
        double result;
        VectorMath<ScalarOf<double>, double>.Load().Tanh(ScalarOf<double>.Broadcast(x)).Store(new Slab<double>(&result));
        return result;
    }

    /// <summary>The natural logarithm.</summary>
    public static double Log(double x) => NaturalLogarithm.Of(x);

    /// <summary><c>1 / (1 + e^-x)</c>, without overflow.</summary>
    public static double Sigmoid(double x)
    {
        double small = Exp(-Math.Abs(x));
        return (x >= 0 ? 1 : small) / (1 + small);
    }

    /// <summary><c>x^power</c> for x from 0 on; <c>0^0 = 1</c>.</summary>
    public static double Power(double x, double power) =>
        power == 0 ? 1 : x == 0 ? (power > 0 ? 0 : double.PositiveInfinity) : NaturalLogarithm.Power(x, power);
}
