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
{
    private readonly List<Operation> _operations = [];

    private bool IsNormFirst => options.Bool("normFirst");

    private double Dropout => options.Double("dropout");

    private string ActivationName => ((ActivationName)options.Int("activation")).ToString();

    public IReadOnlyList<Operation> Build(Value input)
    {
        var value = input;
        for (int i = 0; i < options.Int("layers"); i++) value = Block(value, $"{name}/{Numbered("block", i)}");
        if (IsNormFirst) Normalized(value, $"{name}/{NormName}"); // what the blocks add up is of any size
        return _operations;
    }

    private Value Block(Value input, string block)
    {
        var value = Around(input, $"{block}/{NormName}", $"{block}/add",
            x => Attended(x, x, $"{block}/multi_head_attention", isCausal: options.Bool("causal")));
        int part = 1;
        if (memory is not null)
        {
            value = Around(value, $"{block}/{NormName}_{part}", $"{block}/add_{part}",
                x => Attended(x, memory, $"{block}/multi_head_attention_1", isCausal: false));
            part++;
        }

        return Around(value, $"{block}/{NormName}_{part}", $"{block}/add_{part}", x => ForEachStep(x, block));
    }

    // x + f(norm(x)), or norm(x + f(x)).
    private Value Around(Value input, string norm, string sum, Func<Value, Value> function)
    {
        var value = function(IsNormFirst ? Normalized(input, norm) : input);
        if (Dropout > 0) value = Add(new Dropout($"{sum}/dropout", options.Text, value, Dropout));
        value = Add(new ElementWise(sum, options.Text, [input, value], leaves => (Expression)leaves[0] + leaves[1]));
        return IsNormFirst ? value : Normalized(value, norm);
    }

    private Value Attended(Value query, Value value, string part, bool isCausal)
    {
        int features = query.Shape.Features, heads = options.Int("heads"), keyDim = features / heads;
        bool isOfItself = query == value;
        var positions = options.Enum<AttentionPositionsName>("positions");
        var attention = new AttentionOptions(heads, heads, keyDim, keyDim, 1 / Math.Sqrt(keyDim), isCausal,
            isOfItself ? options.Int("window") : 0, isOfItself && positions == AttentionPositionsName.Alibi, Dropout);
        _operations.AddRange(new AttentionParts(options, part, attention)
        {
            HasBias = options.Bool("useBias"),
            Outputs = features,
            IsRotary = isOfItself && positions == AttentionPositionsName.Rotary,
        }.Of(query, value, value));
        return _operations[_operations.Count - 1].Output;
    }

    private Value ForEachStep(Value input, string block)
    {
        var hidden = Dense(input, $"{block}/dense", options.Int("feedForward"));
        if (ActivationName != nameof(Layers.ActivationName.Linear))
            hidden = Add(ElementWise.Activation(ActivationName, $"{block}/dense/activation", options.Text, hidden));
        return Dense(hidden, $"{block}/dense_1", input.Shape.Features);
    }

    private Value Dense(Value input, string part, int units)
    {
        var kernel = new Parameter(part, "kernel", [input.Shape.Features, units], nameof(InitializerName.GlorotUniform));
        var bias = options.Bool("useBias") ? new Parameter(part, "bias", [units], nameof(InitializerName.Zeros)) : null;
        return Add(new Linear(part, options.Text, input, kernel, bias));
    }

    private Value Normalized(Value input, string part)
    {
        bool isRms = options.Enum<TransformerNormName>("norm") == TransformerNormName.RmsNorm;
        int features = input.Shape.Features;
        return Add(new Normalization(part, options.Text, input,
            isRms ? NormalizationKind.RootMeanSquare : NormalizationKind.Standard, options.Double("epsilon"))
        {
            Scale = new Parameter(part, isRms ? "scale" : "gamma", [features], nameof(InitializerName.Ones)),
            Offset = isRms ? null : new Parameter(part, "beta", [features], nameof(InitializerName.Zeros)),
        });
    }

    private string NormName =>
        options.Enum<TransformerNormName>("norm") == TransformerNormName.RmsNorm ? "rms_normalization" : "layer_normalization";

    private Value Add(Operation operation)
    {
        _operations.Add(operation);
        return operation.Output;
    }

    private static string Numbered(string part, int number) => number == 0 ? part : $"{part}_{number}";
}

/// <summary>The library's <c>TransformerNorm</c>, which the generator cannot reference; a test compares the two.</summary>
internal enum TransformerNormName { LayerNorm, RmsNorm }
