using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>
/// Rates of the convolution kernels at the sizes of a temporal convolutional network, beside the multiply-add peak: rounds that measure all
/// in turn, and of each the best tenth. Only products of rows that are there count.
/// </summary>
internal static class ConvolutionReport
{
    private const int Rounds = 30;
    private const double RoundSeconds = 0.004;

    public static void Print<V>() where V : struct, IVector<V, float>
    {
        var measured = new List<(string Name, double Products, Action Run)>();
        foreach (int dilation in new[] { 1, 8, 128 })
            AddDense<V>(measured, 784, 25, 25, 7, dilation, padding: 0);
        AddDense<V>(measured, 500, 128, 32, 7, 1, padding: 0);
        AddDense<V>(measured, 500, 128, 32, 7, 1, padding: 1);
        AddDense<V>(measured, 784, 1, 25, 7, 1, padding: 0);
        AddDense<V>(measured, 196, 1, 25, 7, 1, padding: 0);
        AddDepthwise<V>(measured, 784, 32, 7);
        var (peak, peakFlops) = FmaPeak.Work();
        measured.Add(("multiply-adds in registers", peakFlops / 2 / Tile<float>.Lanes, peak));

        double[] seconds = BestTenth([.. measured.Select(item => item.Run)]);
        double peakRate = peakFlops / seconds[^1];
        for (int i = 0; i < measured.Count; i++)
        {
            double rate = 2 * measured[i].Products * Tile<float>.Lanes / seconds[i];
            string figures = $"{rate / 1e9,6:F1} GFLOP/s  {100 * rate / peakRate,3:F0} %  {seconds[i] * 1e6,8:F1} us";
            Console.WriteLine($"{measured[i].Name,-58} {figures}");
        }
    }

    private static void AddDense<V>(
        List<(string, double, Action)> measured, int rows, int inputs, int outputs, int taps, int dilation, int padding)
        where V : struct, IVector<V, float>
    {
        const int Lanes = 16;
        int xStride = inputs + padding, yStride = outputs + padding;
        var window = new ConvolutionWindow(rows, rows, taps, Stride: 1, dilation, (taps - 1) * dilation);
        Slab<float> x = Values.Random(rows * xStride * Lanes), y = Values.Random(rows * yStride * Lanes);
        Slab<float> dx = Values.Random(rows * xStride * Lanes), d = Values.Random(rows * yStride * Lanes);
        Slab<float> w = Values.Random(taps * inputs * outputs), packed = Values.Random(taps * inputs * outputs);
        Slab<float> bias = Values.Random(outputs), gradient = Values.Random(taps * inputs * outputs);
        Slab<float> scratch = Values.Random(Convolution.GradientScratch<float>());
        Convolution.Pack(w, outputs, packed, taps, inputs, outputs);
        double products = (double)Pairs(window) * inputs * outputs;
        string size = $"{rows} x {inputs} x {outputs}, {taps} taps, dilation {dilation}{(padding > 0 ? ", padded" : "")}";
        measured.Add(($"convolution {size}", products, () =>
            Convolution.Affine<V, float>(window, x, xStride, w, outputs, bias, y, yStride, inputs, outputs)));
        measured.Add(($"  input gradient {size}", products, () =>
            Convolution.InputGradient<V, float>(window, d, yStride, packed, dx, xStride, inputs, outputs)));
        measured.Add(($"  weight gradient {size}", products, () =>
            Convolution.WeightGradient<V, float>(window, x, xStride, d, yStride, gradient, outputs, inputs, outputs, scratch)));
    }

    private static void AddDepthwise<V>(List<(string, double, Action)> measured, int rows, int features, int taps)
        where V : struct, IVector<V, float>
    {
        const int Lanes = 16;
        var window = new ConvolutionWindow(rows, rows, taps, Stride: 1, Dilation: 1, taps - 1);
        Slab<float> x = Values.Random(rows * features * Lanes), y = Values.Random(rows * features * Lanes);
        Slab<float> d = Values.Random(rows * features * Lanes), dx = Values.Random(rows * features * Lanes);
        Slab<float> w = Values.Random(taps * features), bias = Values.Random(features), gradient = Values.Random(taps * features);
        Slab<float> scratch = Values.Random(Convolution.GradientScratch<float>());
        double products = (double)Pairs(window) * features;
        string size = $"{rows} x {features}, {taps} taps";
        measured.Add(($"depthwise {size}", products, () =>
            DepthwiseConvolution.Affine<V, float>(window, x, features, w, bias, y, features, features, 1)));
        measured.Add(($"  input gradient {size}", products, () =>
            DepthwiseConvolution.InputGradient<V, float>(window, d, features, w, dx, features, features, 1)));
        measured.Add(($"  weight gradient {size}", products, () =>
            DepthwiseConvolution.WeightGradient<V, float>(window, x, features, d, features, gradient, features, 1, scratch)));
    }

    /// <summary>Pairs of an output row and an input row that are multiplied.</summary>
    private static int Pairs(ConvolutionWindow window)
    {
        int pairs = 0;
        for (int tap = 0; tap < window.Taps; tap++)
        {
            for (int row = 0; row < window.OutputRows; row++)
            {
                int source = row * window.Stride + tap * window.Dilation - window.Before;
                pairs += source >= 0 && source < window.InputRows ? 1 : 0;
            }
        }
        return pairs;
    }

    private static double[] BestTenth(Action[] actions)
    {
        double[][] rounds = new double[Rounds][];
        for (int round = 0; round < Rounds; round++)
            rounds[round] = [.. actions.Select(action => Interleaved.Repeat(action, atLeast: 2, RoundSeconds))];
        return [.. actions.Select((_, i) => rounds.Select(round => round[i]).Order().ElementAt(Rounds / 10))];
    }
}
