using System;
using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>The operations of a stack of Transformer blocks: attention and a network for each step, each with a way around it.</summary>
/// <param name="options">The layer.</param>
/// <param name="name">Its name.</param>
/// <param name="memory">The sequence that every block also attends to; null: none.</param>
internal sealed class TransformerBuilder(LayerDeclaration options, string name, Value? memory)
    : ResidualBlocks(options, options.Double("epsilon"))
{
    protected override bool IsNormFirst => Options.Bool("normFirst");

    protected override bool IsRmsNorm => Options.Enum<TransformerNormName>("norm") == TransformerNormName.RmsNorm;

    private bool HasBias => Options.Bool("useBias");

    public IReadOnlyList<Operation> Build(Value input)
    {
        var value = input;
        for (int i = 0; i < Options.Int("layers"); i++) value = Block(value, $"{name}/{Numbered("block", i)}");
        if (IsNormFirst) Normalized(value, $"{name}/{NormName}"); // what the blocks add up is of any size
        return Operations;
    }

    private Value Block(Value input, string block)
    {
        string attention = $"{block}/multi_head_attention";
        int parts = 0;
        var value = Part(input, x => Attended(x, x, attention, Options.Bool("causal")));
        if (memory is not null) value = Part(value, x => Attended(x, memory, attention + "_1", isCausal: false));
        return Part(value, x => ForEachStep(x, block, HasBias));

        Value Part(Value x, Func<Value, Value> function)
        {
            int number = parts++;
            return Around(x, $"{block}/{Numbered(NormName, number)}", $"{block}/{Numbered("add", number)}", function);
        }
    }

    private Value Attended(Value query, Value value, string part, bool isCausal)
    {
        int features = query.Shape.Features, heads = Options.Int("heads"), keyDim = features / heads;
        bool isOfItself = query == value;
        var positions = isOfItself ? Options.Enum<AttentionPositionsName>("positions") : AttentionPositionsName.None;
        var attention = new AttentionOptions(heads, heads, keyDim, keyDim, 1 / Math.Sqrt(keyDim), isCausal,
            isOfItself ? Options.Int("window") : 0, positions == AttentionPositionsName.Alibi, Options.Double("dropout"));
        return AddAll(new AttentionParts(Options, part, attention)
        {
            HasBias = HasBias,
            Outputs = features,
            IsRotary = positions == AttentionPositionsName.Rotary,
        }.Of(query, value, value));
    }
}

/// <summary>The library's <c>TransformerNorm</c>, which the generator cannot reference; a test compares the two.</summary>
internal enum TransformerNormName { LayerNorm, RmsNorm }
