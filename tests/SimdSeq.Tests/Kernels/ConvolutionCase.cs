using System.Numerics;
using System.Runtime.InteropServices;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>A convolution to test: sizes, and its promise in plain scalar code, in the stated order of operations.</summary>
/// <param name="Window">Which rows meet.</param>
/// <param name="Inputs">Features of an input row.</param>
/// <param name="Outputs">Features of an output row.</param>
/// <param name="Gap">Features, or values of a weight row, that belong to nobody.</param>
/// <param name="Multiplier">Outputs of an input of a depthwise convolution, or 0.</param>
internal sealed record ConvolutionCase(ConvolutionWindow Window, int Inputs, int Outputs, int Gap, int Multiplier = 0)
{
    public bool IsDepthwise => Multiplier > 0;

    public int XStride => Inputs + Gap;

    public int YStride => Outputs + 2 * Gap;

    public int WeightStride => IsDepthwise ? Multiplier : Outputs + Gap;

    public int WeightLength => (Window.Taps * Inputs - 1) * WeightStride + WeightsOfInput;

    public int PackedLength => Window.Taps * Inputs * Outputs;

    private int WeightsOfInput => IsDepthwise ? Multiplier : Outputs;

    /// <summary>A case of these numbers of features, few enough operations to be checked quickly.</summary>
    public static ConvolutionCase Draw(Random random, int inputs, int outputs, int multiplier = 0)
    {
        int taps = random.Next(1, 9), dilation = random.Next(1, 6), before = random.Next((taps - 1) * dilation + 1);
        int most = random.Next(4) == 0 ? 130 : 40;
        int rows = Math.Clamp(150_000 / (taps * inputs * (multiplier > 0 ? multiplier : outputs)), 2, most);
        var window = new ConvolutionWindow(
            random.Next(1, rows + 1), random.Next(1, rows + 1), taps, random.Next(1, 4), dilation, before);
        return new(window, inputs, outputs, random.Next(3), multiplier);
    }

    /// <summary>Cases with every number of inputs and of outputs around the register blocks.</summary>
    public static IEnumerable<ConvolutionCase> All(Random random)
    {
        int[] sizes = [.. Enumerable.Range(1, 33), 40, 61];
        foreach (int size in sizes)
        {
            for (int i = 0; i < 3; i++)
            {
                yield return Draw(random, sizes[random.Next(sizes.Length)], size);
                yield return Draw(random, size, sizes[random.Next(sizes.Length)]);
            }
            yield return Draw(random, 1, size);
            yield return Draw(random, size, 1);
            int multiplier = random.Next(1, 12);
            yield return Draw(random, size, size * multiplier, multiplier);
        }

        // All taps meet rows and some rows are met by none; no tap meets a row; sums that do not fit the memory they are kept in.
        yield return new(new(40, 13, 2, 3, 1, 0), 3, 10, 1);
        yield return new(new(9, 4, 2, 3, 3, 0), 4, 5, 0);
        yield return new(new(2, 5, 3, 2, 5, 10), 5, 6, 1);
        yield return new(new(1, 3, 1, 3, 1, 0), 2, 3, 0);
        yield return new(new(47, 45, 7, 1, 2, 12), 34, 61, 0);
        yield return new(new(30, 28, 2, 1, 1, 1), 90, 70, 1);
        yield return new(new(45, 41, 8, 1, 1, 5), 181, 6 * 181, 1, 6);
        yield return new(new(20, 9, 3, 2, 1, 1), 2, 2 * 3000, 0, 3000);
        yield return new(new(300, 60, 335, 2, 1, 167), 2, 6, 0);
    }

    public int XLength(int lanes) => ((Window.InputRows - 1) * XStride + Inputs) * lanes;

    public int YLength(int lanes) => ((Window.OutputRows - 1) * YStride + Outputs) * lanes;

    public int WeightAt(int tap, int input, int output) =>
        (tap * Inputs + input) * WeightStride + (IsDepthwise ? output - input * Multiplier : output);

    public (int First, int Count) InputsOf(int output) => IsDepthwise ? (output / Multiplier, 1) : (0, Inputs);

    public (int First, int Count) OutputsOf(int input) => IsDepthwise ? (input * Multiplier, Multiplier) : (0, Outputs);

    /// <summary>The input row of an output row and a tap, or -1.</summary>
    public int RowOf(int outputRow, int tap)
    {
        int row = outputRow * Window.Stride + tap * Window.Dilation - Window.Before;
        return row >= 0 && row < Window.InputRows ? row : -1;
    }

    /// <summary>Output <c>y</c>, whose values before are what the sums go on from, if they do.</summary>
    public void Forward<T>(Start start, ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> bias, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes;
        for (int t = 0; t < Window.OutputRows; t++)
        {
            for (int o = 0; o < Outputs; o++)
            {
                var (first, count) = InputsOf(o);
                Span<T> sums = y.Slice((t * YStride + o) * lanes, lanes);
                if (start != Start.Output)
                    sums.Fill(start == Start.Bias ? bias[o] : T.Zero);
                for (int k = 0; k < Window.Taps; k++)
                {
                    int row = RowOf(t, k);
                    for (int c = first; row >= 0 && c < first + count; c++)
                        AddProducts(sums, x.Slice((row * XStride + c) * lanes, lanes), w[WeightAt(k, c, o)]);
                }
            }
        }
    }

    /// <summary>Gradient of the input.</summary>
    public void InputGradient<T>(bool add, ReadOnlySpan<T> d, ReadOnlySpan<T> w, Span<T> dx) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes;
        for (int s = 0; s < Window.InputRows; s++)
        {
            for (int c = 0; c < Inputs; c++)
            {
                var (first, count) = OutputsOf(c);
                Span<T> sums = dx.Slice((s * XStride + c) * lanes, lanes);
                if (!add)
                    sums.Clear();
                for (int t = 0; t < Window.OutputRows; t++)
                {
                    for (int k = 0; k < Window.Taps; k++)
                    {
                        for (int o = first; RowOf(t, k) == s && o < first + count; o++)
                            AddProducts(sums, d.Slice((t * YStride + o) * lanes, lanes), w[WeightAt(k, c, o)]);
                    }
                }
            }
        }
    }

    /// <summary>Gradient of the weights, added to.</summary>
    public void WeightGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> d, Span<T> gradient) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes;
        var sums = new T[lanes];
        for (int k = 0; k < Window.Taps; k++)
        {
            for (int c = 0; c < Inputs; c++)
            {
                var (first, count) = OutputsOf(c);
                for (int o = first; o < first + count; o++)
                {
                    sums.AsSpan().Clear();
                    for (int t = 0; t < Window.OutputRows; t++)
                    {
                        int row = RowOf(t, k);
                        for (int lane = 0; row >= 0 && lane < lanes; lane++)
                        {
                            sums[lane] = Reference.MultiplyAdd(
                                x[(row * XStride + c) * lanes + lane], d[(t * YStride + o) * lanes + lane], sums[lane]);
                        }
                    }
                    gradient[WeightAt(k, c, o)] += Reference.LaneSum<T>(sums);
                }
            }
        }
    }

    private static void AddProducts<T>(Span<T> sums, ReadOnlySpan<T> x, T weight) where T : IFloatingPointIeee754<T>
    {
        for (int lane = 0; lane < sums.Length; lane++)
            sums[lane] = Reference.MultiplyAdd(weight, x[lane], sums[lane]);
    }

    /// <summary>Random features, and not-a-number in the gaps between rows: nobody may read them.</summary>
    public static void Fill<T>(Span<T> values, int features, int stride, Random random) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Reference.Fill(values, random);
        int lanes = Tile<T>.Lanes;
        for (int i = features; i < values.Length / lanes; i++)
        {
            if (i % stride >= features)
                values.Slice(i * lanes, lanes).Fill(T.NaN);
        }
    }

    /// <summary>Whether values are equal to the bit, not-a-number and the sign of zero too.</summary>
    public static bool HaveSameBits<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : unmanaged =>
        MemoryMarshal.AsBytes(a).SequenceEqual(MemoryMarshal.AsBytes(b));
}
