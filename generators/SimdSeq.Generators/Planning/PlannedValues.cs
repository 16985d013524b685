using System;
using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Differentiation;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>
/// Gives every value its place. A value lies in a buffer of its own, but for three kinds: a reshape is the same memory read otherwise;
/// element-wise arithmetic overwrites a value that nobody else wants; and what is only put side by side with others is written there at
/// once.
/// </summary>
internal sealed class PlannedValues
{
    private readonly Dictionary<Value, ValuePlan> _plans = [];
    private readonly Dictionary<Operation, ElementWiseGradients> _gradients = [];
    private readonly Dictionary<Operation, ValueView> _joined = [];
    private readonly HashSet<Value> _fixedInStream = []; // what nobody may overwrite in a stream
    private readonly ModelGraph _graph;
    private readonly ModelMemory _memory;
    private readonly GradientPlanner _gradientPlanner;

    public PlannedValues(ModelGraph graph, ModelMemory memory, bool withInputGradient)
    {
        _graph = graph;
        _memory = memory;
        foreach (var operation in graph.Operations)
        {
            if (operation.Equation is { } equation) _gradients.Add(operation, ElementWiseGradients.Of(equation));
        }

        _gradientPlanner = new(graph, memory, this, withInputGradient);
        PlaceInputs();
        foreach (var operation in graph.Operations) Place(operation);
        foreach (var operation in graph.Operations) Keep(operation);
        // The loss reads them, and whoever wants the answers.
        foreach (var output in graph.Outputs) this[output.Value].View.Buffer.LiveUntil(memory.LossTime);
        _gradientPlanner.Plan();
    }

    public ValuePlan this[Value value] => _plans[value];

    /// <summary>The model's inputs, one behind the other; the states that samples bring with them follow.</summary>
    public IReadOnlyList<ValuePlan> Inputs => [.. _graph.Inputs.Select(input => _plans[input])];

    /// <summary>The model's answers.</summary>
    public IReadOnlyList<ValuePlan> Outputs => [.. _graph.Outputs.Select(output => _plans[output.Value])];

    /// <summary>The derived gradients of an operation that is arithmetic.</summary>
    public ElementWiseGradients? Gradients(Operation operation) => _gradients.TryGetValue(operation, out var gradients) ? gradients : null;

    public IReadOnlyList<GradientPlace?> InputGradients(Operation operation) => _gradientPlanner.Of(operation);

    private void PlaceInputs()
    {
        long features = _graph.Inputs.Sum(input => input.Values) + _graph.InitialStateValues, offset = 0;
        var buffer = _memory.Workspace.Reserve(_memory.Names.Claim("Input"), features, 0, _memory.LossTime);
        foreach (var input in _graph.Inputs)
        {
            var shape = input.Shape;
            string name = _graph.Inputs.Count == 1 ? "Input" : Names.Pascal(input.Name!);
            var plan = new ValuePlan(input, new ValueView(buffer, offset, shape.Features, GroupStride(input, shape.Values)));
            if (shape.IsMasked) plan.Mask = ReserveMask(name + "StepMask", input, 0);
            if (_memory.Rates is { } rates && !rates.IsOfSteps(input)) PlaceSource(plan, "Stream" + name);
            else if (_graph.IsStreamed && (_graph.Inputs.Count > 1 || input.Consumers.Any(consumer => consumer.ReadsWholeVectors)))
                plan.Stream = _memory.Stream.Reserve("Stream" + name, shape.Features);
            _plans.Add(input, plan);
            offset += input.Values;
        }
    }

    private void Place(Operation operation)
    {
        var inputs = operation.Inputs.Select(input => _plans[input]).ToList();
        var replaced = inputs.FirstOrDefault(input => MayOverwrite(operation, input.Value));
        var plan = new ValuePlan(operation.Output, View(operation, inputs, replaced));
        PassMask(operation, inputs, plan);
        if (_graph.IsOfSteps(operation)) PlaceInStream(operation, inputs, replaced, plan);
        else if (_graph.IsStreamed) PlaceSource(plan, $"{Names.Pascal(operation.Name)}Source{operation.OutputName}");
        _plans.Add(operation.Output, plan);
    }

    private ValueView View(Operation operation, List<ValuePlan> inputs, ValuePlan? replaced)
    {
        if (operation.IsReshape) return inputs[0].View with { Stride = operation.OutputShape.Features };
        if (replaced is not null) return replaced.View;
        if (JoinOf(operation.Output) is { } join)
        {
            var both = Joined(join, operation);
            int column = join.Inputs.TakeWhile(input => input != operation.Output).Sum(input => input.Shape.Features);
            return both.Shifted(column);
        }

        return operation.JoinsColumns && operation.Inputs.Any(input => JoinOf(input) is not null)
            ? Joined(operation, operation)
            : NewBuffer(operation, operation, operation.Margin);
    }

    private ValueView NewBuffer(Operation operation, Operation first, (int Before, int After) margin)
    {
        var shape = operation.OutputShape;
        string name = _memory.Names.Claim(Names.Pascal(operation.Name) + operation.OutputName);
        long features = ((long)margin.Before + shape.Rows + margin.After) * shape.Features, groups = operation.Output.Groups ?? 1;
        var buffer = _memory.Workspace.Reserve(name, groups * features, _memory.ForwardTime(first), _memory.ForwardTime(operation));
        return new ValueView(buffer, 0, shape.Features, GroupStride(operation.Output, features)).FromRow(margin.Before);
    }

    // The operation that puts a value side by side with others, if its producer can write it there.
    private Operation? JoinOf(Value value) =>
        value is { Producer.TakesColumns: true, Consumers.Count: 1 } && value.Consumers[0] is { JoinsColumns: true } join
            && !_graph.IsOutput(value)
            ? join : null;

    // One buffer for all of them, with the margins that any of them wants; it is there when the first of them is.
    private ValueView Joined(Operation join, Operation first)
    {
        if (_joined.TryGetValue(join, out var view)) return view;
        var margins = join.Inputs.Where(input => JoinOf(input) is not null).Select(input => input.Producer!.Margin).ToList();
        return _joined[join] = NewBuffer(join, first, (margins.Max(margin => margin.Before), margins.Max(margin => margin.After)));
    }

    private bool MayOverwrite(Operation operation, Value input) =>
        operation.WorksInPlace && input.Shape == operation.OutputShape && !ReadsInputs(operation) && !IsReadAgain(input)
        && _plans[input].View.Stride == input.Shape.Features;

    // Whether anybody but its one consumer reads the memory of a value, now or for a gradient.
    private bool IsReadAgain(Value value) =>
        value.Producer is not { } producer || value.Consumers.Count != 1 || _graph.IsOutput(value)
        || ReadsOutput(producer)
        || producer.Inputs.Any(input => _plans[input].View.Buffer == _plans[value].View.Buffer && IsReadAgain(input));

    private void PassMask(Operation operation, List<ValuePlan> inputs, ValuePlan plan)
    {
        if (!operation.OutputShape.IsMasked) return;
        if (operation.MakesMask)
        {
            plan.Mask = ReserveMask(Names.Pascal(operation.Name) + "StepMask", operation.Output, _memory.ForwardTime(operation));
            if (_memory.Rates?[operation.Output].MayMiss == true)
                plan.StreamMask = _memory.Stream.Reserve(Names.Pascal(operation.Name) + "StreamMask", 1);
            return;
        }

        plan.Mask = inputs.Select(input => input.Mask).First(mask => mask is not null);
        if (inputs.FirstOrDefault(input => input.StreamMask is not null) is not { } masked) return;
        var rates = _memory.Rates!;
        int rows = rates.RowsBehind(masked.Value, rates[operation.Output]);
        plan.StreamMask = _memory.Delays.Of(masked.StreamMask, 1, rows, rates[masked.Value], operation);
    }

    private ValueView ReserveMask(string name, Value value, int from)
    {
        int rows = value.Shape.Rows;
        long all = (long)rows * (value.Groups ?? 1);
        return new(_memory.Workspace.Reserve(_memory.Names.Claim(name), all, from, _memory.End), 0, 1, GroupStride(value, rows));
    }

    private static long GroupStride(Value value, long features) => value.Groups is null ? 0 : features;

    private void PlaceInStream(Operation operation, List<ValuePlan> inputs, ValuePlan? replaced, ValuePlan plan)
    {
        if (operation.PassesInStream(inputs[0].StreamMask is not null))
        {
            plan.Stream = inputs[0].Stream;
            _fixedInStream.Add(operation.Output);
        }
        else if (replaced is not null && !_fixedInStream.Contains(replaced.Value) && ComesWith(replaced.Value, operation.Output))
        {
            plan.Stream = replaced.Stream;
        }
        else
        {
            if (operation.RemembersInStream) _fixedInStream.Add(operation.Output);
            string name = $"{Names.Pascal(operation.Name)}Stream{operation.OutputName}";
            plan.Stream = _memory.Stream.Reserve(name, operation.OutputShape.Features);
        }
    }

    // What steps read of a source is copied once, behind the pass over all of it.
    private void PlaceSource(ValuePlan plan, string name)
    {
        var value = plan.Value;
        bool isByRow = _graph.RowsOfSource().Contains(value);
        if (isByRow) plan.StreamRows = _memory.Stream.Reserve(name + "Rows", value.Values);
        if (isByRow || _graph.ValuesOfSource().Contains(value)) plan.Stream = _memory.Stream.Reserve(name, value.Shape.Features);
        _fixedInStream.Add(value);
        plan.View.Buffer.LiveUntil(_memory.SourceTime);
    }

    // What stands until a later step may be read at each of them.
    private bool ComesWith(Value replaced, Value output) =>
        _memory.Rates![replaced].IsAs(_memory.Rates[output], withEnd: _memory.Rates.Delay > 0);

    // How long a value lives: until its last reader, forward or for a gradient.
    private void Keep(Operation operation)
    {
        foreach (var input in operation.Inputs)
        {
            var buffer = _plans[input].View.Buffer;
            buffer.LiveUntil(_memory.ForwardTime(operation));
            if (ReadsInputs(operation)) buffer.LiveUntil(_memory.GradientTime(operation));
        }

        var output = _plans[operation.Output].View.Buffer;
        output.LiveUntil(_memory.ForwardTime(operation));
        if (ReadsOutput(operation)) output.LiveUntil(_memory.GradientTime(operation));
    }

    private bool ReadsInputs(Operation operation) =>
        !_memory.PredictsOnly && (operation.GradientReadsInputs || Gradients(operation)?.ReadsInputs == true);

    private bool ReadsOutput(Operation operation) =>
        !_memory.PredictsOnly && (operation.GradientReadsOutput || Gradients(operation)?.ReadsOutput == true);
}
