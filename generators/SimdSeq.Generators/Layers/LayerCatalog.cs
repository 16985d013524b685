using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>
/// Every layer: the attribute's name without <c>Attribute</c>, the Keras name that its parameters carry, and its meaning.
/// </summary>
internal static class LayerCatalog
{
    private static readonly Dictionary<string, (string Name, Layer Layer)> Layers = new()
    {
        ["SimpleRnn"] = ("simple_rnn", new SimpleRnnLayer()),
        ["Lstm"] = ("lstm", new LstmLayer()),
        ["Gru"] = ("gru", new GruLayer()),
        ["Recurrent"] = ("recurrent", new UserCellLayer()),
        ["Bidirectional"] = ("bidirectional", new BidirectionalLayer()),
        ["TimeDistributed"] = ("time_distributed", new TimeDistributedLayer()),
        ["Embedding"] = ("embedding", new EmbeddingLayer()),
        ["Masking"] = ("masking", new MaskingLayer()),
        ["Dropout"] = ("dropout", new DropoutLayer()),
        ["GaussianNoise"] = ("gaussian_noise", new GaussianNoiseLayer()),
        ["Activation"] = ("activation", new ActivationLayer()),
        ["LastStep"] = ("last_step", new LastStepLayer()),
        ["Reverse"] = ("reverse", new ReverseLayer()),
        ["Dense"] = ("dense", new DenseLayer()),
        ["Flatten"] = ("flatten", new FlattenLayer()),
        ["Conv1D"] = ("conv1d", new Conv1DLayer()),
        ["DepthwiseConv1D"] = ("depthwise_conv1d", new DepthwiseConv1DLayer()),
        ["SeparableConv1D"] = ("separable_conv1d", new SeparableConv1DLayer()),
        ["Conv1DTranspose"] = ("conv1d_transpose", new Conv1DTransposeLayer()),
        ["Tcn"] = ("tcn", new TcnLayer()),
        ["MaxPooling1D"] = ("max_pooling1d", new PoolingLayer(PoolKind.Max)),
        ["AveragePooling1D"] = ("average_pooling1d", new PoolingLayer(PoolKind.Average)),
        ["GlobalMaxPooling1D"] = ("global_max_pooling1d", new GlobalPoolingLayer(PoolKind.Max)),
        ["GlobalAveragePooling1D"] = ("global_average_pooling1d", new GlobalPoolingLayer(PoolKind.Average)),
        ["UpSampling1D"] = ("up_sampling1d", new UpSamplingLayer("size", takesRow: false)),
        ["ZeroPadding1D"] = ("zero_padding1d", new ZeroPaddingLayer()),
        ["Cropping1D"] = ("cropping1d", new CroppingLayer()),
        ["RepeatVector"] = ("repeat_vector", new UpSamplingLayer("n", takesRow: true)),
        ["MultiHeadAttention"] = ("multi_head_attention", new MultiHeadAttentionLayer()),
        ["GroupedQueryAttention"] = ("grouped_query_attention", new GroupedQueryAttentionLayer()),
        ["Attention"] = ("attention", new LuongAttentionLayer()),
        ["AdditiveAttention"] = ("additive_attention", new AdditiveAttentionLayer()),
        ["AttentionPooling"] = ("attention_pooling", new AttentionPoolingLayer()),
        ["HierarchicalAttentionEncoder"] = ("hierarchical_attention_encoder", new HierarchicalAttentionEncoderLayer()),
        ["TransformerEncoder"] = ("transformer_encoder", new TransformerLayer(isDecoder: false)),
        ["PositionalEmbedding"] = ("positional_embedding", new PositionalEmbeddingLayer()),
        ["SinusoidalPositions"] = ("sinusoidal_positions", new SinusoidalPositionsLayer()),
        ["Glu"] = ("glu", new GluLayer()),
        ["BatchNormalization"] = ("batch_normalization", new BatchNormalizationLayer()),
        ["LayerNormalization"] = ("layer_normalization", new LayerNormalizationLayer()),
        ["RMSNormalization"] = ("rms_normalization", new RMSNormalizationLayer()),
        ["GroupNormalization"] = ("group_normalization", new GroupNormalizationLayer()),
        ["UnitNormalization"] = ("unit_normalization", new UnitNormalizationLayer()),
        ["SpatialDropout1D"] = ("spatial_dropout1d", new SpatialDropoutLayer()),
    };

    // What stands in Forward alone.
    private static readonly Dictionary<string, (string Name, Layer Layer)> Functions = new()
    {
        ["Add"] = ("add", new ElementWiseMerge(most: null, (a, b) => a + b)),
        ["Subtract"] = ("subtract", new ElementWiseMerge(most: 2, (a, b) => a - b)),
        ["Multiply"] = ("multiply", new ElementWiseMerge(most: null, (a, b) => a * b)),
        ["Concatenate"] = ("concatenate", new ConcatenateLayer()),
        ["Each"] = ("each", new EachLayer()),
        ["HierarchicalAttention"] = ("hierarchical_attention", new HierarchicalAttentionLayer()),
        ["Rescaling"] = ("rescaling", new RescalingLayer()),
        [TiedLayer.Kind] = ("tied", new TiedLayer()),
        ["TransformerDecoder"] = ("transformer_decoder", new TransformerLayer(isDecoder: true)),
        ["Shortcut"] = ("shortcut", new ShortcutLayer(new Conv1DLayer())),
    };

    // What other syntax of Forward stands for.
    private static readonly Dictionary<string, (string Name, Layer Layer)> Others = new()
    {
        ["LastState"] = ("last_state", new LastStateLayer()),
    };

    /// <summary>The layers that are attributes.</summary>
    public static IEnumerable<string> Kinds => Layers.Keys;

    /// <summary>The layers that are functions without being attributes.</summary>
    public static IEnumerable<string> FunctionsAlone => Functions.Keys;

    /// <summary>What a layer is; null if there is none of its kind. A user's cell has a name of its own.</summary>
    public static (string Name, Layer Layer)? Find(LayerDeclaration layer)
    {
        bool isKnown = Layers.TryGetValue(layer.Kind, out var entry) || Functions.TryGetValue(layer.Kind, out entry)
            || Others.TryGetValue(layer.Kind, out entry);
        if (!isKnown) return null;
        return layer.Cell is { } cell ? (Names.Snake(cell.Name), entry.Layer) : entry;
    }
}
