using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SimdSeq;

/// <summary>What emitted losses compute with: functions with the same bits on any machine, through <see cref="double"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LossArithmetic
{
    /// <summary>e^x.</summary>
    public static T Exp<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(LossMath.Exp(double.CreateTruncating(x)));

    /// <summary>The natural logarithm.</summary>
    public static T Log<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(LossMath.Log(double.CreateTruncating(x)));

    /// <summary>tanh x.</summary>
    public static T Tanh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(LossMath.Tanh(double.CreateTruncating(x)));

    /// <summary>-1, 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sign<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.IsZero(x) ? T.Zero : T.CopySign(T.One, x);
}
