using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>Calls layers on values, one after the other, however a model was declared.</summary>
internal sealed class GraphBuilder
{
    private readonly ModelDeclaration _model;
    private readonly List<LayerNode> _nodes = [];
    private readonly Dictionary<string, Parameter> _parameters = [];
    private readonly Dictionary<Value, string> _names = [];
    private readonly Dictionary<Value, string> _meant = []; // without the layers that only training sees
    private readonly Dictionary<Value, Problem> _noisy = []; // what training alone changed, by a random number
    private Value _last;

    public GraphBuilder(ModelDeclaration model)
    {
        _model = model;
        Inputs = [.. model.Inputs.Select(input =>
            new Value(new Shape(input.Steps, input.Features, input.IsVariable), name: input.Name, groups: input.Groups))];
        foreach (var input in Inputs) _names[input] = _meant[input] = Inputs.Count == 1 ? "the input" : input.Name!;
        _last = Input;
    }

    public IReadOnlyList<Value> Inputs { get; }

    public Value Input => Inputs[0];

    /// <summary>The layer that made a value.</summary>
    public string NameOf(Value value) => _names[value];

    /// <summary>The value that a layer makes of others, or null after reporting what is wrong.</summary>
    public Value? Apply(LayerUse use, IReadOnlyList<Value> inputs)
    {
        var (options, name, layer, wrapped, problems) = use;
        var built = layer is WrapperLayer wrapper
            ? wrapper.Build(options, name, inputs, wrapped, problems)
            : layer.Build(options, name, inputs, problems);
        if (built is null) return null;
        var all = wrapped.Select(inner => (inner.Options, inner.Problems)).Prepend((options, problems));
        if (!_model.IsDouble && all.Any(one => !SinglePrecision.Holds(one.Item1, one.Item2))) return null;
        if (built.Count == 0) return inputs[0];
        if (built[0] is Gather && !HoldsIds(inputs[0]))
        {
            problems.Add(Ids.WrongShape, null,
                "Embedding needs the ids of the input; the layers before it have changed them", "Put Embedding first.");
            return null;
        }

        if (!FitsGroups(built, wrapped.Count > 0 ? wrapped[0].Problems : problems)) return null;
        if (PresenceOf(built[built.Count - 1], inputs, name) is { } presence) built = [.. built, presence];
        foreach (var operation in built) operation.Use = use.Number;
        if (!FitsParameters(built, name, problems, out long parameterCount)) return null;
        var last = built[built.Count - 1];
        last.Output.Recurrences = [.. built.OfType<Recurrence>()];
        bool isChain = inputs.Count == 1 && inputs[0] == _last;
        string meaning = string.Join(" ", all.Select(one => one.Item1.Meaning));
        string from = isChain ? "" : $" of {string.Join(", ", inputs.Select(NameOf))}";
        bool isMeantAsChain = inputs.Count == 1 && _meant[inputs[0]] == _meant[_last];
        string meant = isMeantAsChain ? "" : $" of {string.Join(", ", inputs.Select(input => _meant[input]))}";
        string unique = use.Number == 1 ? name : $"{name}/{use.Number}";
        _nodes.Add(new(unique, last.Declared + from, use.IsForTrainingAlone ? null : meaning + meant, built, parameterCount));
        if (last is Dropout { Rate: > 0 } or GaussianNoise { Deviation: > 0 } && use.IsForTrainingAlone)
        {
            var (noise, ofNoise) = all.Last();
            _noisy[last.Output] = ofNoise.Of(Ids.NoisyAnswer, null,
                $"{noise.Kind} is the last layer, so training compares answers that it changed at random",
                "Put it before the layer that answers, or remove it.");
        }

        _names[last.Output] = unique;
        _meant[last.Output] = use.IsForTrainingAlone ? _meant[inputs[0]] : unique;
        return _last = last.Output;
    }

    public ModelGraph Finish(params ModelOutput[] outputs)
    {
        Problem[] warnings =
            [.. outputs.Select(output => output.Value).Distinct().Where(_noisy.ContainsKey).Select(value => _noisy[value])];
        outputs = [.. outputs.Select(output => output.Value.Groups is null ? output : output with { Value = Joined(output.Value) })];
        foreach (var output in outputs) output.Value.IsOutput = true;
        return new(Inputs, Demand.Apply(_nodes, outputs), outputs) { Warnings = warnings };
    }

    // What is answered lies in one piece, whatever the layers need between the groups.
    private Value Joined(Value nested)
    {
        int producer = _nodes.FindIndex(node => node.Operations.Contains(nested.Producer!));
        var node = _nodes[producer];
        var join = new JoinGroups($"{node.Name}/groups", node.Declared, nested);
        _nodes[producer] = node with { Operations = [.. node.Operations, join] };
        return join.Output;
    }

    // A group whose sequence became a row is still there or not.
    private static GroupPresence? PresenceOf(Operation last, IReadOnlyList<Value> inputs, string name)
    {
        if (last.Output is not { Groups: not null, Shape: { IsSequence: false, IsMasked: false } } row) return null;
        var masked = inputs.FirstOrDefault(input => input.Groups is not null && input.Shape.IsMasked);
        return masked is null ? null : new GroupPresence($"{name}/presence", last.Declared, row, masked.MaskRoot);
    }

    // What a sample brings or keeps for a layer is one state, and not one for each group.
    private static bool FitsGroups(IReadOnlyList<Operation> built, LayerProblems problems)
    {
        var use = built.Where(operation => operation.ForGroups is not null).OfType<Recurrence>()
            .Select(recurrence => recurrence.StateUse).FirstOrDefault(use => use != default);
        if (use == default) return true;
        string argument = use.FromInput ? "initialState" : use.Returned ? "returnState" : "stateful";
        problems.Add(Ids.WrongCombination, argument,
            $"{argument} is for one state of a sample, and in the body of Each every group has its own", "Remove it.");
        return false;
    }

    private bool HoldsIds(Value value) => value.Producer is null || (value.Producer is Reverse reverse && HoldsIds(reverse.Input));

    // A layer that is called again has its parameters already, and they must be those that it needs here.
    private bool FitsParameters(IReadOnlyList<Operation> built, string name, LayerProblems problems, out long count)
    {
        count = 0;
        foreach (var parameter in built.SelectMany(operation => operation.Parameters).Distinct())
        {
            if (!_parameters.TryGetValue(parameter.Name, out var known))
            {
                _parameters.Add(parameter.Name, parameter);
                count += parameter.Count;
            }
            else if (!known.Shape.SequenceEqual(parameter.Shape))
            {
                problems.Add(Ids.WrongShape, null,
                    $"{name} was called before, on values of another size: its {parameter.Weight} is {Show(known)}, and here it would be "
                        + Show(parameter),
                    "Call it on values of the same size, or make a layer for each.");
                return false;
            }
        }

        return true;

        static string Show(Parameter parameter) => string.Join(" x ", parameter.Shape);
    }
}

/// <summary>A layer that is called.</summary>
/// <param name="Options">The layer as it was declared.</param>
/// <param name="Name">Its Keras name, unique in the model.</param>
/// <param name="Layer">What it means.</param>
/// <param name="Wrapped">The layers that it wraps.</param>
/// <param name="Problems">Where its mistakes go.</param>
internal sealed record LayerUse(
    LayerDeclaration Options, string Name, Layer Layer, IReadOnlyList<WrappedLayer> Wrapped, LayerProblems Problems)
{
    /// <summary>How often it is called with this call: from the second on it shares its weights.</summary>
    public int Number { get; set; } = 1;

    /// <summary>Whether it, or all that it wraps, changes no answer.</summary>
    public bool IsForTrainingAlone =>
        Layer.IsForTrainingAlone || (Wrapped.Count > 0 && Wrapped.All(inner => inner.Layer.IsForTrainingAlone));
}
