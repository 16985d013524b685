using System.Collections.Generic;

namespace SimdSeq.Generators.Layers;

/// <summary>Every layer: the attribute's name without <c>Attribute</c>, the Keras name that its parameters carry, and its meaning.</summary>
internal static class LayerCatalog
{
    private static readonly Dictionary<string, (string Name, Layer Layer)> Layers = new()
    {
        ["SimpleRnn"] = ("simple_rnn", new SimpleRnnLayer()),
        ["Lstm"] = ("lstm", new LstmLayer()),
        ["Gru"] = ("gru", new GruLayer()),
        ["Recurrent"] = ("recurrent", new UserCellLayer()),
        ["Bidirectional"] = ("bidirectional", new BidirectionalLayer()),
        ["Embedding"] = ("embedding", new EmbeddingLayer()),
        ["Masking"] = ("masking", new MaskingLayer()),
        ["Dropout"] = ("dropout", new DropoutLayer()),
        ["Activation"] = ("activation", new ActivationLayer()),
        ["LastStep"] = ("last_step", new LastStepLayer()),
        ["Reverse"] = ("reverse", new ReverseLayer()),
        ["Dense"] = ("dense", new DenseLayer()),
        ["Flatten"] = ("flatten", new FlattenLayer()),
    };

    public static IEnumerable<string> Kinds => Layers.Keys;

    public static bool TryGet(string kind, out (string Name, Layer Layer) entry) => Layers.TryGetValue(kind, out entry);
}
