using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// Writes the fused element-wise part of a stage as a loop over the units. The activations that others wait for have loops of their own
/// before it (<see cref="FirstActivations"/>), of one function each: its constants fit 16 registers, those of two do not.
/// </summary>
internal sealed class LoopEmitter
{
    private readonly RecurrenceSchedule _schedule;
    private readonly int _stage;
    private readonly bool _backward;
    private readonly string _type;
    private readonly LocalNames _names = new(["V", "j", "count", "row", "scratch", LoopBody.Apply]);
    private readonly SortedDictionary<(PlaceKind, int), string> _places = [];
    private readonly List<LoopBody> _loops = [];
    private readonly HashSet<Expression> _stored = [];

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

    /// <summary>The buffers that the loop reads or writes: the row first, then the others, one each.</summary>
    public IReadOnlyList<Place> Parameters =>
        [.. _places.Keys.Select(key => new Place(key.Item1, key.Item1 is PlaceKind.Row or PlaceKind.Scratch ? 0 : key.Item2)).Distinct()];

    public void Write(SourceWriter writer, string method)
    {
        string parameters = string.Join(", ", Parameters.Select(place => $"Slab<{_type}> {ParameterName(place)}"));
        writer.BeginOptimized($"private static void {method}<V>({parameters}, int count) where V : struct, IVector<V, {_type}>");
        var loaded = _loops.Select(loop => loop.Functions).FirstOrDefault(functions => functions.Count > 0) ?? [];
        if (loaded.Count > 0) writer.Line(LoopBody.LoadActivations(_type));
        var blocks = _places.Where(place => place.Key.Item1 is PlaceKind.Row or PlaceKind.Scratch).ToList();
        if (blocks.Count > 0)
        {
            var addresses = blocks.Select(block => $"{block.Value} = {BlockAddress(block.Key.Item1, block.Key.Item2)}");
            writer.Line($"Slab<{_type}> {string.Join(", ", addresses)};");
        }

        foreach (var loop in _loops)
        {
            if (loop != _loops[0]) writer.Line();
            if (loop.Functions.Count > 0)
            {
                if (!loop.Functions.SequenceEqual(loaded)) writer.Line($"{LoopBody.Apply} = {LoopBody.LoadedActivations(_type)};");
                loaded = loop.Functions;
            }

            writer.Begin("for (int j = 0; j < count; j += V.Count)");
            foreach (string statement in loop.Statements) writer.Line(statement);
            writer.End();
        }

        writer.End();
    }

    private void AddLoop(IEnumerable<(Place Place, Expression Value)> stores)
    {
        // A local may have the name of one in the loop before, but no name of the method.
        var body = new LoopBody(_type, new([], _names), value => Loads(value) is { } place ? Load(place) : null);
        foreach (var (place, value) in stores)
        {
            value.As(place.Kind == PlaceKind.StateGradient ? "d" + StateName(place) : "value");
            body.Local(value);
        }

        body.Store(stores.Select(store => (store.Value, Address(store.Place), Overwritten(store.Place))));
        _loops.Add(body);
    }

    // A state after the step may lie where it lay before.
    private string? Overwritten(Place place) => place.Kind switch
    {
        PlaceKind.Row => Load(place),
        PlaceKind.NextState => _places.ContainsKey((PlaceKind.State, place.Index)) ? Load(new(PlaceKind.State, place.Index)) : "",
        _ => null,
    };

    private string StateName(Place place) => _schedule.Cell.States[place.Index].Before.Name!;

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
        return _places[(place.Kind, place.Index)] = _names.Unique(place.Kind switch
        {
            PlaceKind.Row => "at" + Names.Pascal(_schedule.BlockName(place.Index)),
            PlaceKind.State => StateName(place) + "Before",
            PlaceKind.NextState => StateName(place) + "After",
            PlaceKind.Mask => "maskAt",
            PlaceKind.StepMask => "stepMask",
            PlaceKind.Vector => Names.Camel(_schedule.Cell.Vectors[place.Index].Weight) + "At",
            PlaceKind.StateGradient => "d" + StateName(place) + "Carried",
            PlaceKind.OutputGradient => "dOutput",
            _ => "scratch" + place.Index,
        });
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

    // A step's mask has one value for each lane, whatever the unit.
    private string Load(Place place) =>
        $"V.Load({Address(place)}, {(place.Kind == PlaceKind.StepMask ? $"j % Tile<{_type}>.Lanes" : "j")})";
}
