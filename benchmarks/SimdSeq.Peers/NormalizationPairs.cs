using TorchSharp;
using static TorchSharp.torch;

namespace SimdSeq.Peers;

/// <summary>Normalisations in both libraries.</summary>
internal static class NormalizationPairs
{
    private const int Features = 12;

    public static IEnumerable<Func<Pair>> All =>
    [
        () => Pair("LayerNormalization", new LayerNormalized(1), "layer_normalization",
            (x, gamma, beta) => nn.functional.layer_norm(x, [Features], gamma, beta, 1e-5)),
        () => Pair("GroupNormalization 4", new GroupNormalized(1), "group_normalization",
            (x, gamma, beta) => nn.functional.group_norm(x.transpose(1, 2), 4, gamma, beta, 1e-5).transpose(1, 2)),
        Batch,
        RootMeanSquare,
        () => LayerPairs.OnSteps("UnitNormalization", new UnitNormalized(1), new TorchWeights(),
            x => nn.functional.normalize(x, 2, 2, 1e-6)),
    ];

    private static Pair Pair(string name, SequenceModel<float> ours, string layer, Func<Tensor, Tensor, Tensor, Tensor> normalize)
    {
        var weights = new TorchWeights();
        Tensor gamma = weights.Add($"{layer}/gamma", [Features]), beta = weights.Add($"{layer}/beta", [Features]);
        return LayerPairs.OnSteps(name, ours, weights, x => normalize(x, gamma, beta));
    }

    // With running statistics, as libtorch has it in evaluation.
    private static Pair Batch()
    {
        var ours = new BatchNormalized(1);
        var random = new Random(3);
        float[] mean = [.. Enumerable.Range(0, Features).Select(_ => (float)random.NextDouble())];
        float[] variance = [.. Enumerable.Range(0, Features).Select(_ => (float)(0.1 + random.NextDouble()))];
        ours.Parameters["batch_normalization/moving_mean"].Set(mean);
        ours.Parameters["batch_normalization/moving_variance"].Set(variance);
        Tensor means = tensor(mean), variances = tensor(variance);
        return Pair("BatchNormalization", ours, "batch_normalization", (x, gamma, beta) =>
            nn.functional.batch_norm(x.transpose(1, 2), means, variances, gamma, beta, training: false, eps: 1e-3).transpose(1, 2));
    }

    private static Pair RootMeanSquare()
    {
        var weights = new TorchWeights();
        var scale = weights.Add("rms_normalization/scale", [Features]);
        return LayerPairs.OnSteps("RMSNormalization", new RootMeanSquareNormalized(1), weights,
            x => x * (x * x).mean([2L], keepdim: true).add(1e-6).rsqrt() * scale);
    }
}
