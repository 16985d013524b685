using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>Logarithms, by <c>log(1 + t) = 2 artanh(t / (2 + t))</c>.</content>
public readonly unsafe partial struct VectorMath<V, T>
{
    private const double Ln2 = 0.693147180559945309417;

    /// <summary><c>log(1 + t)</c> for t from 0 to 1.</summary>
    /// <remarks>Largest error 3 units in the last place.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal V LogOnePlus(V t) => TwiceArtanh(t / (t + _two));

    /// <summary><c>log(x)</c> for x from 1 to less than 2³².</summary>
    /// <remarks>Largest error 3 units in the last place.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal V LogFromOneOn(V x)
    {
        V halvings = default;
        for (int power = 16; power > 0; power /= 2)
        {
            V limit = Constant.Of<V, T>(1L << power), below = x;
            halvings = V.WhereGreater(limit, below, halvings, halvings + Constant.Of<V, T>(power));
            x = V.WhereGreater(limit, below, below, below * Constant.Of<V, T>(1.0 / (1L << power)));
        }

        return V.MultiplyAdd(halvings, Constant.Of<V, T>(Ln2), TwiceArtanh((x - _one) / (x + _one)));
    }

    /// <summary>For s from 0 to 1/3: <c>2 s (1 + s² p(s²))</c>, p off by less than 4e-9 (double: 2e-18).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TwiceArtanh(V s)
    {
        V square = s * s, twice = s + s;
        return V.MultiplyAdd(twice * square, typeof(T) == typeof(float) ? SingleArtanh(square) : DoubleArtanh(square), twice);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SingleArtanh(V w)
    {
        V p = V.MultiplyAdd(Constant.Of<V, T>(0.11612164612), w, Constant.Of<V, T>(0.108532879));
        p = V.MultiplyAdd(p, w, Constant.Of<V, T>(0.14296178997));
        p = V.MultiplyAdd(p, w, Constant.Of<V, T>(0.19999853166));
        return V.MultiplyAdd(p, w, Constant.Of<V, T>(0.3333333366));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V DoubleArtanh(V w)
    {
        V p = V.MultiplyAdd(Constant.Of<V, T>(0.07815288900461425223), w, Constant.Of<V, T>(0.0374607189777538365));
        p = V.MultiplyAdd(p, w, Constant.Of<V, T>(0.05422589197440007411));
        p = V.MultiplyAdd(p, w, Constant.Of<V, T>(0.0586713953065159873));
        p = V.MultiplyAdd(p, w, Constant.Of<V, T>(0.06667589315724627918));
        p = V.MultiplyAdd(p, w, Constant.Of<V, T>(0.07692271982430274643));
        p = V.MultiplyAdd(p, w, Constant.Of<V, T>(0.09090909948981357191));
        p = V.MultiplyAdd(p, w, Constant.Of<V, T>(0.1111111109911838528));
        p = V.MultiplyAdd(p, w, Constant.Of<V, T>(0.1428571428580004965));
        p = V.MultiplyAdd(p, w, Constant.Of<V, T>(0.1999999999999976125));
        return V.MultiplyAdd(p, w, Constant.Of<V, T>(0.3333333333333333344));
    }
}
