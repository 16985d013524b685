using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>The convolutions at one vector width, dense or depthwise as the case says.</summary>
internal abstract class ConvolutionWidth<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>All widths. Those wider than the machine run in software, with the same bits.</summary>
    public static readonly ConvolutionWidth<T>[] All =
        [new ConvolutionWidth<Vector512Of<T>, T>(), new ConvolutionWidth<Vector256Of<T>, T>(), new ConvolutionWidth<Vector128Of<T>, T>()];

    public abstract int Lanes { get; }

    public abstract void Forward(ConvolutionCase the, Start start, Slab<T> x, Slab<T> w, Slab<T> bias, Slab<T> y);

    /// <summary>Gradient of the input; <paramref name="w"/> is packed, but in the depthwise case.</summary>
    public abstract void InputGradient(ConvolutionCase the, bool add, Slab<T> d, Slab<T> w, Slab<T> dx);

    public abstract void WeightGradient(ConvolutionCase the, Slab<T> x, Slab<T> d, Slab<T> gradient, Slab<T> scratch);
}

internal sealed class ConvolutionWidth<V, T> : ConvolutionWidth<T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override int Lanes => V.Count;

    public override void Forward(ConvolutionCase the, Start start, Slab<T> x, Slab<T> w, Slab<T> bias, Slab<T> y)
    {
        var (window, inputs, outputs, multiplier) = (the.Window, the.Inputs, the.Outputs, the.Multiplier);
        switch (start, the.IsDepthwise)
        {
            case (Start.Bias, false):
                Convolution.Affine<V, T>(window, x, the.XStride, w, the.WeightStride, bias, y, the.YStride, inputs, outputs);
                break;
            case (Start.Zero, false):
                Convolution.Product<V, T>(window, x, the.XStride, w, the.WeightStride, y, the.YStride, inputs, outputs);
                break;
            case (Start.Output, false):
                Convolution.Accumulate<V, T>(window, x, the.XStride, w, the.WeightStride, y, the.YStride, inputs, outputs);
                break;
            case (Start.Bias, true):
                DepthwiseConvolution.Affine<V, T>(window, x, the.XStride, w, bias, y, the.YStride, inputs, multiplier);
                break;
            case (Start.Zero, true):
                DepthwiseConvolution.Product<V, T>(window, x, the.XStride, w, y, the.YStride, inputs, multiplier);
                break;
            default:
                DepthwiseConvolution.Accumulate<V, T>(window, x, the.XStride, w, y, the.YStride, inputs, multiplier);
                break;
        }
    }

    public override void InputGradient(ConvolutionCase the, bool add, Slab<T> d, Slab<T> w, Slab<T> dx)
    {
        var (window, inputs, outputs, multiplier) = (the.Window, the.Inputs, the.Outputs, the.Multiplier);
        if (the.IsDepthwise && add)
            DepthwiseConvolution.AccumulateInputGradient<V, T>(window, d, the.YStride, w, dx, the.XStride, inputs, multiplier);
        else if (the.IsDepthwise)
            DepthwiseConvolution.InputGradient<V, T>(window, d, the.YStride, w, dx, the.XStride, inputs, multiplier);
        else if (add)
            Convolution.AccumulateInputGradient<V, T>(window, d, the.YStride, w, dx, the.XStride, inputs, outputs);
        else
            Convolution.InputGradient<V, T>(window, d, the.YStride, w, dx, the.XStride, inputs, outputs);
    }

    public override void WeightGradient(ConvolutionCase the, Slab<T> x, Slab<T> d, Slab<T> gradient, Slab<T> scratch)
    {
        var (window, inputs, outputs) = (the.Window, the.Inputs, the.Outputs);
        if (the.IsDepthwise)
        {
            DepthwiseConvolution.WeightGradient<V, T>(
                window, x, the.XStride, d, the.YStride, gradient, inputs, the.Multiplier, scratch);
        }
        else
        {
            Convolution.WeightGradient<V, T>(
                window, x, the.XStride, d, the.YStride, gradient, the.WeightStride, inputs, outputs, scratch);
        }
    }
}
