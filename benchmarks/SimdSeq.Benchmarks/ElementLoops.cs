using System.Runtime.CompilerServices;
using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>Elementwise functions over a run of values, as emitted code has them.</summary>
internal static class ElementLoops
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Exp<V>(Slab<float> x, Slab<float> y, int count) where V : struct, IVector<V, float>
    {
        var f = VectorMath<V, float>.Load();
        for (int i = 0; i < count; i += V.Count)
            f.Exp(V.Load(x + i)).Store(y + i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Tanh<V>(Slab<float> x, Slab<float> y, int count) where V : struct, IVector<V, float>
    {
        var f = VectorMath<V, float>.Load();
        for (int i = 0; i < count; i += V.Count)
            f.Tanh(V.Load(x + i)).Store(y + i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Sigmoid<V>(Slab<float> x, Slab<float> y, int count) where V : struct, IVector<V, float>
    {
        var f = VectorMath<V, float>.Load();
        for (int i = 0; i < count; i += V.Count)
            f.Sigmoid(V.Load(x + i)).Store(y + i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Elu<V>(Slab<float> x, Slab<float> y, int count) where V : struct, IVector<V, float>
    {
        var f = Activations<V, float>.Load();
        for (int i = 0; i < count; i += V.Count)
            f.Elu(V.Load(x + i)).Store(y + i);
    }
}
