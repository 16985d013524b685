using System;
using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>The operations of blocks that have a way around them, each with a normalisation.</summary>
/// <param name="options">The layer.</param>
/// <param name="epsilon">What a normalisation adds to the variance.</param>
internal abstract class ResidualBlocks(LayerDeclaration options, double epsilon)
{
    private readonly List<Operation> _operations = [];

    protected IReadOnlyList<Operation> Operations => _operations;

    protected LayerDeclaration Options { get; } = options;

    /// <summary>Whether blocks normalise what they read, and not the sum.</summary>
    protected virtual bool IsNormFirst => true;

    /// <summary>Whether they normalise by the root of the mean square.</summary>
    protected virtual bool IsRmsNorm => false;

    protected string NormName => IsRmsNorm ? "rms_normalization" : "layer_normalization";

    /// <summary><c>x + f(norm(x))</c>, or <c>norm(x + f(x))</c>.</summary>
    /// <param name="input">x.</param>
    /// <param name="norm">The name of the normalisation.</param>
    /// <param name="sum">The name of the sum.</param>
    /// <param name="function">f, without its dropout.</param>
    protected Value Around(Value input, string norm, string sum, Func<Value, Value> function)
    {
        var value = function(IsNormFirst ? Normalized(input, norm) : input);
        double rate = Options.Double("dropout");
        if (rate > 0) value = Add(new Dropout($"{sum}/dropout", Options.Text, value, rate));
        value = Add(new ElementWise(sum, Options.Text, [input, value], leaves => (Expression)leaves[0] + leaves[1]));
        return IsNormFirst ? value : Normalized(value, norm);
    }

    /// <summary>A network for each step with one hidden layer, <c>dense</c> and <c>dense_1</c> of a block.</summary>
    protected Value ForEachStep(Value input, string block, bool hasBias = true)
    {
        string activation = ((ActivationName)Options.Int("activation")).ToString();
        var hidden = Dense(input, $"{block}/dense", Options.Int("feedForward"), hasBias);
        if (activation != nameof(ActivationName.Linear))
            hidden = Add(ElementWise.Activation(activation, $"{block}/dense/activation", Options.Text, hidden));
        return Dense(hidden, $"{block}/dense_1", input.Shape.Features, hasBias);
    }

    protected Value Dense(Value input, string part, int units, bool hasBias = true)
    {
        var kernel = new Parameter(part, "kernel", [input.Shape.Features, units], nameof(InitializerName.GlorotUniform));
        var bias = hasBias ? new Parameter(part, "bias", [units], nameof(InitializerName.Zeros)) : null;
        return Add(new Linear(part, Options.Text, input, kernel, bias));
    }

    protected Value Normalized(Value input, string part)
    {
        int[] shape = [input.Shape.Features];
        var kind = IsRmsNorm ? NormalizationKind.RootMeanSquare : NormalizationKind.Standard;
        return Add(new Normalization(part, Options.Text, input, kind, epsilon)
        {
            Scale = new Parameter(part, IsRmsNorm ? "scale" : "gamma", shape, nameof(InitializerName.Ones)),
            Offset = IsRmsNorm ? null : new Parameter(part, "beta", shape, nameof(InitializerName.Zeros)),
        });
    }

    /// <summary>The last value of some operations.</summary>
    protected Value AddAll(IReadOnlyList<Operation> operations)
    {
        _operations.AddRange(operations);
        return operations[operations.Count - 1].Output;
    }

    protected Value Add(Operation operation)
    {
        _operations.Add(operation);
        return operation.Output;
    }

    /// <summary>The name of the first, the second, ...: <c>block</c>, <c>block_1</c>.</summary>
    protected static string Numbered(string part, int number) => number == 0 ? part : $"{part}_{number}";
}
