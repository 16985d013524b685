using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// Emits one step of a recurrence for one sample: the same stages as for a tile, with products whose lanes are units. Without dropout
/// even the loops are the same methods.
/// </summary>
internal sealed class RecurrenceStreamEmitter
{
    private readonly Recurrence _operation;
    private readonly RecurrenceSchedule _schedule;
    private readonly bool _hasOwnLoops;
    private readonly ModelMemory _memory;
    private readonly string _prefix;

    public RecurrenceStreamEmitter(Recurrence operation, RecurrenceSchedule tileSchedule, ModelMemory memory, string prefix)
    {
        _operation = operation;
        _memory = memory;
        _prefix = prefix;
        _hasOwnLoops = operation.StreamCell != operation.Cell;
        _schedule = _hasOwnLoops ? new RecurrenceSchedule(operation.StreamCell, operation.ReturnSequences, withBackward: true) : tileSchedule;
    }

    public string Input { get; set; } = "";

    /// <summary>Offset constant of the value that is zero when this step is not there.</summary>
    public string? InputMask { get; set; }

    private Cell Cell => _schedule.Cell;

    private int Padded => _memory.Padded(Cell.Units);

    // A state may be overwritten in place when only the last loop, which reads it at the same units, writes it.
    private bool IsInPlace => _schedule.Forward.Take(_schedule.Forward.Count - 1).All(stage => stage.Stores.All(store => store.Place.Kind != PlaceKind.NextState));

    public string Reserve()
    {
        _memory.Stream.Reserve(_prefix + "StreamRow", _schedule.Blocks * Padded);
        for (int s = 0; s < Cell.States.Count; s++)
        {
            _memory.Stream.Reserve(State(s), Padded);
            if (!IsInPlace) _memory.Stream.Reserve(State(s) + "Next", Padded);
        }

        return State(0);
    }

    public void Write(SourceWriter writer)
    {
        string slab = $"Slab<{_memory.Type}>";
        writer.Summary($"One step of {_operation.Declared} for one sample.");
        writer.Begin($"private static void {_prefix}Stream<V>({slab} parameters, {slab} packed, {slab} stream) where V : struct, IVector<V, {_memory.Type}>");
        if (InputMask is not null) writer.Line($"if (stream[{InputMask}] == 0) return; // a step that is not there leaves the states as they are");
        writer.Line($"{slab} row = stream + {_prefix}StreamRow, {string.Join(", ", Cell.States.Select((state, s) => $"{state.Before.Name} = stream + {State(s)}"))};");
        foreach (var run in _schedule.InputProducts) WriteProduct(writer, run, $"stream + {Input}");
        for (int i = 0; i < _schedule.Forward.Count; i++)
        {
            foreach (var run in _schedule.Forward[i].Products) WriteProduct(writer, run, Address(run.Source!.Value));
            if (_schedule.Forward[i].Stores.Count == 0) continue;
            var loop = new LoopEmitter(_schedule, i, backward: false, _memory.Type);
            writer.Line($"{Loop(i)}<V>({string.Join(", ", loop.Parameters.Select(Address))}, count: {Padded});");
        }

        if (!IsInPlace)
        {
            for (int s = 0; s < Cell.States.Count; s++) writer.Line($"(stream + {State(s)}Next).CopyTo(stream + {State(s)}, {Padded});");
        }

        writer.End();
        if (!_hasOwnLoops) return;
        for (int i = 0; i < _schedule.Forward.Count; i++)
        {
            if (_schedule.Forward[i].Stores.Count == 0) continue;
            writer.Line();
            new LoopEmitter(_schedule, i, backward: false, _memory.Type).Write(writer, Loop(i));
        }
    }

    public static string LoopName(string prefix, IReadOnlyList<Stage> stages, int stage, bool backward)
    {
        var loops = stages.Select((s, i) => (s.Stores.Count, i)).Where(s => s.Count > 0).Select(s => s.i).ToList();
        string number = loops.Count == 1 ? "" : $"{loops.IndexOf(stage) + 1}";
        return $"{prefix}Cell{(backward ? "Backward" : "")}{number}";
    }

    private string Loop(int stage) => LoopName(_hasOwnLoops ? _prefix + "Stream" : _prefix, _schedule.Forward, stage, backward: false);

    // A stream's blocks are padded to whole vectors, so a product over several blocks is one call only where the padding is none.
    private void WriteProduct(SourceWriter writer, ProductRun run, string source)
    {
        int units = Cell.Units, calls = Padded == units ? 1 : run.Columns / units, columns = run.Columns / calls;
        string method = run.Start switch { Start.Bias => "Affine", Start.Zero => "Product", _ => "Accumulate" };
        for (int call = 0; call < calls; call++)
        {
            string bias = run.Start == Start.Bias ? $"bias: packed + {_prefix}RowBias{Plus((run.Block + call) * units)}, " : "";
            writer.Line($"VectorProduct.{method}<V, {_memory.Type}>({source}, weights: parameters + {run.Kernel.Constant}{Plus(run.Column + call * columns)}, weightStride: {run.Kernel.Columns}, "
                + $"{bias}y: row{Plus((run.Block + call) * Padded)}, inputs: {run.Kernel.Shape[0]}, outputs: {columns});");
        }
    }

    private string Address(Place place) => place.Kind switch
    {
        PlaceKind.Row => $"row{Plus(place.Index * Padded)}",
        PlaceKind.State => Cell.States[place.Index].Before.Name!,
        PlaceKind.Vector => $"parameters + {Cell.Vectors[place.Index].Constant}",
        _ => IsInPlace ? Cell.States[place.Index].Before.Name! : $"stream + {State(place.Index)}Next",
    };

    public string State(int index) => _prefix + "Stream" + Names.Pascal(Cell.States[index].Before.Name!);

    private static string Plus(int offset) => offset == 0 ? "" : $" + {offset}";
}
