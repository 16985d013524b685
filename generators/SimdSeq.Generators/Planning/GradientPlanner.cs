using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>
/// Gives the gradients of values their places, in the order in which they are computed: last operation first. The first consumer of a value
/// writes its gradient, the others add theirs; when the producer's turn comes, it is whole, and the producer's own.
/// </summary>
internal sealed class GradientPlanner(ModelGraph graph, ModelMemory memory, PlannedValues values, bool withInputGradient)
{
    private readonly Dictionary<Operation, GradientPlace?[]> _places = [];
    private readonly HashSet<Value> _wanted = [];
    private readonly HashSet<Value> _begun = [];
    private Buffer? _inputGradient;

    public IReadOnlyList<GradientPlace?> Of(Operation operation) => _places[operation];

    public void Plan()
    {
        foreach (var operation in graph.Operations) _places[operation] = new GradientPlace?[operation.Inputs.Count];
        if (memory.PredictsOnly) return;
        if (withInputGradient) _wanted.UnionWith(graph.Inputs);
        foreach (var operation in graph.Operations)
        {
            if (operation.Parameters.Count > 0 || operation.Inputs.Any(_wanted.Contains)) _wanted.Add(operation.Output);
        }

        // By the loss, also where nobody reads it.
        foreach (var output in graph.Outputs)
        {
            values[output.Value].Gradient = NewBuffer(output.Value, "OutputGradient", memory.LossTime);
            _begun.Add(output.Value);
        }

        // One behind the other, and then those of states, which later layers leave there.
        foreach (var input in withInputGradient && IsInputPlaceFixed ? graph.Inputs : []) Find(input, memory.LossTime);
        foreach (var operation in graph.Operations.Reverse()) Plan(operation);
        foreach (var value in _wanted.Where(value => values[value].Gradient is not null))
            values[value].Gradient!.Buffer.LiveUntil(value.Producer is { } producer ? memory.GradientTime(producer) : memory.End);
    }

    private bool IsInputPlaceFixed => graph.Inputs.Count > 1 || graph.InitialStateValues > 0;

    private void Plan(Operation operation)
    {
        var places = _places[operation];
        if (values[operation.Output].Gradient is not { } gradient) return;
        for (int i = 0; i < places.Length; i++)
        {
            var input = operation.Inputs[i];
            if (!_wanted.Contains(input)) continue;
            var plan = values[input];
            bool isFirst = _begun.Add(input);
            if (isFirst && SharedPlace(operation, i, gradient, places) is { } shared)
            {
                plan.Gradient = shared;
                places[i] = new(shared, Adds: false, IsThere: operation.PassesGradient);
            }
            else if (isFirst || operation.AddsInputGradients)
            {
                places[i] = new(Find(input, memory.GradientTime(operation)), Adds: !isFirst);
            }
            else
            {
                string name = Names.Pascal(operation.Name) + "InputGradient" + (places.Length == 1 ? "" : $"{i + 1}");
                var part = memory.Reserve(operation, name, input.Shape.Values, Lifetime.GradientsOnly);
                places[i] = new(new(part, 0, input.Shape.Features), Adds: false, AddedTo: plan.Gradient);
            }
        }
    }

    // Where the gradient of an input that has no other consumer lies in the memory of the output's.
    private ValueView? SharedPlace(Operation operation, int input, ValueView gradient, GradientPlace?[] places)
    {
        var value = operation.Inputs[input];
        if (value.Consumers.Count != 1 || value.Producer is null && IsInputPlaceFixed) return null;
        if (operation.IsReshape) return gradient with { Stride = value.Shape.Features };
        if (operation.JoinsColumns && (value.Producer?.TakesColumns == true || value.Shape.Rows == 1))
            return gradient.Shifted(operation.Inputs.Take(input).Sum(other => other.Shape.Features));
        bool isTaken = places.Any(place => place?.View == gradient);
        return operation.WorksInPlace && !isTaken && value.Shape == operation.OutputShape ? gradient : null;
    }

    private ValueView Find(Value value, int time) => values[value].Gradient ??= value.Producer is null
        ? OfInput(value, time)
        : NewBuffer(value, Names.Pascal(value.Producer.Name) + "OutputGradient", time);

    private ValueView OfInput(Value input, int time)
    {
        long features = graph.Inputs.Sum(one => one.Values) + graph.InitialStateValues;
        _inputGradient ??= memory.Workspace.Reserve(memory.Names.Claim("InputGradient"), features, time, time);
        long before = graph.Inputs.TakeWhile(one => one != input).Sum(one => one.Values);
        return InGroups(new(_inputGradient, before, input.Shape.Features), input);
    }

    private ValueView NewBuffer(Value value, string name, int time) =>
        InGroups(new(memory.Workspace.Reserve(memory.Names.Claim(name), value.Values, time, time), 0, value.Shape.Features), value);

    private static ValueView InGroups(ValueView view, Value value) =>
        value.Groups is null ? view : view with { GroupStride = value.Shape.Values };
}
