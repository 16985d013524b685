using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>What a layer attribute means: which arguments make sense, which input it takes and which operation it is.</summary>
internal abstract class Layer
{
    private const int MaxUnits = 1 << 20;

    /// <summary>Whether it changes no answer, so that a model's file need not tell of it.</summary>
    public virtual bool IsForTrainingAlone => false;

    /// <summary>Whether its answer at a step of a sequence is what it makes of that step as a row.</summary>
    public virtual bool ActsOnEachStep => false;

    /// <summary>Whether it can be called on a nested sequence: of every group it makes what it makes of that alone.</summary>
    public virtual bool TakesNested => ActsOnEachStep;

    /// <summary>Whether it makes one value of all groups of a nested sequence, so that it has no meaning on one group.</summary>
    public virtual bool JoinsGroups => false;

    /// <summary>The operations for this input, or null after reporting what is wrong.</summary>
    public abstract IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems);

    /// <summary>The same for several inputs: of a layer that does not say otherwise there is one.</summary>
    public virtual IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, IReadOnlyList<Value> inputs, LayerProblems problems) =>
        TakesStates(options, inputs, problems) ? null : Build(options, name, inputs[0], problems);

    /// <summary>Whether it is given states, of which it has none: a mistake.</summary>
    protected static bool TakesStates(LayerDeclaration options, IReadOnlyList<Value> inputs, LayerProblems problems)
    {
        if (inputs.Count > 1)
        {
            problems.Add(
                Ids.WrongCombination, null, $"InitialState(...) is for recurrent layers; {options.Kind} has no state", "Remove it.");
        }

        return inputs.Count > 1;
    }

    /// <summary>The name of an enum option's member, as the library spells it.</summary>
    protected static string Option(LayerDeclaration options, string argument) => ((ActivationName)options.Int(argument)).ToString();

    protected static string Initializer(LayerDeclaration options, string argument) => ((InitializerName)options.Int(argument)).ToString();

    /// <summary>A sum, and the activation of it that an option asks for.</summary>
    protected static IReadOnlyList<Operation> Activated(LayerDeclaration options, string name, params Operation[] operations)
    {
        string activation = Option(options, "activation");
        if (activation == nameof(ActivationName.Linear)) return operations;
        return [.. operations, Activation(activation, $"{name}/activation", options.Text, operations[operations.Length - 1].Output)];
    }

    protected static Operation Activation(string activation, string name, string declared, Value input) =>
        IsOverFeatures(activation)
            ? new Softmax(name, declared, input, activation)
            : ElementWise.Activation(activation, name, declared, input);

    /// <summary>Whether an activation is a function of a row, and not of one value.</summary>
    private static bool IsOverFeatures(string activation) =>
        activation is nameof(ActivationName.Softmax) or nameof(ActivationName.LogSoftmax);

    /// <summary>A size: at least one, and not so large that products of such leave the range of int.</summary>
    protected static void RequireUnits(LayerDeclaration options, string argument, LayerProblems problems)
    {
        int value = options.Int(argument);
        if (value < 1)
            problems.Add(Ids.ArgumentOutOfRange, argument, Invariant($"{argument} must be at least 1; got {value}"),
                WhatFits(argument));
        if (value > MaxUnits) problems.Add(Ids.TooLarge, argument, Invariant($"{argument} must be at most {MaxUnits:N0}; got {value:N0}"),
            "Use fewer.");
    }

    private static string WhatFits(string argument) => argument switch
    {
        "kernelSize" => "Give a number of steps.",
        "heads" or "queryHeads" or "keyValueHeads" => "Give the number of heads you want.",
        "headDim" or "keyDim" or "valueDim" => "Give the number of features of a head.",
        "feedForward" => "Give the number of units of the hidden layer.",
        "attentionUnits" => "Give the number of units of the attention.",
        "depthMultiplier" => "Give the number of outputs of each feature.",
        "inputDim" => "Give the number of ids: one more than the largest.",
        _ => "Give the number of outputs you want.",
    };

    /// <summary>Outputs that are a product of two numbers.</summary>
    protected static void RequireProduct(LayerDeclaration options, string argument, long outputs, LayerProblems problems)
    {
        if (outputs > MaxUnits)
            problems.Add(Ids.TooLarge, argument,
                Invariant($"heads of so many features are {outputs:N0} outputs; at most {MaxUnits:N0} are possible"), "Use fewer.");
    }

    protected static void RequireShare(LayerDeclaration options, string argument, LayerProblems problems)
    {
        double value = options.Double(argument);
        if (!(value >= 0 && value < 1))
            problems.Add(Ids.ArgumentOutOfRange, argument, Invariant($"{argument} must be in [0, 1); got {value}"),
                "It is the share of values that training drops: 0 drops none, 0.5 half.");
    }

    protected static void RequireSequence(string layer, Shape input, LayerProblems problems, string? wayOut = null)
    {
        if (!input.IsSequence)
            problems.Add(Ids.WrongShape, null, $"{layer} needs a sequence (steps x features); got one row of {input.Features}",
                wayOut ?? "Remove it, or put it before the layer that makes one row.");
    }

    /// <summary>An activation of values beside each other: softmax and its logarithm need more than one.</summary>
    protected static void RequireActivation(LayerDeclaration options, int features, LayerProblems problems)
    {
        RequireDefined<ActivationName>(options, "activation", "Activation", problems);
        string activation = Option(options, "activation");
        if (IsOverFeatures(activation) && features == 1)
        {
            int always = activation == nameof(ActivationName.Softmax) ? 1 : 0;
            problems.Add(Ids.WrongCombination, "activation", $"activation: {activation} over one feature is always {always}",
                "Use Activation.Sigmoid for one probability, or a feature for each class.");
        }
    }

    /// <summary>An activation of gates or states, each value by itself.</summary>
    protected static void RequireElementWise(LayerDeclaration options, string argument, LayerProblems problems)
    {
        RequireDefined<ActivationName>(options, argument, "Activation", problems, IsOverFeatures);
        string activation = Option(options, argument);
        if (IsOverFeatures(activation))
            problems.Add(Ids.UndefinedOption, argument,
                $"{argument}: {activation} is over the features of a row, so it is no function of one value of a gate or state",
                $"Use it in a layer after this one, [Activation(Activation.{activation})] or [Dense(units, Activation.{activation})].");
    }

    protected static void RequireDefined<TEnum>(
        LayerDeclaration options, string argument, string type, LayerProblems problems, System.Func<string, bool>? except = null)
        where TEnum : struct
    {
        if (!System.Enum.IsDefined(typeof(TEnum), options.Int(argument)))
            problems.Add(Ids.UndefinedOption, argument,
                Invariant($"{argument}: {type} has no member with the value {options.Int(argument)}"),
                $"Use one of {string.Join(", ", System.Enum.GetNames(typeof(TEnum)).Where(name => except?.Invoke(name) != true))}.");
    }
}

/// <summary>The library's <c>Activation</c>, which the generator cannot reference; a test compares the two.</summary>
internal enum ActivationName
{
    Linear, Relu, Tanh, Sigmoid, HardSigmoid, Elu, Selu, Exponential, Softsign, Softmax, LogSoftmax,
    Gelu, GeluTanh, Silu, Mish, Softplus, LeakyRelu, Relu6, HardSwish,
}

/// <summary>The library's <c>Initializer</c>, likewise.</summary>
internal enum InitializerName
{
    Zeros, Ones, GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, LecunNormal, RandomUniform, RandomNormal, Orthogonal,
}
