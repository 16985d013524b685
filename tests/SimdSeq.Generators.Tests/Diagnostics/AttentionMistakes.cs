namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>Mistakes in layers of attention.</summary>
internal static class AttentionMistakes
{
    private const string Class = " partial class Forecaster;";

    public static IEnumerable<Mistake> All =>
    [
        new("attention of a row", "[SequenceModel(12, 4)] [LastStep] [[|MultiHeadAttention(2, 4)|]]" + Class,
            "SSEQ005",
            "MultiHeadAttention needs a sequence (steps x features); got one row of 4. Stack so far: 12 x 4 -> LastStep 4 -> "
                + "**MultiHeadAttention**. Remove it, or put it before the layer that makes one row."),
        new("no heads", "[SequenceModel(12, 4)] [MultiHeadAttention([|0|], 4)]" + Class,
            "SSEQ003", "heads must be at least 1; got 0. Stack so far: 12 x 4 -> **MultiHeadAttention**. Give the "
                + "number of heads you want."),
        new("no features of a head", "[SequenceModel(12, 4)] [MultiHeadAttention(2, [|0|])]" + Class,
            "SSEQ003", "keyDim must be at least 1; got 0. Stack so far: 12 x 4 -> **MultiHeadAttention**. Give the "
                + "number of features of a head."),
        new("no units of a hidden layer", "[SequenceModel(12, 4)] [TransformerEncoder(2, [|0|])]" + Class,
            "SSEQ003", "feedForward must be at least 1; got 0. Stack so far: 12 x 4 -> **TransformerEncoder**. Give the "
                + "number of units of the hidden layer."),
        new("a window below zero", "[SequenceModel(12, 4)] [MultiHeadAttention(2, 4, [|window: -1|])]" + Class,
            "SSEQ003",
            "window must be at least 0; got -1. Stack so far: 12 x 4 -> **MultiHeadAttention**. 0 sees all steps, 1 a step itself, n those "
                + "less than n away."),
        new("rotary positions of an odd number",
            "[SequenceModel(12, 4)] [MultiHeadAttention(2, 3, [|positions: AttentionPositions.Rotary|])]" + Class,
            "SSEQ011",
            "positions: AttentionPositions.Rotary turns features in pairs, and a head has 3. Stack so far: 12 x 4 -> "
                + "**MultiHeadAttention**. Give heads an even number of features."),
        new("too many features of heads", "[SequenceModel(12, 4)] [MultiHeadAttention(2_000, [|2_000|])]" + Class,
            "SSEQ008",
            "heads of so many features are 4,000,000 outputs; at most 1,048,576 are possible. Stack so far: 12 x 4 -> "
                + "**MultiHeadAttention**. Use fewer."),
        new("heads that cannot share keys", "[SequenceModel(12, 4)] [GroupedQueryAttention(4, 4, [|3|])]" + Class,
            "SSEQ011",
            "keyValueHeads must divide queryHeads: 4 heads cannot share 3 evenly. Stack so far: 12 x 4 -> **GroupedQueryAttention**. 1 is "
                + "multi-query attention, as many as queryHeads is multi-head attention."),
        new("heads that do not divide the features", "[SequenceModel(12, 32)] [TransformerEncoder([|3|], 64)]" + Class,
            "SSEQ011",
            "heads must divide the features: 3 heads cannot share 32. Stack so far: 12 x 32 -> **TransformerEncoder**. Use heads that "
                + "divide 32, or put a Dense of another width before it."),
        new("no blocks", "[SequenceModel(12, 32)] [TransformerEncoder(4, 64, [|layers: 0|])]" + Class,
            "SSEQ003",
            "layers must be from 1 to 64; got 0. Stack so far: 12 x 32 -> **TransformerEncoder**. Each is a block of attention and a "
                + "network for each step."),
        new("sines of an odd number", "[SequenceModel(12, 3)] [[|SinusoidalPositions|]]" + Class,
            "SSEQ005",
            "SinusoidalPositions has a sine and a cosine for each frequency, and 3 features are odd. Stack so far: 12 x 3 -> "
                + "**SinusoidalPositions**. Put a layer before it that makes an even number of features."),
        new("a window of one step", "[SequenceModel(12, 4)] [HierarchicalAttentionEncoder(2, [|window: 1|])]" + Class,
            "SSEQ003",
            "window must be from 2 to 64; got 1. Stack so far: 12 x 4 -> **HierarchicalAttentionEncoder**. A level sees so many steps, and "
                + "the next one so many of what it makes of them."),
        new("a negative focus", "[SequenceModel(12, 4)] [HierarchicalAttentionEncoder(2, [|focus: -1|])]" + Class,
            "SSEQ003",
            "focus must be from 0 to 20; got -1. Stack so far: 12 x 4 -> **HierarchicalAttentionEncoder**. At 4 a head begins with 88 % of "
                + "its weight on one of 8 steps; at 20 nothing is left for the others."),
        new("levels beyond any sequence", "[SequenceModel(12, 4)] [HierarchicalAttentionEncoder(2, window: 64, [|levels: 6|])]" + Class,
            "SSEQ008",
            "6 levels of 64 steps reach farther than a sequence can be long. Stack so far: 12 x 4 -> **HierarchicalAttentionEncoder**. 0 "
                + "is as many as it takes to see all steps."),
        Forward("queries and keys of other widths", "return [|Attention()|](x, Dense(5)(x));",
            "SSEQ005",
            "Attention multiplies queries and keys, which need as many features; "
                + "got 3 and 5. It is called on the input (12 x 3) and dense (12 x 5). Use score: AttentionScore.General, which has a "
                + "matrix between them."),
        Forward("causal over other steps", "return MultiHeadAttention(2, 4, [|causal: true|])(x, MaxPooling1D(2)(x));",
            "SSEQ011",
            "causal: true needs queries and keys of as many steps: step t sees those up to t. It is called on the input (12 x 3) and "
                + "max_pooling1d (6 x 3). Leave it out where a sequence attends to another."),
        Forward("attention to four values", "return [|MultiHeadAttention(2, 4)|](x, x, x, x);",
            "SSEQ005",
            "MultiHeadAttention takes a query, a value and a key; got 4 values. It is called on the input (12 x 3) and the input (12 x 3) "
                + "and the input (12 x 3) and the input (12 x 3). Write MultiHeadAttention(...)(x) for a sequence that attends to itself, "
                + "or (query, value), or (query, value, key)."),
        Forward("a decoder without a memory", "return [|TransformerDecoder(1, 4)|](x);",
            "SSEQ005",
            "TransformerDecoder takes a sequence and what it attends to; got 1 values. It is called on the input (12 x 3). Write "
                + "TransformerDecoder(...)(x, memory); without memory a TransformerEncoder(causal: true) is meant."),
        Forward("tied to a layer that is no embedding", "var d = Dense(3); return Tied([|d|])(d(x));",
            "SSEQ011",
            "Tied shares the table of an Embedding; got Dense(3). It is called on dense (12 x 3). Write var words = Embedding(...); "
                + "and Tied(words)(y)."),
        Forward("tied to an embedding that is not called", "return [|Tied(Embedding(5, 3))|](x);",
            "SSEQ011",
            "Tied shares the table of an Embedding that Forward calls; this one it does not call. Hold it in a variable: var words = "
                + "Embedding(...); words(x); Tied(words)(y)."),
    ];

    private static Mistake Forward(string name, string body, string id, string message) =>
        new(name,
            $"using static SimdSeq.Layers; [SequenceModel(12, 3)] partial class Forecaster {{ static SymbolicTensor Forward(SymbolicTensor "
                + $"x) {{ {body} }} }}", id, message);
}
