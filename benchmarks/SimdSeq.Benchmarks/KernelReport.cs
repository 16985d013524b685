using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>
/// Rates of the kernels at the sizes of a GRU(32) over 120 steps of 14 features, beside the multiply-add peak measured in the same
/// process. Run it with <c>DOTNET_EnableAVX512=0</c> for the 256-bit form.
/// </summary>
internal static class KernelReport
{
    public static void Print()
    {
        if (SimdLevel.Bits == 512)
            Print<Vector512Of<float>>();
        else if (SimdLevel.Bits == 256)
            Print<Vector256Of<float>>();
        else
            Print<Vector128Of<float>>();
    }

    /// <summary>Those of the convolutions alone, which need longer.</summary>
    public static void PrintConvolutions()
    {
        if (SimdLevel.Bits == 512)
            ConvolutionReport.Print<Vector512Of<float>>();
        else if (SimdLevel.Bits == 256)
            ConvolutionReport.Print<Vector256Of<float>>();
        else
            ConvolutionReport.Print<Vector128Of<float>>();
    }

    private static void Print<V>() where V : struct, IVector<V, float>
    {
        double peak = FmaPeak.Measure<V>();
        Console.WriteLine($"{SimdLevel.Bits} bits, peak {peak / 1e9:F1} GFLOP/s");
        Products<V>(peak);
        Gradients<V>(peak);
        ConvolutionReport.Print<V>();
        Streaming<V>();
        Elements<V>();
        Lookup();
        Console.WriteLine($"peak at the end {FmaPeak.Measure<V>() / 1e9:F1} GFLOP/s");
    }

    private static void Products<V>(double peak) where V : struct, IVector<V, float>
    {
        (int Rows, int Inputs, int Outputs, string Name)[] sizes =
        [
            (120, 14, 96, "input projection"), (1, 32, 96, "recurrent"), (1, 32, 64, "recurrent, gates"),
            (1, 32, 32, "recurrent, candidate"),
            (1, 96, 32, "input gradient"), (120, 96, 14, "input gradient"), (1, 64, 192, "recurrent, 64 units"), (120, 32, 25, "odd size"),
            (128, 128, 128, "Transformer's projections"), (128, 128, 512, "its feed-forward layer"), (128, 512, 128, "the second one"),
            (1, 64, 1, "dense"),
        ];
        foreach ((int rows, int inputs, int outputs, string name) in sizes)
        {
            Slab<float> x = Values.Random(rows * inputs * 16), y = Values.Random(rows * outputs * 16);
            Slab<float> w = Values.Random(inputs * outputs), bias = Values.Random(outputs);
            double seconds = Measurement.Best(
                () => MatMul.Affine<V, float>(x, inputs, w, outputs, bias, y, outputs, rows, inputs, outputs));
            PrintRate("product", rows, inputs, outputs, name, seconds, peak);
        }
    }

    private static void Gradients<V>(double peak) where V : struct, IVector<V, float>
    {
        (int Rows, int Inputs, int Outputs, string Name)[] sizes =
        [
            (120, 14, 96, "input weights"), (120, 32, 96, "recurrent weights"), (120, 32, 32, "candidate weights"),
            (120, 64, 192, "64 units"), (128, 256, 1024, "256 units"),
            (128, 128, 128, "Transformer's projections"), (128, 128, 512, "its feed-forward layer"), (128, 512, 128, "the second one"),
            (120, 32, 25, "odd size"), (1, 1680, 32, "dense, flattened"), (1, 64, 1, "dense"),
        ];
        Slab<float> scratch = Values.Random(WeightGradient.Scratch<float>());
        foreach ((int rows, int inputs, int outputs, string name) in sizes)
        {
            Slab<float> x = Values.Random(rows * inputs * 16), d = Values.Random(rows * outputs * 16);
            Slab<float> gradient = Values.Random(inputs * outputs);
            double seconds = Measurement.Best(
                () => WeightGradient.OfMatrix<V, float>(x, inputs, d, outputs, gradient, outputs, rows, inputs, outputs, scratch));
            PrintRate("weight gradient", rows, inputs, outputs, name, seconds, peak);
        }
        GradientsOfLayer<V>(peak, scratch, 120, 14, 32, 96);
        GradientsOfLayer<V>(peak, scratch, 500, 32, 32, 128);
        Slab<float> turned = Values.Random(96 * 32), weights = Values.Random(96 * 32);
        double transpose = Measurement.Best(() => MatMul.Transpose(weights, 32, 96, 96, turned, 32));
        Console.WriteLine($"transpose 32 x 96: {transpose * 1e6:F2} us");
    }

    /// <summary>What a recurrent layer has: both matrices and the bias in one call.</summary>
    private static void GradientsOfLayer<V>(double peak, Slab<float> scratch, int rows, int inputs, int units, int outputs)
        where V : struct, IVector<V, float>
    {
        Slab<float> x = Values.Random(rows * inputs * 16), h = Values.Random(rows * units * 16), d = Values.Random(rows * outputs * 16);
        Slab<float> w = Values.Random(inputs * outputs), u = Values.Random(units * outputs), bias = Values.Random(outputs);
        double seconds = Measurement.Best(() => WeightGradient.Accumulate<V, float>(
            d, outputs, rows, scratch, new GradientSum<float>(x, inputs, inputs, 0, outputs, w, outputs),
            new GradientSum<float>(h, units, units, 0, outputs, u, outputs), new GradientSum<float>(0, outputs, bias)));
        PrintRate("gradients", rows, inputs + units, outputs, $"{inputs} + {units} inputs and bias", seconds, peak);
    }

    private static void Streaming<V>() where V : struct, IVector<V, float>
    {
        foreach ((int inputs, int units) in new[] { (14, 32), (1, 64), (14, 8) })
        {
            int outputs = 3 * units;
            Slab<float> x = Values.Random(inputs), h = Values.Random(units), y = Values.Random(outputs), bias = Values.Random(outputs);
            Slab<float> w = Values.Random(inputs * outputs), u = Values.Random(units * outputs);
            double seconds = Measurement.Best(() =>
            {
                MatVec.Affine<V, float>(x, w, outputs, bias, y, inputs, outputs);
                MatVec.Accumulate<V, float>(h, u, outputs, y, units, outputs);
            });
            Console.WriteLine($"vector product {inputs} x {outputs} and {units} x {outputs}: {seconds * 1e9:F0} ns");
        }
    }

    private static void Elements<V>() where V : struct, IVector<V, float>
    {
        const int Count = 4096;

        // The output half a page away from the input modulo a page: a load just above a store modulo 4 KB waits for it.
        const int HalfPage = 512;
        Slab<float> x = Values.Random(2 * Count + HalfPage, scale: 10), y = x + Count + HalfPage;
        PrintElement("exp", Measurement.Best(() => ElementLoops.Exp<V>(x, y, Count)) / Count);
        PrintElement("tanh", Measurement.Best(() => ElementLoops.Tanh<V>(x, y, Count)) / Count);
        PrintElement("sigmoid", Measurement.Best(() => ElementLoops.Sigmoid<V>(x, y, Count)) / Count);
        PrintElement("elu", Measurement.Best(() => ElementLoops.Elu<V>(x, y, Count)) / Count);
        double mask = Measurement.Best(() => DropoutMask.Fill(y, 32, 0.5, 1, 2, 3, 4));
        Console.WriteLine($"dropout mask 32 x 16: {mask * 1e9:F0} ns");
    }

    private static void Lookup()
    {
        const int Steps = 500, Features = 32, Rows = 10_000, Lanes = 16;
        Slab<float> ids = Values.Random(Steps * Lanes), table = Values.Random(Rows * Features);
        Slab<float> y = Values.Random(Steps * Features * Lanes);
        foreach (ref float id in ids.Span(Steps * Lanes))
            id = MathF.Floor((id + 0.5f) * Rows);
        PrintLookup("gather", Measurement.Best(() => EmbeddingLookup.Gather(ids, table, Rows, Features, y, Features, Steps)));
        PrintLookup("scatter", Measurement.Best(() => EmbeddingLookup.Scatter(ids, y, Features, table, Rows, Features, Steps)));
        PrintLookup("copy", Measurement.Best(() => y.CopyTo(table, Steps * Features * Lanes)));

        void PrintLookup(string what, double seconds)
        {
            double bytes = 4.0 * Steps * Lanes * Features, each = seconds / (Steps * Lanes);
            Console.WriteLine($"{what,-8} {Features} features: {each * 1e9:F1} ns a step and lane, {bytes / seconds / 1e9:F1} GB/s read");
        }
    }

    private static void PrintRate(string kernel, int rows, int inputs, int outputs, string name, double seconds, double peak)
    {
        double rate = 2.0 * rows * inputs * outputs * 16 / seconds;
        string size = $"{kernel,-16} {rows,4} x {inputs,4} x {outputs,3}";
        Console.WriteLine($"{size}  {rate / 1e9,6:F1} GFLOP/s  {100 * rate / peak,3:F0} %  {seconds * 1e6,8:F2} us  {name}");
    }

    private static void PrintElement(string function, double seconds) =>
        Console.WriteLine($"{function,-8} {seconds * 1e9:F3} ns an element");
}
