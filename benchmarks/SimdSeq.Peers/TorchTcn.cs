using TorchSharp;
using static TorchSharp.torch;

namespace SimdSeq.Peers;

/// <summary>The temporal network of Bai, Kolter and Koltun 2018, padded on the left, on <c>[batch, features, steps]</c>.</summary>
internal sealed class TorchTcn
{
    private readonly List<(TorchConvolution First, TorchConvolution Second, TorchConvolution? Shortcut)> _blocks = [];

    /// <param name="weights">Where its parameters are written down.</param>
    /// <param name="scope">What their names begin with here.</param>
    /// <param name="inputs">Features of a step.</param>
    /// <param name="filters">Outputs of each convolution.</param>
    /// <param name="taps">Kernel size.</param>
    /// <param name="levels">Blocks.</param>
    /// <param name="weightNorm">Whether weights are directions and lengths.</param>
    public TorchTcn(TorchWeights weights, string scope, int inputs, int filters, int taps, int levels, bool weightNorm)
    {
        for (int level = 0; level < levels; level++, inputs = filters)
        {
            int dilation = 1 << level;
            string block = scope + (level == 0 ? "block" : $"block_{level}");
            TorchConvolution Convolution(string name, int from) =>
                new(weights, $"{block}/{name}", from, filters, taps, weightNorm: weightNorm)
                {
                    Dilation = dilation,
                    Padded = ((taps - 1) * dilation, 0),
                };
            var shortcut = inputs == filters ? null : new TorchConvolution(weights, $"{block}/shortcut", inputs, filters, taps: 1);
            _blocks.Add((Convolution("conv1d", inputs), Convolution("conv1d_1", filters), shortcut));
        }
    }

    public Tensor Forward(Tensor x, double dropout = 0)
    {
        foreach (var (first, second, shortcut) in _blocks)
        {
            var y = Dropped(nn.functional.relu(first.Forward(x)));
            y = Dropped(nn.functional.relu(second.Forward(y)));
            x = nn.functional.relu(y + (shortcut?.Forward(x) ?? x));
        }

        return x;

        Tensor Dropped(Tensor value) => dropout > 0 ? nn.functional.dropout(value, dropout, training: true) : value;
    }
}
