using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// Writes the fused element-wise part of a stage as a loop over the units, in the names of the equations. The activations that others wait
/// for have loops of their own before it (<see cref="FirstActivations"/>), of one function each: its constants fit 16 registers, those of
/// two do not.
/// </summary>
internal sealed class LoopEmitter
{
    /// <summary>What emitted loops call the loaded activations.</summary>
    public const string Apply = "apply";

    private readonly RecurrenceSchedule _schedule;
    private readonly int _stage;
    private readonly bool _backward;
    private readonly string _type;
    private readonly Dictionary<Expression, (string Name, int End)> _locals = [];
    private readonly LocalNames _names = new(["V", "j", "count", "row", "scratch", Apply]);
    private readonly SortedDictionary<(PlaceKind, int), string> _places = [];
    private readonly List<Loop> _loops = [];
    private readonly HashSet<Expression> _stored = [];
    private LocalNames _localNames = null!;
    private List<string> _statements = [];
    private SortedSet<string> _functions = [];

    public LoopEmitter(RecurrenceSchedule schedule, int stage, bool backward, string type)
    {
        _schedule = schedule;
        _stage = stage;
        _backward = backward;
        _type = type;
        var stores = (backward ? schedule.Backward : schedule.Forward)[stage].Stores;
        var first = backward ? [] : schedule.FirstActivations(stage, stores.Select(store => store.Value));
        var loops = first
            .Select(group => stores.Where(store => store.Place.Kind == PlaceKind.Row && group.Contains(store.Value)).ToList())
            .Where(gates => gates.Count > 0).ToList();
        var ahead = loops.SelectMany(gates => gates).ToList();
        foreach (var gates in loops) AddLoop(gates);
        _stored.UnionWith(ahead.Select(store => store.Value));
        AddLoop(stores.Except(ahead));
    }

    private void AddLoop(IEnumerable<(Place Place, Expression Value)> stores)
    {
        _statements = [];
        _functions = [];
        _locals.Clear();
        _localNames = new([], _names); // a local may have the name of one in the loop before, but no name of the method
        foreach (var (place, value) in stores) Compute(value, place);

        // At once where nothing behind it reads what it overwrites, so that no register holds it.
        var lines = new List<(int Line, string Text)>();
        foreach (var (place, value) in stores)
        {
            var (name, end) = _locals[value];
            lines.Add((IsFreeFrom(end, place) ? end : _statements.Count, $"{name}.Store({Address(place)}, j);"));
        }

        foreach (var (line, text) in lines.OrderBy(store => store.Line).Reverse()) _statements.Insert(line, text);
        _loops.Add(new(_statements, _functions));
    }

    // A state after the step may lie where it lay before.
    private bool IsFreeFrom(int line, Place place)
    {
        if (place.Kind is not (PlaceKind.Row or PlaceKind.NextState)) return false;
        var read = place.Kind == PlaceKind.Row ? place : new(PlaceKind.State, place.Index);
        return !_places.ContainsKey((read.Kind, read.Index)) || !_statements.Skip(line).Any(statement => statement.Contains(Load(read)));
    }

    /// <summary>The buffers that the loop reads or writes: the row first, then the others, one each.</summary>
    public IReadOnlyList<Place> Parameters =>
        [.. _places.Keys.Select(key => new Place(key.Item1, key.Item1 is PlaceKind.Row or PlaceKind.Scratch ? 0 : key.Item2)).Distinct()];

    public void Write(SourceWriter writer, string method)
    {
        string parameters = string.Join(", ", Parameters.Select(place => $"Slab<{_type}> {ParameterName(place)}"));
        writer.BeginOptimized($"private static void {method}<V>({parameters}, int count) where V : struct, IVector<V, {_type}>");
        var loaded = _loops.Select(loop => loop.Functions).FirstOrDefault(functions => functions.Count > 0) ?? [];
        if (loaded.Count > 0) writer.Line(LoadActivations(_type));
        var blocks = _places.Where(place => place.Key.Item1 is PlaceKind.Row or PlaceKind.Scratch).ToList();
        if (blocks.Count > 0)
            writer.Line($"Slab<{_type}> {string.Join(", ", blocks.Select(block => $"{block.Value} = {BlockAddress(block.Key.Item1, block.Key.Item2)}"))};");
        foreach (var loop in _loops)
        {
            if (loop != _loops[0]) writer.Line();
            if (loop.Functions.Count > 0)
            {
                if (!loop.Functions.SequenceEqual(loaded)) writer.Line($"{Apply} = {LoadedActivations(_type)};");
                loaded = loop.Functions;
            }

            writer.Begin("for (int j = 0; j < count; j += V.Count)");
            foreach (string statement in loop.Statements) writer.Line(statement);
            writer.End();
        }

        writer.End();
    }

    /// <summary>Before a loop, so that the constants of the activations are in registers throughout.</summary>
    public static string LoadActivations(string type) => $"Activations<V, {type}> {Apply} = {LoadedActivations(type)};";

    private static string LoadedActivations(string type) => $"Activations<V, {type}>.Load()";

    private static string BlockAddress(PlaceKind kind, int block)
    {
        string start = kind == PlaceKind.Row ? "row" : "scratch";
        return block switch { 0 => start, 1 => $"{start} + count", _ => $"{start} + {block} * count" };
    }

    private string ParameterName(Place place) => place.Kind switch
    {
        PlaceKind.Row => "row",
        PlaceKind.Scratch => "scratch",
        _ => _places[(place.Kind, place.Index)],
    };

    private string Address(Place place)
    {
        if (_places.TryGetValue((place.Kind, place.Index), out string? known)) return known;
        string state = place.Kind is PlaceKind.State or PlaceKind.NextState or PlaceKind.Carried ? _schedule.Cell.States[place.Index].Before.Name! : "";
        return _places[(place.Kind, place.Index)] = _names.Unique(place.Kind switch
        {
            PlaceKind.Row => "at" + Names.Pascal(_schedule.BlockName(place.Index)),
            PlaceKind.State => state + "Before",
            PlaceKind.NextState => state + "After",
            PlaceKind.Mask => "maskAt",
            PlaceKind.StepMask => "stepMask",
            PlaceKind.Vector => Names.Camel(_schedule.Cell.Vectors[place.Index].Weight) + "At",
            PlaceKind.Carried => "d" + state + "Carried",
            PlaceKind.External => "dOutput",
            _ => "scratch" + place.Index,
        });
    }

    private void Compute(Expression value, Place place)
    {
        value.As(place.Kind == PlaceKind.Carried ? "d" + _schedule.Cell.States[place.Index].Before.Name : "value");
        Local(value);
    }

    private string Local(Expression value)
    {
        if (_locals.TryGetValue(value, out var known)) return known.Name;
        string text = Loads(value) is { } place ? Load(place) : value is Constant ? Vector(value, 0) : Print(value, 0);
        string name = _localNames.Unique(value.Name!);
        _statements.Add($"V {name} = {text};");
        _locals[value] = (name, _statements.Count);
        return name;
    }

    // What lies in memory from an earlier stage (backward: from the forward pass) is loaded; the rest is computed here.
    private Place? Loads(Expression value)
    {
        var place = _schedule.PlaceOf(value, _backward);
        bool isThere = value is Leaf or LinearSum or TransposedSum or Partial
            || (_backward && _schedule.PlaceOf(value, false) is not null)
            || _schedule.StageOf(value, _backward) < _stage || _stored.Contains(value);
        return isThere ? place : null;
    }

    private string Operand(Expression value, int precedence)
    {
        if (_locals.TryGetValue(value, out var known)) return known.Name;
        if (value.Name is not null) return Local(value);
        return Loads(value) is { } place ? Load(place) : Print(value, precedence);
    }

    // A step's mask has one value for each lane, whatever the unit.
    private string Load(Place place) => $"V.Load({Address(place)}, {(place.Kind == PlaceKind.StepMask ? $"j % Tile<{_type}>.Lanes" : "j")})";

    private string Print(Expression value, int precedence)
    {
        var (text, own) = value switch
        {
            Constant constant => (Number(constant.Value), 4),
            Arithmetic { Operator: '*', Right: Constant } a => ($"{Operand(a.Right, 2)} * {Operand(a.Left, 3)}", 2),
            Arithmetic { Operator: '*' } a => (InOrder(a, 2), 2),
            Arithmetic a => (InOrder(a, 1), 1),
            Negation n => ($"-{Operand(n.Operand, 3)}", 3),
            Applied { Activation: "Linear" } a => (Vector(a.Operand, precedence), 4),
            Applied a => (Function(a.Activation, a.Operand), 4),
            Choice c => ($"V.Select({Operand(c.Mask, 0)}, {Vector(c.WhenSet, 0)}, {Vector(c.WhenClear, 0)})", 4),
            Slope s => (Function(s.Activation + "Slope", s.Output), 4),
            _ => throw new InvalidOperationException($"{value.GetType().Name} {value.Name} has neither a place nor a formula at stage {_stage}."),
        };
        return own < precedence ? $"({text})" : text;
    }

    // What lies in memory is loaded after what is computed, so that no register holds it meanwhile.
    private string InOrder(Arithmetic a, int precedence)
    {
        if (Loads(a.Left) is null || Loads(a.Right) is not null) return $"{Operand(a.Left, precedence)} {a.Operator} {Right()}";
        string right = Right();
        return $"{Operand(a.Left, precedence)} {a.Operator} {right}";

        string Right() => a.Operator == '*' ? Operand(a.Right, 3) : Vector(a.Right, 2);
    }

    private string Function(string name, Expression operand)
    {
        _functions.Add(name);
        return $"{Apply}.{name}({Vector(operand, 0)})";
    }

    // Constants stand on the left of an operator in IVector; on the right they are spread over a vector.
    private string Vector(Expression value, int precedence) =>
        value is Constant constant ? $"V.Broadcast({Number(constant.Value)})" : Operand(value, precedence);

    private string Number(double value)
    {
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        return value == Math.Floor(value) && Math.Abs(value) < 1e6 ? digits : digits + (_type == "float" ? "f" : "");
    }

    /// <summary>The statements of a loop, and the functions that it applies in alphabetical order.</summary>
    private sealed record Loop(IReadOnlyList<string> Statements, IReadOnlyCollection<string> Functions);
}
