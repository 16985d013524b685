using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>The operations of attention with projections: queries, keys and values, their mixture, and what is made of it.</summary>
/// <param name="options">The layer.</param>
/// <param name="name">Its name, with which those of its parts begin.</param>
/// <param name="attention">What attends to what.</param>
internal sealed class AttentionParts(LayerDeclaration options, string name, AttentionOptions attention)
{
    private readonly List<Operation> _operations = [];

    /// <summary>Whether queries, keys and values have a bias, and the answer.</summary>
    public bool HasBias { get; init; } = true;

    /// <summary>Features of the answer.</summary>
    public int Outputs { get; init; }

    /// <summary>Whether queries and keys are turned by their steps.</summary>
    public bool IsRotary { get; init; }

    public string KernelInitializer { get; init; } = nameof(InitializerName.GlorotUniform);

    public string BiasInitializer { get; init; } = nameof(InitializerName.Zeros);

    public IReadOnlyList<Operation> Of(Value query, Value value, Value key)
    {
        var q = Projected(query, "query", attention.Heads * attention.KeyDim);
        var k = Projected(key, "key", attention.KeyHeads * attention.KeyDim);
        var v = Projected(value, "value", attention.KeyHeads * attention.ValueDim);
        if (IsRotary)
        {
            q = Turned(q, "query");
            k = Turned(k, "key");
        }

        var mixed = Add(new Attention($"{name}/attention", options.Text, q, k, v, attention));
        Projected(mixed, "attention_output", Outputs);
        return _operations;
    }

    private Value Projected(Value input, string part, int outputs)
    {
        string layer = $"{name}/{part}";
        var kernel = new Parameter(layer, "kernel", [input.Shape.Features, outputs], KernelInitializer);
        return Add(new Linear(layer, options.Text, input, kernel, HasBias ? new(layer, "bias", [outputs], BiasInitializer) : null));
    }

    private Value Turned(Value input, string part) =>
        Add(new Rotary($"{name}/{part}/rotary", options.Text, input, attention.KeyDim));

    private Value Add(Operation operation)
    {
        _operations.Add(operation);
        return operation.Output;
    }
}
