using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>
/// Rates of attention at the sizes of an encoder with 128 features and 4 heads over 128 steps: its products as the kernel makes them, a
/// head of a sample at a time and so in the cache, and the whole pass over a tile. Then the functions around it beside
/// System.Numerics.Tensors.
/// </summary>
internal static class AttentionReport
{
    private const int Lanes = 16, Steps = 128, Heads = 4, HeadDim = 32, Features = Heads * HeadDim, Rounds = 31;

    public static void Print()
    {
        if (SimdLevel.Bits == 512) Print<Vector512Of<float>>();
        else if (SimdLevel.Bits == 256) Print<Vector256Of<float>>();
        else Print<Vector128Of<float>>();
    }

    private static void Print<V>() where V : struct, IVector<V, float>
    {
        Console.WriteLine($"{Measurement.Versions} Medians of {Rounds} interleaved rounds, the FMA peak of a core among them.");
        Console.WriteLine();
        Products<V>();
        Console.WriteLine();
        Functions<V>();
    }

    private static void Products<V>() where V : struct, IVector<V, float>
    {
        const double Pairs = (double)Steps * Steps * Heads; // of a query and a key, for each sample
        Slab<float> turned = Values.Random(Steps * Lanes), query = Values.Random(HeadDim * Lanes), sums = Values.Random(Steps * Lanes);
        Slab<float> columns = Values.Random(HeadDim * Steps), rows = Values.Random(HeadDim * Steps);
        Slab<float> q = Values.Random(Steps * Features * Lanes), k = Values.Random(Steps * Features * Lanes),
            v = Values.Random(Steps * Features * Lanes);
        Slab<float> y = Values.Random(Steps * Features * Lanes), dy = Values.Random(Steps * Features * Lanes);
        Slab<float> dq = Values.Random(Steps * Features * Lanes), dk = Values.Random(Steps * Features * Lanes),
            dv = Values.Random(Steps * Features * Lanes);
        var shape = new AttentionShape(Steps, Steps, Heads, Heads, HeadDim, HeadDim, Scale: 0.2);
        var operands = new AttentionOperands<float>(q, Features, k, Features, v, Features);
        var gradients = new AttentionGradients<float>(dq, Features, false, dk, Features, false, dv, Features, false);
        Slab<float> scratch = Values.Random((int)Math.Max(shape.ForwardScratch, shape.GradientScratch) * Lanes);
        (string Name, double Flops, Action Run)[] kernels =
        [
            ("QK^T, 16 queries and 128 keys; dO V^T", 2.0 * Lanes * HeadDim * Steps, () =>
                MatMul.Product<V, float>(query, 0, columns, Steps, sums, 0, rows: 1, inputs: HeadDim, outputs: Steps)),
            ("PV; dS K", 2.0 * Lanes * HeadDim * Steps, () =>
                MatMul.Product<V, float>(turned, 0, rows, HeadDim, sums, 0, rows: 1, inputs: Steps, outputs: HeadDim)),
            ("P^T dO, dS^T Q, 16 keys and 128 queries", 2.0 * Lanes * HeadDim * Steps, () =>
                MatMul.Accumulate<V, float>(turned, 0, rows, HeadDim, sums, 0, rows: 1, inputs: Steps, outputs: HeadDim)),
            ("forward, a tile: softmax and transpositions included", 2 * 2.0 * Lanes * Pairs * HeadDim, () =>
                Attention.Forward<V, float>(shape, operands, y, Features, default, scratch, Lanes)),
            ("gradients, a tile: weights made again", 5 * 2.0 * Lanes * Pairs * HeadDim, () =>
                Attention.Gradients<V, float>(shape, operands, y, Features, default, dy, Features, gradients, scratch, Lanes)),
        ];
        var (peak, flops) = FmaPeak.Work();
        var times = Interleaved.Measure([peak, .. kernels.Select(kernel => kernel.Run)], Rounds);
        Console.WriteLine("| kernel | GFLOP/s | share of the FMA peak |");
        Console.WriteLine("|---|---|---|");
        for (int i = 0; i < kernels.Length; i++)
        {
            int at = i + 1;
            double work = kernels[i].Flops;
            Console.WriteLine($"| {kernels[i].Name} | {times.Median(round => work / round[at]) / 1e9:F1} "
                + $"| {times.Median(round => 100 * (work / round[at]) / (flops / round[0])):F0} % |");
        }
    }

    private static void Functions<V>() where V : struct, IVector<V, float>
    {
        const int Count = Steps * Lanes;
        Slab<float> x = Values.Random(Count, scale: 6), y = Values.Random(Count), statistics = Values.Random(2 * Lanes);
        Slab<float> scale = Values.Random(Steps), offset = Values.Random(Steps);
        float[] from = x.Span(Count).ToArray(), to = new float[Count], aside = new float[Steps];
        float[] gamma = scale.Span(Steps).ToArray(), beta = offset.Span(Steps).ToArray();
        (string Name, Action Own, Action Tensors)[] functions =
        [
            ("softmax of 128", () => Softmax.OverSamples<V, float>(x, y, Steps, 1), () =>
            {
                for (int row = 0; row < Count; row += Steps) TensorPrimitives.SoftMax(from.AsSpan(row, Steps), to.AsSpan(row, Steps));
            }),
            ("layer normalisation of 128", () => Normalization.OverSamples<V, float>(x, default, y, statistics, scale, offset,
                NormalizationKind.Standard, 1e-3, new(1, Steps)), () =>
            {
                for (int row = 0; row < Count; row += Steps) Normalize(from.AsSpan(row, Steps), to.AsSpan(row, Steps), gamma, beta);
            }),
            ("gelu, tanh form", () => GeluTanh<V>(x, y, Count), () =>
            {
                for (int row = 0; row < Count; row += Steps) GeluTanh(from.AsSpan(row, Steps), to.AsSpan(row, Steps), aside);
            }),
            ("gelu, exact (TensorPrimitives has no error function: beside its tanh form)", () => Gelu<V>(x, y, Count), () =>
            {
                for (int row = 0; row < Count; row += Steps) GeluTanh(from.AsSpan(row, Steps), to.AsSpan(row, Steps), aside);
            }),
        ];
        var times = Interleaved.Measure([.. functions.SelectMany(function => new[] { function.Own, function.Tensors })], Rounds);
        Console.WriteLine("| function | SimdSeq, a value | TensorPrimitives, a value | ratio |");
        Console.WriteLine("|---|---|---|---|");
        for (int i = 0; i < functions.Length; i++)
        {
            int at = 2 * i;
            Console.WriteLine($"| {functions[i].Name} | {1e9 * times.Median(round => round[at]) / Count:F3} ns "
                + $"| {1e9 * times.Median(round => round[at + 1]) / Count:F3} ns "
                + $"| {times.Median(round => round[at] / round[at + 1]):F2} |");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Gelu<V>(Slab<float> x, Slab<float> y, int count) where V : struct, IVector<V, float>
    {
        var f = Activations<V, float>.Load();
        for (int i = 0; i < count; i += V.Count) f.Gelu(V.Load(x, i)).Store(y, i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void GeluTanh<V>(Slab<float> x, Slab<float> y, int count) where V : struct, IVector<V, float>
    {
        var f = Activations<V, float>.Load();
        for (int i = 0; i < count; i += V.Count) f.GeluTanh(V.Load(x, i)).Store(y, i);
    }

    private static void Normalize(ReadOnlySpan<float> x, Span<float> y, ReadOnlySpan<float> scale, ReadOnlySpan<float> offset)
    {
        TensorPrimitives.Subtract(x, TensorPrimitives.Sum(x) / x.Length, y);
        float reciprocal = 1 / MathF.Sqrt(TensorPrimitives.SumOfSquares(y) / x.Length + 1e-3f);
        TensorPrimitives.Multiply(y, reciprocal, y);
        TensorPrimitives.MultiplyAdd(y, scale, offset, y);
    }

    private static void GeluTanh(ReadOnlySpan<float> x, Span<float> y, Span<float> aside)
    {
        const float Scale = 0.7978845608f, Cubic = 0.044715f; // √(2/π)
        TensorPrimitives.Multiply(x, x, y);
        TensorPrimitives.Multiply(y, x, y);
        TensorPrimitives.MultiplyAdd(y, Cubic, x, y);
        TensorPrimitives.Multiply(y, Scale, y);
        TensorPrimitives.Tanh(y, y);
        TensorPrimitives.Multiply(x, 0.5f, aside);
        TensorPrimitives.MultiplyAdd(y, aside, aside, y);
    }
}
