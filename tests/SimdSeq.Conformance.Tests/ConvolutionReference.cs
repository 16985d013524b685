namespace SimdSeq.Conformance.Tests;

/// <summary>
/// Keras's convolutions written down once more, one sample at a time in plain loops: zeros are added to the sequence or cut from the
/// answer, so that nothing depends on how the library finds its rows.
/// </summary>
internal static class ConvolutionReference
{
    /// <summary>The sequence between zeros, as TensorFlow adds them.</summary>
    public static double[][] Pad(double[][] x, Padding padding, int taps, int strides, int dilation)
    {
        int reach = (taps - 1) * dilation, steps = (x.Length + strides - 1) / strides;
        int missing = Math.Max(0, (steps - 1) * strides + reach + 1 - x.Length);
        int before = padding switch { Padding.Valid => 0, Padding.Causal => reach, _ => missing / 2 };
        int after = padding == Padding.Same ? missing - before : 0;
        return [.. Zeros(before, x[0].Length), .. x, .. Zeros(after, x[0].Length)];
    }

    /// <summary>Every feature by itself; kernel <c>[taps, features, multiplier]</c>.</summary>
    public static double[][] Depthwise(double[][] x, double[] kernel, int taps, int strides, int dilation)
    {
        int features = x[0].Length, multiplier = kernel.Length / taps / features, span = (taps - 1) * dilation + 1;
        return [.. Enumerable.Range(0, (x.Length - span) / strides + 1).Select(Row)];

        double[] Row(int t) => [.. Enumerable.Range(0, features * multiplier).Select(o => Sum(t, o / multiplier, o % multiplier))];

        double Sum(int t, int c, int q) => Enumerable.Range(0, taps).Sum(k =>
            x[t * strides + k * dilation][c] * kernel[(k * features + c) * multiplier + q]);
    }

    /// <summary>A product at every step; kernel <c>[1, inputs, outputs]</c>.</summary>
    public static double[][] Pointwise(double[][] x, double[] kernel)
    {
        int outputs = kernel.Length / x[0].Length;
        return [.. x.Select(row => Enumerable.Range(0, outputs)
            .Select(o => row.Select((value, c) => value * kernel[c * outputs + o]).Sum()).ToArray())];
    }

    /// <summary>
    /// Zeros between the steps and at both ends, and a convolution of it with the taps in reverse order; kernel
    /// <c>[taps, filters, features]</c>. What Keras cuts off or leaves empty is cut or added at the end.
    /// </summary>
    public static double[][] Transposed(double[][] x, double[] kernel, Padding padding, int filters, int taps, int strides, int dilation)
    {
        int features = x[0].Length, reach = (taps - 1) * dilation, tail = Math.Max(reach + 1 - strides, 0);
        double[][] spread = [.. x.SelectMany((row, t) => t == 0 ? (double[][])[row] : [.. Zeros(strides - 1, features), row])];
        double[][] padded = [.. Zeros(reach, features), .. spread, .. Zeros(reach, features)];
        double[][] full = [.. Enumerable.Range(0, padded.Length - reach).Select(u => Enumerable.Range(0, filters).Select(o =>
            Enumerable.Range(0, taps).Sum(k => Enumerable.Range(0, features).Sum(c =>
                padded[u + k * dilation][c] * kernel[((taps - 1 - k) * filters + o) * features + c]))).ToArray())];
        int length = x.Length * strides + (padding == Padding.Valid ? tail : 0);
        double[][] all = [.. full.Skip(padding == Padding.Same ? tail / 2 : 0), .. Zeros(length, filters)];
        return all[..length];
    }

    private static double[][] Zeros(int rows, int features) => [.. Enumerable.Range(0, rows).Select(_ => new double[features])];
}
