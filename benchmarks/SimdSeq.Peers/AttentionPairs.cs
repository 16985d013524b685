using TorchSharp;
using static TorchSharp.torch;

namespace SimdSeq.Peers;

/// <summary>Attention in both libraries.</summary>
internal static class AttentionPairs
{
    private const int Steps = 23, Features = 12;

    /// <summary>What is timed.</summary>
    public static IEnumerable<Func<Pair>> All =>
    [
        () => Encoder("Transformer encoder 128, 4 heads, feed-forward 512, 2 layers, 128 steps, batch 32", new Encoder128(1), false),
        () => Encoder("the same, causal and pre-norm", new CausalEncoder128(1), true),
    ];

    /// <summary>What is compared alone.</summary>
    public static IEnumerable<Func<Pair>> CheckedOnly =>
    [
        () => Attention("MultiHeadAttention", new Attending(1), null),
        () => Attention("MultiHeadAttention window 4", new WindowAttending(1), Window(4)),
        () => Blocks("TransformerEncoder post-norm", new PostNormEncoder(1), normFirst: false, causal: false),
        () => Blocks("TransformerEncoder pre-norm, causal", new PreNormEncoder(1), normFirst: true, causal: true),
        () => Decoder("TransformerDecoder post-norm", new PostNormDecoder(1), normFirst: false),
        () => Decoder("TransformerDecoder pre-norm", new PreNormDecoder(1), normFirst: true),
    ];

    private static Pair Encoder(string name, SequenceModel<float> ours, bool isCausal)
    {
        var weights = new TorchWeights();
        var encoder = new TorchTransformer(weights, "transformer_encoder", 128, 4, 512, 2, normFirst: isCausal);
        return new(name, ours, x => encoder.Forward(x, isCausal).flatten(1), weights, Batch: 32) { Kind = PairKind.Attention };
    }

    private static Pair Attention(string name, SequenceModel<float> ours, Tensor? mask)
    {
        var weights = new TorchWeights();
        var attention = new TorchAttention(weights, "multi_head_attention", Features, 3);
        return LayerPairs.OnSteps(name, ours, weights, x => attention.Forward(x, x, causal: false, mask));
    }

    private static Pair Blocks(string name, SequenceModel<float> ours, bool normFirst, bool causal)
    {
        var weights = new TorchWeights();
        var encoder = new TorchTransformer(weights, "transformer_encoder", Features, 3, 20, 2, normFirst);
        return LayerPairs.OnSteps(name, ours, weights, x => encoder.Forward(x, causal));
    }

    private static Pair Decoder(string name, SequenceModel<float> ours, bool normFirst)
    {
        var (weights, first, second) = (new TorchWeights(), nn.Linear(5, Features), nn.Linear(5, Features));
        weights.AddDense(first, "dense");
        weights.AddDense(second, "dense_1");
        var decoder = new TorchTransformer(weights, "transformer_decoder", Features, 3, 20, 2, normFirst, hasMemory: true);
        return new(name, ours, x => decoder.Forward(first.forward(x), causal: true, second.forward(x)).flatten(1), weights);
    }

    // A query sees the steps less than a window away.
    private static Tensor Window(int window)
    {
        var steps = arange(Steps);
        return (steps.unsqueeze(1) - steps.unsqueeze(0)).abs() < window;
    }
}
