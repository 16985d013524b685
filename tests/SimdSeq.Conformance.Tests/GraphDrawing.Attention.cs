namespace SimdSeq.Conformance.Tests;

/// <content>Attention, and where a step stands.</content>
internal sealed partial class GraphDrawing
{
    // Of a sequence to itself or, where later steps may be read, to another.
    private void Attend(Drawn from)
    {
        var other = _isCausal || OneIn(2) ? from : Pick([.. _values.Where(value => value.Steps > 0)]);
        bool isOfItself = other.Steps == from.Steps && other.Mask == from.Mask;
        string causal = _isCausal ? "true" : isOfItself ? Truth() : "false";
        string options = $"dropout: {Pick("0", "0.25")}, causal: {causal}, window: {Pick(0, 0, 1, 2, 3)}",
            read = other == from ? from.Name : $"{from.Name}, {other.Name}";
        string projected =
            $"useBias: {Truth()}, biasInitializer: Initializer.RandomUniform, {options}, "
                + $"positions: AttentionPositions.{Pick("None", "Rotary", "Alibi")}";
        int outputs = Pick(0, 3, 5), heads = Pick(1, 2, 3), groups = Pick(1, 2);
        switch (random.Next(_isCausal ? 8 : 10))
        {
            case 6 or 7:
                if (from.Features % heads != 0) from = Dense(from, heads * 2);
                string levels =
                    $"{heads}, window: {Pick(2, 3)}, levels: {(_keepsSteps ? Pick(1, 2) : Pick(0, 1, 2))}, feedForward: {Pick(0, 4)}, "
                        + $"dropout: {Pick("0", "0.25")}, biasInitializer: Initializer.RandomUniform, focus: {Pick("0", "1.5")}";
                Add($"HierarchicalAttentionEncoder({levels})({from.Name})", from.Steps, from.Features, from);
                break;
            case 8:
                Add($"AdditiveAttention({Pick(1, 3, 5)}, useBias: {Truth()})({read})", from.Steps, other.Features, [from, other]);
                break;
            case 9:
                Add($"AttentionPooling({Pick(1, 3, 5)}, useBias: {Truth()})({from.Name})", 0, from.Features, from);
                break;
            case 4 or 5:
                int each = Pick(2, 4);
                if (from.Features % (heads * each) != 0) from = Dense(from, heads * each);
                string network =
                    $"{heads}, {Pick(1, 5, 8)}, layers: {Pick(1, 1, 2)}, activation: Activation.{Pick("Tanh", "Gelu", "Silu")}, "
                        + $"normFirst: {Truth()}, "
                    + $"epsilon: 0.1, useBias: {Truth()}, norm: TransformerNorm.{Pick("LayerNorm", "RmsNorm")}, "
                    + $"positions: AttentionPositions.{Pick("None", "Rotary", "Alibi")}, {options}";
                if (isOfItself) Add($"TransformerEncoder({network})({from.Name})", from.Steps, from.Features, from);
                else Add($"TransformerDecoder({network})({from.Name}, {other.Name})", from.Steps, from.Features, [from, other]);
                break;
            case 0:
                string grouped = $"GroupedQueryAttention({Pick(2, 4)}, {groups * heads}, {heads}, {projected})";
                Add($"{grouped}({read})", from.Steps, from.Features, [from, other]);
                break;
            case 1:
                string score = other.Features == from.Features ? Pick("Dot", "Scaled", "General") : "General";
                Add($"Attention(AttentionScore.{score}, {options})({read})", from.Steps, other.Features, [from, other]);
                break;
            default:
                string layer = $"MultiHeadAttention({heads}, {Pick(2, 4)}, valueDim: {Pick(0, 1, 5)}, outputs: {outputs}, {projected})";
                Add($"{layer}({read})", from.Steps, outputs > 0 ? outputs : from.Features, [from, other]);
                break;
        }
    }

    private void Position(Drawn from)
    {
        if (from.Features % 2 == 0 && (_keepsSteps || OneIn(2)))
            Add($"SinusoidalPositions()({from.Name})", from.Steps, from.Features, from);
        else if (!_keepsSteps) Add($"PositionalEmbedding()({from.Name})", from.Steps, from.Features, from);
        else Dense(from, Units());
    }
}
