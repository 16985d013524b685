using TorchSharp;
using static TorchSharp.torch;

namespace SimdSeq.Peers;

/// <summary>
/// Blocks of a Transformer on <c>[batch, steps, features]</c>: one product for queries, keys and values, fused attention.
/// </summary>
internal sealed class TorchTransformer
{
    private readonly List<Block> _blocks = [];
    private readonly bool _isNormFirst;
    private readonly (Tensor Gamma, Tensor Beta)? _last;

    /// <param name="weights">Where its parameters are written down.</param>
    /// <param name="layer">What their names begin with here.</param>
    /// <param name="features">Features of a step.</param>
    /// <param name="heads">Heads.</param>
    /// <param name="feedForward">Units of the hidden layer.</param>
    /// <param name="layers">Blocks.</param>
    /// <param name="normFirst">Whether it normalises first.</param>
    /// <param name="hasMemory">Whether it also attends to a memory.</param>
    public TorchTransformer(
        TorchWeights weights, string layer, int features, int heads, int feedForward, int layers, bool normFirst = false,
        bool hasMemory = false)
    {
        _isNormFirst = normFirst;
        for (int i = 0; i < layers; i++)
            _blocks.Add(new(weights, i == 0 ? $"{layer}/block" : $"{layer}/block_{i}", features, heads, feedForward, hasMemory));
        if (normFirst) _last = Norm(weights, $"{layer}/layer_normalization", features);
    }

    public Tensor Forward(Tensor x, bool causal = false, Tensor? memory = null, Tensor? mask = null)
    {
        foreach (var block in _blocks)
        {
            x = Around(x, block.Norms[0], y => block.Self.Forward(y, y, causal, mask));
            if (memory is not null) x = Around(x, block.Norms[1], y => block.Cross!.Forward(y, memory, false, null));
            x = Around(x, block.Norms[^1], y => block.Second.forward(nn.functional.relu(block.First.forward(y))));
        }

        return _last is { } last ? Normalized(x, last) : x;
    }

    private Tensor Around(Tensor x, (Tensor, Tensor) norm, Func<Tensor, Tensor> function) =>
        _isNormFirst ? x + function(Normalized(x, norm)) : Normalized(x + function(x), norm);

    private static Tensor Normalized(Tensor x, (Tensor Gamma, Tensor Beta) norm) =>
        nn.functional.layer_norm(x, [x.shape[^1]], norm.Gamma, norm.Beta, 1e-5);

    private static (Tensor, Tensor) Norm(TorchWeights weights, string layer, int features) =>
        (weights.Add($"{layer}/gamma", [features]), weights.Add($"{layer}/beta", [features]));

    private sealed class Block
    {
        public Block(TorchWeights weights, string block, int features, int heads, int feedForward, bool hasMemory)
        {
            Self = new(weights, $"{block}/multi_head_attention", features, heads);
            Norms.Add(Norm(weights, $"{block}/layer_normalization", features));
            if (hasMemory)
            {
                Cross = new(weights, $"{block}/multi_head_attention_1", features, heads);
                Norms.Add(Norm(weights, $"{block}/layer_normalization_1", features));
            }

            (First, Second) = (nn.Linear(features, feedForward), nn.Linear(feedForward, features));
            weights.AddDense(First, $"{block}/dense");
            weights.AddDense(Second, $"{block}/dense_1");
            Norms.Add(Norm(weights, $"{block}/layer_normalization_{Norms.Count}", features));
        }

        public TorchAttention Self { get; }

        public TorchAttention? Cross { get; }

        public TorchSharp.Modules.Linear First { get; }

        public TorchSharp.Modules.Linear Second { get; }

        public List<(Tensor, Tensor)> Norms { get; } = [];
    }
}

/// <summary>Attention of several heads.</summary>
internal sealed class TorchAttention
{
    private readonly TorchSharp.Modules.Linear _q, _k, _v, _output;
    private readonly int _heads;

    public TorchAttention(TorchWeights weights, string layer, int features, int heads)
    {
        _heads = heads;
        (_q, _k, _v, _output) = (Dense("query"), Dense("key"), Dense("value"), Dense("attention_output"));

        TorchSharp.Modules.Linear Dense(string part)
        {
            var dense = nn.Linear(features, features);
            weights.AddDense(dense, $"{layer}/{part}");
            return dense;
        }
    }

    public Tensor Forward(Tensor query, Tensor memory, bool causal, Tensor? mask)
    {
        Tensor q, k, v;
        if (query.Handle == memory.Handle)
        {
            var all = nn.functional.linear(query, cat([_q.weight!, _k.weight!, _v.weight!], 0), cat([_q.bias!, _k.bias!, _v.bias!], 0));
            var parts = all.chunk(3, -1);
            (q, k, v) = (parts[0], parts[1], parts[2]);
        }
        else
        {
            (q, k, v) = (_q.forward(query), _k.forward(memory), _v.forward(memory));
        }

        var mixed = nn.functional.scaled_dot_product_attention(Heads(q), Heads(k), Heads(v), mask, 0, causal);
        return _output.forward(mixed.transpose(1, 2).reshape(query.shape[0], query.shape[1], -1));
    }

    private Tensor Heads(Tensor x) => x.reshape(x.shape[0], x.shape[1], _heads, -1).transpose(1, 2);
}
