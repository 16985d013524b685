using TorchSharp;
using static TorchSharp.torch;

namespace SimdSeq.Peers;

/// <summary>The convolutional models in both libraries.</summary>
internal static class ConvolutionPairs
{
    public static IEnumerable<Func<Pair>> All =>
    [
        () => Tcn("TCN 8 x 25, 784 steps, batch 64", new PixelTcn(1), isLast: false),
        () => Tcn("TCN 8 x 25, 784 steps, batch 64, answered after the last step", new LastPixelTcn(1), isLast: true),
        () => DroppingTcn(", weight norm and dropout 0.05", new DroppingPixelTcn(1), isLast: false),
        () => DroppingTcn(", weight norm and dropout 0.05, answered after the last step", new LastDroppingPixelTcn(1), isLast: true),
        Review,
        BeforeGru,
    ];

    private static Pair Tcn(string name, SequenceModel<float> ours, bool isLast)
    {
        var (weights, dense) = (new TorchWeights(), nn.Linear(25, 1));
        var tcn = new TorchTcn(weights, "tcn/", inputs: 1, filters: 25, taps: 7, levels: 8, weightNorm: false);
        weights.AddDense(dense, "dense");
        return new(name, ours, x => Answered(tcn.Forward(x.transpose(1, 2)), dense, isLast), weights, Batch: 64)
        {
            Kind = PairKind.Convolutional,
        };
    }

    private static Pair DroppingTcn(string name, SequenceModel<float> ours, bool isLast)
    {
        var (weights, dense) = (new TorchWeights(), nn.Linear(25, 1));
        var tcn = new TorchTcn(weights, "blocks/", inputs: 1, filters: 25, taps: 7, levels: 8, weightNorm: true);
        weights.AddDense(dense, "dense");
        Tensor Forward(Tensor x, double dropout) => Answered(tcn.Forward(x.transpose(1, 2), dropout), dense, isLast);
        return new("TCN 8 x 25, 784 steps, batch 64" + name, ours, x => Forward(x, 0), weights, Batch: 64)
        {
            TrainingForward = x => Forward(x, 0.05),
            Kind = PairKind.Convolutional,
        };
    }

    private static Pair Review()
    {
        var (weights, embedding, dense) = (new TorchWeights(), nn.Embedding(10_000, 128), nn.Linear(32, 1));
        weights.AddEmbedding(embedding, "embedding");
        TorchConvolution first = new(weights, "conv1d", 128, 32, 7), second = new(weights, "conv1d_1", 32, 32, 7);
        weights.AddDense(dense, "dense");
        return new("Embedding 10000x128, Conv1D 32x7, pool 5, Conv1D 32x7, global maximum, 500 steps", new ReviewConvolution(1), x =>
        {
            var y = nn.functional.relu(first.Forward(embedding.forward(x.squeeze(2).to(ScalarType.Int64)).transpose(1, 2)));
            return dense.forward(nn.functional.relu(second.Forward(nn.functional.max_pool1d(y, 5))).amax([2L]));
        }, weights, Ids: 10_000)
        {
            Kind = PairKind.Convolutional,
        };
    }

    private static Pair BeforeGru()
    {
        var (weights, gru, dense) = (new TorchWeights(), nn.GRU(32, 32, batchFirst: true), nn.Linear(32, 1));
        TorchConvolution first = new(weights, "conv1d", 14, 32, 5), second = new(weights, "conv1d_1", 32, 32, 5);
        weights.AddGru(gru, "gru", 32);
        weights.AddDense(dense, "dense");
        return new("Conv1D 32x5, pool 3, Conv1D 32x5, GRU 32, 240 steps", new ConvolutionGru(1), x =>
        {
            var y = nn.functional.max_pool1d(nn.functional.relu(first.Forward(x.transpose(1, 2))), 3);
            return dense.forward(gru.call(nn.functional.relu(second.Forward(y)).transpose(1, 2)).Item1.select(1, -1));
        }, weights)
        {
            Kind = PairKind.Convolutional,
        };
    }

    private static Tensor Answered(Tensor x, TorchSharp.Modules.Linear dense, bool isLast) =>
        dense.forward(isLast ? x.select(2, -1) : x.transpose(1, 2)).flatten(1);
}
