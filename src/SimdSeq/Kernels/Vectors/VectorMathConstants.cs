using System.Runtime.InteropServices;

namespace SimdSeq.Kernels;

/// <summary>
/// The constants of <see cref="VectorMath{V, T}"/> in the order of its fields, in memory that is never freed: what the compiler cannot see
/// through, it keeps in registers.
/// </summary>
internal static unsafe class VectorMathConstants<T> where T : unmanaged
{
    // e^r - 1 = r + c2 r^2 + c3 r^3 + ...: in float the best approximation in relative error (3e-9 before rounding), in double the Taylor
    // series, whose rest is below 1e-17. The first part of ln 2 has so few bits that n times it is exact.
    private static readonly double[] Single =
    [
        1, 2, 0.5, 1.44269504088896340736, -1.44269504088896340736, WholeNumber.SingleShift, -0.693147180559945309, -0.693359375,
        2.12194440054690583e-4,
        -104, 89, -88.0296919, -87.3, 87, -7.90541506, 7.90541506, -40,
        0.49999993448, 0.166665206315, 0.0416683880035, 0.00836871690545, 0.00138146006047,
        0.134528711, 0.00358164636, 2.20670536e-05, 1.54896149e-08, 0.46786207, 0.026202362, 0.000342799438, 8.62371735e-07,
        0.69314697759756, 0.24022242084882, 0.05550733742771, 0.0096715126669148, 0.0013264727738456,
    ];

    private static readonly double[] Double =
    [
        1, 2, 0.5, 1.44269504088896340736, -1.44269504088896340736, WholeNumber.DoubleShift, -0.693147180559945309,
        -6.93147180369123816490e-01, -1.90821492927058770002e-10,
        -746, 710, -709.08956571282405, -708, 708, -20, 20, -40,
        0.5, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600,
        1.0 / 6227020800,
    ];

    internal static readonly T* Values = Rounded();

    private static T* Rounded()
    {
        double[] values = typeof(T) == typeof(float) ? Single : Double;
        var rounded = (T*)NativeMemory.Alloc((nuint)values.Length, (nuint)sizeof(T));
        for (int i = 0; i < values.Length; i++) rounded[i] = Constant.Rounded<T>(values[i]);
        return rounded;
    }
}
