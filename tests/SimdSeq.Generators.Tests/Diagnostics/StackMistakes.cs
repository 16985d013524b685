using SimdSeq.Generators.Layers;

namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>Mistakes in how the layers follow each other.</summary>
internal static class StackMistakes
{
    private const string Class = " partial class Forecaster;";

    public static IEnumerable<Mistake> All =>
    [
        new("no layers", "[[|SequenceModel(12, 3)|]]" + Class,
            "SSEQ002", "Forecaster has no layers. Put layer attributes under [SequenceModel], for instance [Gru(32)] [Dense(1)]."),
        new("Gru after the last step", "[SequenceModel(12, 3)] [Gru(32)] [[|Gru(8)|]]" + Class,
            "SSEQ005", "Gru needs a sequence (steps x features); got one row of 32. Stack so far: 12 x 3 -> "
                + "Gru 32 -> **Gru**. Set returnSequences: true on the recurrent layer before it."),
        new("Gru after Flatten", "[SequenceModel(12, 3)] [Dense(2)] [Flatten] [Dense(5)] [[|Gru(8, dropout: 0.1)|]]" + Class,
            "SSEQ005", "Gru needs a sequence (steps x features); got one row of 5. Stack so far: 12 x 3 -> "
                + "Dense 12 x 2 -> Flatten 24 -> Dense 5 -> **Gru**. Remove the Flatten before it."),
        new("Dropout of the answer", "[SequenceModel(12, 3)] [Gru(4)] [Dense(3, Activation.Softmax)] [[|Dropout(0.5)|]]" + Class,
            "SSEQ017", "Dropout is the last layer, so training compares answers that it changed at random. "
                + "Stack so far: 12 x 3 -> Gru 4 -> Dense 3 -> **Dropout**. "
                + "Put it before the layer that answers, or remove it."),
        new("SpatialDropout1D of the answer", "[SequenceModel(12, 3)] [[|SpatialDropout1D(0.5)|]]" + Class,
            "SSEQ017", "SpatialDropout1D is the last layer, so training compares answers that it changed at random. "
                + "Stack so far: 12 x 3 -> **SpatialDropout1D**. "
                + "Put it before the layer that answers, or remove it."),
        new("noise in the answer of each step", "[SequenceModel(12, 3)] [Dense(2)] [TimeDistributed] [[|GaussianNoise(0.5)|]]" + Class,
            "SSEQ017", "GaussianNoise is the last layer, so training compares answers that it changed at random. "
                + "Stack so far: 12 x 3 -> Dense 12 x 2 -> **GaussianNoise**. "
                + "Put it before the layer that answers, or remove it."),
        new("Flatten after Flatten", "[SequenceModel(12, 3)] [Flatten] [[|Flatten|]]" + Class,
            "SSEQ005",
            "Flatten needs a sequence (steps x features); got one row of 36. Stack so far: 12 x 3 -> Flatten 36 -> **Flatten**. Remove it: "
                + "this is one row already."),
        new("Flatten of the last step", "[SequenceModel(12, 3)] [Gru(32)] [[|Flatten()|]] [Dense(1)]" + Class,
            "SSEQ005",
            "Flatten needs a sequence (steps x features); got one row of 32. Stack so far: 12 x 3 -> Gru 32 -> **Flatten**. Remove it: "
                + "this is one row already."),
        new("Glu of an odd number", "[SequenceModel(12, 3)] [Dense(5)] [[|Glu|]]" + Class,
            "SSEQ005", "Glu needs an even number of features, half of them gates; got 12 x 5. Stack so far: 12 x 3 -> Dense 12 x 5 -> "
                + "**Glu**. Give the layer before it twice the features you want."),
        new("too many parameters", "[[|SequenceModel(12, 3)|]] [Dense(1_000_000)] [Gru(1_000_000)]" + Class,
            "SSEQ008", "Forecaster has 6,000,010,000,000 parameters; at most 268,435,455 are possible. Use fewer units or fewer steps."),
        new("too many values", "[[|SequenceModel(10_000_000, 14)|]] [Gru(32)] [Dense(1)]" + Class,
            "SSEQ008",
            "Forecaster has 460,000,033 values in one sample, over all layers and steps; "
                + "at most 134,217,727 are possible. Use fewer units or fewer steps."),
        new("too many values before a Flatten", "[[|SequenceModel(1_000_000, 100)|]] [Flatten] [Dense(1)]" + Class,
            "SSEQ008",
            "Forecaster has 200,000,001 values in one sample, over all layers and steps; "
                + "at most 134,217,727 are possible. Use fewer units, or fewer steps before the Flatten."),
        new("too much memory", "using static SimdSeq.CellMath; class Own : ICell { public static CellValue Step(CellInput x, CellValue h, "
            + string.Join(", ", Enumerable.Range(0, 16).Select(i => $"[Weight] CellKernel w{i}"))
            + $") => h * {string.Join(" * ", Enumerable.Range(0, 16).Select(i => $"Tanh(x * w{i})"))}; }} [[|SequenceModel(8_000, 1)|]] "
            + "[Recurrent<Own>(1_000, returnSequences: true)]" + Class,
            "SSEQ008",
            "Forecaster needs memory for 2,304,160,000 values in a tile of 16 samples; "
                + "at most 2,147,483,647 are possible. Use fewer units or fewer steps."),
        new("a row too long", "[SequenceModel(1_000_000, 1_000_000)] [[|Flatten|]] [Dense(1)]" + Class,
            "SSEQ008",
            "Flatten would make one row of 1,000,000,000,000; at most 2,147,483,647 are possible. Stack so far: 1000000 x 1000000 -> "
                + "**Flatten**. Use fewer steps or features."),
        new("a layer of the user",
            "[SequenceModel(12, 3)] [Gru(4, returnSequences: true)] [[|Mine(2)|]]" + Class
                + " class MineAttribute(int size) : LayerAttribute { public int Size => size; }",
            "SSEQ009",
            $"MineAttribute is not a layer the generator knows. Stack so far: 12 x 3 -> Gru 12 x 4 -> **MineAttribute**. Use the "
                + $"library\'s: {string.Join(", ", LayerCatalog.Kinds)}."),
        new("a layer of the user with arrays and types", "[SequenceModel(12, 3)] [[|Mine(typeof(int), 1, 2)|]]" + Class
            + " class MineAttribute(System.Type type, params int[] sizes) : LayerAttribute { public (System.Type, int[]) All => (type, "
            + "sizes); }",
            "SSEQ009",
            $"MineAttribute is not a layer the generator knows. Stack so far: 12 x 3 -> **MineAttribute**. "
                + $"Use the library\'s: {string.Join(", ", LayerCatalog.Kinds)}."),
        new("a layer of the user derived twice",
            "abstract class OurLayerAttribute : LayerAttribute; class MineAttribute : OurLayerAttribute; [SequenceModel(12, 3)] [[|Mine|]]"
                + Class,
            "SSEQ009",
            $"MineAttribute is not a layer the generator knows. Stack so far: 12 x 3 -> **MineAttribute**. "
                + $"Use the library\'s: {string.Join(", ", LayerCatalog.Kinds)}."),
        new("a layer of the user named like ours",
            "[SequenceModel(12, 3)] [[|Other.Gru|]]" + Class + " namespace Other { class GruAttribute : LayerAttribute; }",
            "SSEQ009",
            $"Other.GruAttribute is not a layer the generator knows. Stack so far: 12 x 3 -> **Other.GruAttribute**. "
                + $"Use the library\'s: {string.Join(", ", LayerCatalog.Kinds)}."),
        new("Bidirectional at the end", "[SequenceModel(12, 3)] [Dense(2)] [[|Bidirectional|]]" + Class,
            "SSEQ010",
            "Bidirectional needs a recurrent layer after it; got none. Stack so far: 12 x 3 -> Dense 12 x 2 -> **Bidirectional**. Put for "
                + "instance [Gru(32)] below it."),
        new("Bidirectional of a Dense", "[SequenceModel(12, 3)] [[|Bidirectional|]] [Dense(1)]" + Class,
            "SSEQ010",
            "Bidirectional needs a recurrent layer after it; got Dense. Stack so far: 12 x 3 -> **Bidirectional**. Put for instance "
                + "[Gru(32)] below it."),
        new("Bidirectional of two with one", "[SequenceModel(12, 3)] [[|Bidirectional(twoLayers: true)|]] [Gru(4)]" + Class,
            "SSEQ010",
            "Bidirectional needs two recurrent layers after it, the forward one and the backward one; "
                + "got Gru. Stack so far: 12 x 3 -> **Bidirectional**. Put for instance [Gru(32)] below it."),
        new("Bidirectional of a backward layer", "[SequenceModel(12, 3)] [Bidirectional] [Gru(4, [|goBackwards: true|])]" + Class,
            "SSEQ011", "goBackwards has no meaning under Bidirectional, which goes both ways. Stack so far: 12 x 3 -> **Gru**. Remove it."),
        new("Bidirectional of a sequence and a row",
            "[SequenceModel(12, 3)] [Bidirectional(twoLayers: true)] [Gru(4)] [Lstm(4, [|returnSequences: true|])]" + Class,
            "SSEQ011",
            "Both layers of a Bidirectional must return sequences, or neither. Stack so far: 12 x 3 -> **Lstm**. Give both the same "
                + "returnSequences."),
        new("Bidirectional sum of two sizes",
            "[SequenceModel(12, 3)] [Bidirectional(Merge.Sum, twoLayers: true)] [Gru(4)] [Lstm([|5|])]" + Class,
            "SSEQ011",
            "merge: Merge.Sum needs layers of the same size; got 4 and 5. Stack so far: 12 x 3 -> **Lstm**. Give both the same units, or "
                + "use Merge.Concat."),
        new("a merge that is none", "[SequenceModel(12, 3)] [Bidirectional([|(Merge)7|])] [Gru(4)]" + Class,
            "SSEQ006",
            "merge: Merge has no member with the value 7. Stack so far: 12 x 3 -> **Bidirectional**. Use one of Concat, Sum, Multiply, "
                + "Average."),
        new("TimeDistributed at the end", "[SequenceModel(12, 3)] [Dense(2)] [[|TimeDistributed|]]" + Class,
            "SSEQ010", "TimeDistributed needs a layer after it that acts on each step alone; got none. Stack so far: 12 x 3 -> Dense "
                + "12 x 2 -> **TimeDistributed**. Put for instance [Dense(8)] below it."),
        new("TimeDistributed of a recurrent layer", "[SequenceModel(12, 3)] [TimeDistributed] [[|Gru(4)|]]" + Class,
            "SSEQ011", "TimeDistributed needs a layer that acts on each step alone; Gru does not. Stack so far: 12 x 3 -> **Gru**. "
                + "Remove TimeDistributed, or give it another layer, such as Dense."),
        new("TimeDistributed of TimeDistributed", "[SequenceModel(12, 3)] [TimeDistributed] [[|TimeDistributed|]] [Dense(4)]" + Class,
            "SSEQ011", "TimeDistributed needs a layer that acts on each step alone; TimeDistributed does not. Stack so far: 12 x 3 "
                + "-> **TimeDistributed**. Remove TimeDistributed, or give it another layer, such as Dense."),
        new("TimeDistributed of a row", "[SequenceModel(12, 3)] [Gru(4)] [[|TimeDistributed|]] [Dense(4)]" + Class,
            "SSEQ005", "TimeDistributed needs a sequence (steps x features); got one row of 4. Stack so far: 12 x 3 -> Gru 4 -> "
                + "**TimeDistributed**. Remove it, or put it before the layer that makes one row."),
        new("TimeDistributed of a mistake", "[SequenceModel(12, 3)] [TimeDistributed] [Dense([|0|])]" + Class,
            "SSEQ003", "units must be at least 1; got 0. Stack so far: 12 x 3 -> **Dense**. Give the number of outputs you want."),
        new("states from two places", "[SequenceModel(12, 3)] [Gru(4, initialState: true, [|stateful: true|])]" + Class,
            "SSEQ011",
            "States come with the samples (initialState) or from the call before (stateful), not both. Stack so far: 12 x 3 -> **Gru**. "
                + "Remove one of them."),
        new("Embedding of values", "[SequenceModel(12, 3)] [[|Embedding(10, 4)|]]" + Class,
            "SSEQ005",
            "Embedding needs a sequence of ids (steps x 1); got 12 x 3. Stack so far: 12 x 3 -> **Embedding**. Declare "
                + "[SequenceModel(steps: ..., features: 1)] and put Embedding first."),
        new("Embedding after a Dense", "[SequenceModel(12, 3)] [Dense(1)] [[|Embedding(10, 4)|]]" + Class,
            "SSEQ005",
            "Embedding needs the ids of the input; the layers before it have changed them. Stack so far: 12 x 3 -> Dense 12 x 1 -> "
                + "**Embedding**. Put Embedding first."),
        new("Embedding of no rows", "[SequenceModel(12, 1)] [Embedding([|0|], 4)]" + Class,
            "SSEQ003", "inputDim must be at least 1; got 0. Stack so far: 12 x 1 -> **Embedding**. "
                + "Give the number of ids: one more than the largest."),
        new("Masking of a row", "[SequenceModel(12, 3)] [LastStep] [[|Masking|]]" + Class,
            "SSEQ005",
            "Masking needs a sequence (steps x features); got one row of 3. Stack so far: 12 x 3 -> LastStep 3 -> **Masking**. Remove it, "
                + "or put it before the layer that makes one row."),
        new("Masking by no number", "[SequenceModel(12, 3)] [Masking([|double.NaN|])]" + Class,
            "SSEQ003", "maskValue must be a finite number; got NaN. Stack so far: 12 x 3 -> **Masking**. 0 is usual."),
        new("Masking beyond single precision", "[SequenceModel(12, 3)] [Masking([|-1e300|])]" + Class,
            "SSEQ003",
            "maskValue must be in the range of float; got -1E+300. Stack so far: 12 x 3 -> **Masking**. Use a smaller number, or "
                + "precision: Precision.Double."),
        new("Dropout of all", "[SequenceModel(12, 3)] [Dropout([|1|])]" + Class,
            "SSEQ003",
            "rate must be in [0, 1); got 1. Stack so far: 12 x 3 -> **Dropout**. It is the share of values that training drops: 0 drops "
                + "none, 0.5 half."),
        new("DepthwiseConv1D of a row", "[SequenceModel(12, 3)] [Gru(4)] [[|DepthwiseConv1D(3)|]]" + Class,
            "SSEQ005", "DepthwiseConv1D needs a sequence (steps x features); got one row of 4. Stack so far: 12 x 3 -> Gru 4 -> "
                + "**DepthwiseConv1D**. Remove it, or put it before the layer that makes one row."),
        new("DepthwiseConv1D of few steps", "[SequenceModel(12, 3)] [DepthwiseConv1D([|7|], dilation: 2)]" + Class,
            "SSEQ005", "A window of 13 steps needs at least as many; got 12. Stack so far: 12 x 3 -> **DepthwiseConv1D**. Use a "
                + "smaller one, or padding: Padding.Same, which adds zeros."),
        new("SeparableConv1D of a row", "[SequenceModel(12, 3)] [LastStep] [[|SeparableConv1D(8, 3)|]]" + Class,
            "SSEQ005", "SeparableConv1D needs a sequence (steps x features); got one row of 3. Stack so far: 12 x 3 -> LastStep 3 -> "
                + "**SeparableConv1D**. Remove it, or put it before the layer that makes one row."),
        new("SeparableConv1D of few steps", "[SequenceModel(2, 3)] [SeparableConv1D(8, [|3|])]" + Class,
            "SSEQ005", "A window of 3 steps needs at least as many; got 2. Stack so far: 2 x 3 -> **SeparableConv1D**. Use a smaller "
                + "one, or padding: Padding.Same, which adds zeros."),
        new("Conv1DTranspose of a row", "[SequenceModel(12, 3)] [Flatten] [[|Conv1DTranspose(8, 3)|]]" + Class,
            "SSEQ005", "Conv1DTranspose needs a sequence (steps x features); got one row of 36. Stack so far: 12 x 3 -> Flatten 36 "
                + "-> **Conv1DTranspose**. Remove it, or put it before the layer that makes one row."),
        new("Conv1DTranspose of too many steps", "[SequenceModel(100_000, 3)] [Conv1DTranspose(8, 3, [|strides: 100_000|])]" + Class,
            "SSEQ008", "Conv1DTranspose would make 10,000,000,000 steps; at most 2,147,483,647 are possible. Stack so far: 100000 x "
                + "3 -> **Conv1DTranspose**. Use fewer."),
        new("Reverse after the last step", "[SequenceModel(12, 3)] [Gru(4)] [[|Reverse|]]" + Class,
            "SSEQ005",
            "Reverse needs a sequence (steps x features); got one row of 4. Stack so far: 12 x 3 -> Gru 4 -> **Reverse**. Remove it, or "
                + "put it before the layer that makes one row."),
    ];
}
