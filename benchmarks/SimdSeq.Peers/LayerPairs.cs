using TorchSharp;
using static TorchSharp.torch;

namespace SimdSeq.Peers;

/// <summary>Single layers with their options in both libraries, to be compared and not timed.</summary>
internal static class LayerPairs
{
    private const int Steps = 23, Features = 12; // of what the layer gets

    public static IEnumerable<Func<Pair>> All =>
    [
        () => Convolution("valid", new ValidConvolution(1), weights => new(weights, "conv1d", Features, 10, 3)),
        () => Convolution("strides 2, no bias", new StridedConvolution(1),
            weights => new(weights, "conv1d", Features, 10, 3, hasBias: false) { Stride = 2 }),
        () => Convolution("same", new SameConvolution(1),
            weights => new(weights, "conv1d", Features, 10, 4) { Padded = TorchConvolution.Same(Steps, 4) }),
        () => Convolution("same, strides 3", new StridedSameConvolution(1),
            weights => new(weights, "conv1d", Features, 10, 4) { Stride = 3, Padded = TorchConvolution.Same(Steps, 4, 3) }),
        () => Convolution("causal, dilation 4", new DilatedConvolution(1),
            weights => new(weights, "conv1d", Features, 10, 3) { Dilation = 4, Padded = (8, 0) }),
        () => Convolution("same, 3 groups, dilation 2", new GroupedConvolution(1),
            weights => new(weights, "conv1d", Features, 18, 3, groups: 3) { Dilation = 2, Padded = TorchConvolution.Same(Steps, 3, 1, 2) }),
        () => Convolution("a group for each feature", new ChannelConvolution(1),
            weights => new(weights, "conv1d", Features, 24, 5, groups: 12)),
        () => Convolution("weight norm, causal, dilation 2", new NormalizedConvolution(1),
            weights => new(weights, "conv1d", Features, 10, 3, weightNorm: true) { Dilation = 2, Padded = (4, 0) }),
        () => Pool("maximum of 3", new MaximumOfWindows(1), x => nn.functional.max_pool1d(x, 3)),
        () => Pool("maximum of 4, strides 2, same", new MaximumOfSameWindows(1),
            x => nn.functional.max_pool1d(Padded(x, 4, 2, double.NegativeInfinity), 4, 2)),
        () => Pool("average of 3, strides 2", new AverageOfWindows(1), x => nn.functional.avg_pool1d(x, 3, 2)),
        () => Pool("average of 4, strides 3, same", new AverageOfSameWindows(1), // of the steps that are there
            x => nn.functional.avg_pool1d(Padded(x, 4, 3, 0), 4, 3) / nn.functional.avg_pool1d(Padded(ones_like(x), 4, 3, 0), 4, 3)),
        () => Pool("maximum of all steps", new MaximumOfSteps(1), x => x.amax([2L])),
        () => Pool("average of all steps", new AverageOfSteps(1), x => x.mean([2L])),
        .. NormalizationPairs.All,
        () => OnSteps("Glu", new Gated(1), new TorchWeights(), x => nn.functional.glu(x, 2)),
        Tcn,
    ];

    /// <summary>A Dense, and a layer on <c>[batch, steps, features]</c>.</summary>
    public static Pair OnSteps(string name, SequenceModel<float> ours, TorchWeights weights, Func<Tensor, Tensor> layer)
    {
        var dense = nn.Linear(5, Features);
        weights.AddDense(dense, "dense");
        return new(name, ours, x => layer(dense.forward(x)).flatten(1), weights);
    }

    private static Pair Convolution(string name, SequenceModel<float> ours, Func<TorchWeights, TorchConvolution> create)
    {
        var weights = new TorchWeights();
        var convolution = create(weights);
        return OnSteps($"Conv1D {name}", ours, weights, x => convolution.Forward(x.transpose(1, 2)).transpose(1, 2));
    }

    private static Pair Pool(string name, SequenceModel<float> ours, Func<Tensor, Tensor> pool) =>
        OnSteps(name, ours, new TorchWeights(), x =>
        {
            var y = pool(x.transpose(1, 2));
            return y.shape.Length > 2 ? y.transpose(1, 2) : y;
        });

    private static Tensor Padded(Tensor x, int size, int strides, double value) =>
        nn.functional.pad(x, TorchConvolution.Same(Steps, size, strides), PaddingModes.Constant, value);

    private static Pair Tcn()
    {
        var weights = new TorchWeights();
        var tcn = new TorchTcn(weights, "tcn/", inputs: 5, filters: 12, taps: 3, levels: 4, weightNorm: true);
        Tensor Forward(Tensor x) => tcn.Forward(x.transpose(1, 2)).transpose(1, 2).flatten(1);
        return new("Tcn 4 x 12 with weight norm", new NormalizedTcn(1), Forward, weights);
    }
}
