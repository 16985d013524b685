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
        var math = VectorMath<V, T>.Load();
        var apply = Activations<V, T>.Load();
        switch (function)
        {
            case "exp": Each(x, y, math.Exp); break;
            case "exp of negative": Each(x, y, math.ExpOfNegative); break;
            case "tanh": Each(x, y, math.Tanh); break;
            case "sigmoid": Each(x, y, math.Sigmoid); break;
            case "normal_cdf": Each(x, y, math.NormalCdf); break;
            case "log": Each(x, y, math.LogFromOneOn); break;
            case "sin_of_quarters": Each(x, y, VectorMath<V, T>.SinOfQuarters); break;
            case "linear": Each(x, y, apply.Linear); break;
            case "relu": Each(x, y, apply.Relu); break;
            case "hard_sigmoid": Each(x, y, apply.HardSigmoid); break;
            case "elu": Each(x, y, apply.Elu); break;
            case "selu": Each(x, y, apply.Selu); break;
            case "exponential": Each(x, y, apply.Exponential); break;
            case "softsign": Each(x, y, apply.Softsign); break;
            case "softplus": Each(x, y, apply.Softplus); break;
            case "leaky_relu": Each(x, y, apply.LeakyRelu); break;
            case "relu6": Each(x, y, apply.Relu6); break;
            case "silu": Each(x, y, apply.Silu); break;
            case "gelu": Each(x, y, apply.Gelu); break;
            case "gelu_tanh": Each(x, y, apply.GeluTanh); break;
            case "mish": Each(x, y, apply.Mish); break;
            case "hard_swish": Each(x, y, apply.HardSwish); break;
            case "linear slope": Each(x, y, apply.LinearSlope); break;
            case "relu slope": Each(x, y, apply.ReluSlope); break;
            case "tanh slope": Each(x, y, apply.TanhSlope); break;
            case "sigmoid slope": Each(x, y, apply.SigmoidSlope); break;
            case "hard_sigmoid slope": Each(x, y, apply.HardSigmoidSlope); break;
            case "elu slope": Each(x, y, apply.EluSlope); break;
            case "selu slope": Each(x, y, apply.SeluSlope); break;
            case "exponential slope": Each(x, y, apply.ExponentialSlope); break;
            case "softsign slope": Each(x, y, apply.SoftsignSlope); break;
            case "softplus slope": Each(x, y, apply.SoftplusSlope); break;
            case "leaky_relu slope": Each(x, y, apply.LeakyReluSlope); break;
            case "relu6 slope": Each(x, y, apply.Relu6Slope); break;
            case "silu slope": Each(x, y, apply.SiluSlope); break;
            case "gelu slope": Each(x, y, apply.GeluSlope); break;
            case "gelu_tanh slope": Each(x, y, apply.GeluTanhSlope); break;
            case "mish slope": Each(x, y, apply.MishSlope); break;
            case "hard_swish slope": Each(x, y, apply.HardSwishSlope); break;
            default: throw new ArgumentException(function, nameof(function));
        }
    }

    private static void Each(Span<T> x, Span<T> y, Func<V, V> function)
    {
        fixed (T* from = x, to = y)
        {
            for (int i = 0; i < x.Length; i += V.Count)
                function(V.Load(new Slab<T>(from + i))).Store(new Slab<T>(to + i));
        }
    }
}
