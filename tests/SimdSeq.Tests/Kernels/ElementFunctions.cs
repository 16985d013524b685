using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>Elementwise functions at one vector width, over spans.</summary>
internal abstract class ElementFunctions<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>All widths, and the single value.</summary>
    public static readonly ElementFunctions<T>[] All =
    [
        new ElementFunctions<Vector512Of<T>, T>(), new ElementFunctions<Vector256Of<T>, T>(), new ElementFunctions<Vector128Of<T>, T>(),
        new ElementFunctions<ScalarOf<T>, T>(),
    ];

    /// <summary>Values a call takes: a multiple of the lanes of every width.</summary>
    public const int Block = 1 << 12;

    public abstract void Apply(string function, Span<T> x, Span<T> y);

    /// <summary>One value, at the full width.</summary>
    public static T One(string function, T value)
    {
        var x = new T[Block];
        Array.Fill(x, value);
        var y = new T[Block];
        All[0].Apply(function, x, y);
        return y[0];
    }
}

internal sealed unsafe class ElementFunctions<V, T> : ElementFunctions<T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override void Apply(string function, Span<T> x, Span<T> y)
    {
        switch (function)
        {
            case "exp": Each(x, y, &VectorMath.Exp<V, T>); break;
            case "tanh": Each(x, y, &VectorMath.Tanh<V, T>); break;
            case "sigmoid": Each(x, y, &VectorMath.Sigmoid<V, T>); break;
            case "linear": Each(x, y, &Activations.Linear<V, T>); break;
            case "relu": Each(x, y, &Activations.Relu<V, T>); break;
            case "hard_sigmoid": Each(x, y, &Activations.HardSigmoid<V, T>); break;
            case "elu": Each(x, y, &Activations.Elu<V, T>); break;
            case "selu": Each(x, y, &Activations.Selu<V, T>); break;
            case "exponential": Each(x, y, &Activations.Exponential<V, T>); break;
            case "softsign": Each(x, y, &Activations.Softsign<V, T>); break;
            case "linear slope": Each(x, y, &Activations.LinearSlope<V, T>); break;
            case "relu slope": Each(x, y, &Activations.ReluSlope<V, T>); break;
            case "tanh slope": Each(x, y, &Activations.TanhSlope<V, T>); break;
            case "sigmoid slope": Each(x, y, &Activations.SigmoidSlope<V, T>); break;
            case "hard_sigmoid slope": Each(x, y, &Activations.HardSigmoidSlope<V, T>); break;
            case "elu slope": Each(x, y, &Activations.EluSlope<V, T>); break;
            case "selu slope": Each(x, y, &Activations.SeluSlope<V, T>); break;
            case "exponential slope": Each(x, y, &Activations.ExponentialSlope<V, T>); break;
            case "softsign slope": Each(x, y, &Activations.SoftsignSlope<V, T>); break;
            default: throw new ArgumentException(function, nameof(function));
        }
    }

    private static void Each(Span<T> x, Span<T> y, delegate*<V, V> function)
    {
        fixed (T* from = x, to = y)
        {
            for (int i = 0; i < x.Length; i += V.Count)
                function(V.Load(new Slab<T>(from + i))).Store(new Slab<T>(to + i));
        }
    }
}
