using TorchSharp;
using static TorchSharp.torch;

namespace SimdSeq.Peers;

/// <summary>
/// A convolution over the steps as a user of libtorch writes it, on <c>[batch, features, steps]</c>: padding first where there is any, so
/// that Keras's ends can be had.
/// </summary>
internal sealed class TorchConvolution
{
    private readonly TorchSharp.Modules.Parameter _weight;
    private readonly TorchSharp.Modules.Parameter? _length;
    private readonly TorchSharp.Modules.Parameter? _bias;

    /// <param name="weights">Where its parameters are written down.</param>
    /// <param name="layer">What they are called here.</param>
    /// <param name="inputs">Features of a step.</param>
    /// <param name="filters">Outputs of a step.</param>
    /// <param name="taps">Kernel size.</param>
    /// <param name="groups">Groups.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    /// <param name="weightNorm">Whether the weights are a direction and a length.</param>
    public TorchConvolution(
        TorchWeights weights, string layer, int inputs, int filters, int taps, int groups = 1, bool hasBias = true, bool weightNorm = false)
    {
        Taps = taps;
        Groups = groups;
        string kernel = weightNorm ? "kernel_v" : "kernel";
        _weight = weights.Add($"{layer}/{kernel}", [filters, inputs / groups, taps], values => FiltersFirst(values, filters, taps));
        if (weightNorm) _length = weights.Add($"{layer}/kernel_g", [filters, 1, 1]);
        if (hasBias) _bias = weights.Add($"{layer}/bias", [filters]);
    }

    public int Taps { get; }

    public int Groups { get; }

    public int Stride { get; init; } = 1;

    public int Dilation { get; init; } = 1;

    /// <summary>Zeros before and after the steps.</summary>
    public (long Before, long After) Padded { get; init; }

    private Tensor Weight => _length is null ? _weight : _length * _weight / (_weight * _weight).sum([1L, 2L], keepdim: true).sqrt();

    public Tensor Forward(Tensor x)
    {
        if (Padded != (0, 0)) x = nn.functional.pad(x, Padded, PaddingModes.Constant, 0);
        return nn.functional.conv1d(x, Weight, _bias, Stride, 0, Dilation, Groups);
    }

    /// <summary>Keras's padding <c>same</c>.</summary>
    public static (long Before, long After) Same(int steps, int taps, int stride = 1, int dilation = 1)
    {
        int answers = (steps - 1) / stride + 1, all = Math.Max((answers - 1) * stride + (taps - 1) * dilation + 1 - steps, 0);
        return (all / 2, all - all / 2);
    }

    // From [tap][input][filter] to [filter][input][tap].
    private static float[] FiltersFirst(float[] values, int filters, int taps)
    {
        int inputs = values.Length / filters / taps;
        float At(int filter, int input, int tap) => values[(tap * inputs + input) * filters + filter];
        return [.. Enumerable.Range(0, values.Length).Select(i => At(i / taps / inputs, i / taps % inputs, i % taps))];
    }
}
