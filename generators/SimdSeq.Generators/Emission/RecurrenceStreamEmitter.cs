using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// Emits one step of a recurrence for one sample: the same stages as for a tile, with products whose lanes are units, and with loops that
/// keep nothing for a backward pass.
/// </summary>
internal sealed class RecurrenceStreamEmitter
{
    private readonly Recurrence _operation;
    private readonly RecurrenceSchedule _schedule;
    private readonly ModelMemory _memory;
    private readonly StateNames _states;
    private readonly string _prefix;
    private readonly List<IReadOnlyList<StreamProduct>> _products;
    private readonly Dictionary<StreamProduct, string> _packed = [];
    private bool _hasOwnBias;

    public RecurrenceStreamEmitter(Recurrence operation, ModelMemory memory, StateNames states, string prefix)
    {
        _operation = operation;
        _memory = memory;
        _states = states;
        _prefix = prefix;
        _schedule = new RecurrenceSchedule(operation.StreamCell, operation.ReturnSequences, withBackward: false);
        _products = [.. _schedule.Forward.Select((stage, i) => StreamProduct.Of(i == 0 ? _schedule.InputProducts.Concat(stage.Products) : stage.Products, Cell.Units, IsPadded))];
    }

    public string Input { get; set; } = "";

    /// <summary>Offset constant of the value that is zero when this step is not there.</summary>
    public string? InputMask { get; set; }

    private Cell Cell => _schedule.Cell;

    private int Padded => _memory.Padded(Cell.Units);

    private bool IsPadded => Padded != Cell.Units;

    private bool IsInPlace => _schedule.OverwritesStates;

    public string Reserve()
    {
        _memory.Stream.Reserve(_prefix + "StreamRow", _schedule.Blocks * Padded);
        for (int s = 0; s < Cell.States.Count; s++)
        {
            _memory.Stream.Reserve(_states.Streamed(s), Padded);
            if (!IsInPlace) _memory.Stream.Reserve(_states.Streamed(s) + "Next", Padded);
        }

        foreach (var product in _products.SelectMany(stage => stage).Where(product => product.IsPacked))
        {
            int earlier = _packed.Keys.Count(other => other.Kernel == product.Kernel);
            string constant = product.Kernel.Constant + "Streamed" + (earlier == 0 ? "" : $"{earlier + 1}");
            _packed[product] = _memory.Packed.Reserve(constant, product.Kernel.Shape[0] * Outputs(product));
        }

        _hasOwnBias = IsPadded && _schedule.Biases.Any();
        if (_hasOwnBias) _memory.Packed.Reserve(_prefix + "StreamBias", BiasBlocks * Padded);
        return _states.Streamed(0);
    }

    /// <summary>The statements of <c>Pack</c>, after those of the tile's.</summary>
    public void WritePack(SourceWriter writer)
    {
        foreach (var entry in _packed)
        {
            var (kernel, first, outputs) = (entry.Key.Kernel, entry.Key.Block, Outputs(entry.Key));
            foreach (var run in entry.Key.Runs)
                Pack($"parameters + {kernel.Constant}{Plus(run.Column)}", kernel.Shape[0], run.Columns / Cell.Units, kernel.Columns, entry.Value + Plus((run.Block - first) * Padded), outputs);
        }

        if (_hasOwnBias) Pack($"packed + {_prefix}RowBias", 1, BiasBlocks, BiasBlocks * Cell.Units, $"{_prefix}StreamBias", BiasBlocks * Padded);

        void Pack(string from, int rows, int blocks, int sourceStride, string to, int destinationStride) =>
            writer.Line($"VectorProduct.PackBlocks({from}, rows: {rows}, blocks: {blocks}, units: {Cell.Units}, sourceStride: {sourceStride}, "
                + $"packed + {to}, blockStride: {Padded}, destinationStride: {destinationStride});");
    }

    public void Write(SourceWriter writer)
    {
        string slab = $"Slab<{_memory.Type}>";
        writer.Summary($"One step of {_operation.Declared} for one sample.");
        writer.BeginOptimized($"private static void {_prefix}Stream<V>({slab} parameters, {slab} packed, {slab} stream, {slab} input) where V : struct, IVector<V, {_memory.Type}>");
        if (InputMask is not null) writer.Line($"if (stream[{InputMask}] == 0) return; // a step that is not there leaves the states as they are");
        var states = Enumerable.Range(0, Cell.States.Count).Select(s => $"{_states.Slab(s)} = stream + {_states.Streamed(s)}");
        writer.Line($"{slab} row = stream + {_prefix}StreamRow, {string.Join(", ", states)};");
        for (int i = 0; i < _schedule.Forward.Count; i++)
        {
            foreach (var product in _products[i]) WriteProduct(writer, product, product.Source is { } place ? Address(place) : Input);
            if (_schedule.Forward[i].Stores.Count == 0) continue;
            var loop = new LoopEmitter(_schedule, i, backward: false, _memory.Type);
            writer.Line($"{Loop(i)}<V>({string.Join(", ", loop.Parameters.Select(Address))}, count: {Padded});");
        }

        if (!IsInPlace)
        {
            for (int s = 0; s < Cell.States.Count; s++)
                writer.Line($"(stream + {_states.Streamed(s)}Next).CopyTo(stream + {_states.Streamed(s)}, {Padded});");
        }

        writer.End();
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

    private string Loop(int stage) => LoopName(_prefix + "Stream", _schedule.Forward, stage, backward: false);

    private void WriteProduct(SourceWriter writer, StreamProduct product, string source)
    {
        int outputs = Outputs(product);
        foreach (var run in product.Prepared)
        {
            int values = run.Columns / Cell.Units * Padded;
            writer.Line(run.Start == Start.Zero ? $"({Row(run.Block)}).Clear({values});" : $"(packed + {Bias(run.Block)}).CopyTo({Row(run.Block)}, {values});");
        }

        string method = product.Start switch { Start.Bias => "Affine", Start.Zero => "Product", _ => "Accumulate" };
        string weights = product.IsPacked
            ? $"packed + {_packed[product]}, weightStride: {outputs}"
            : $"parameters + {product.Kernel.Constant}{Plus(product.Runs[0].Column)}, weightStride: {product.Kernel.Columns}";
        string bias = product.Start == Start.Bias ? $"bias: packed + {Bias(product.Block)}, " : "";
        writer.Line($"VectorProduct.{method}<V, {_memory.Type}>({source}, weights: {weights}, {bias}y: {Row(product.Block)}, inputs: {product.Kernel.Shape[0]}, outputs: {outputs});");
    }

    private int Outputs(StreamProduct product) => product.Columns / Cell.Units * Padded;

    private int BiasBlocks => _schedule.Biases.Max(bias => bias.Block) + 1;

    private string Row(int block) => $"row{Plus(block * Padded)}";

    private string Bias(int block) => _prefix + (_hasOwnBias ? "StreamBias" : "RowBias") + Plus(block * Padded);

    private string Address(Place place) => place.Kind switch
    {
        PlaceKind.Row => Row(place.Index),
        PlaceKind.State => _states.Slab(place.Index),
        PlaceKind.Vector => $"parameters + {Cell.Vectors[place.Index].Constant}",
        _ => IsInPlace ? _states.Slab(place.Index) : $"stream + {_states.Streamed(place.Index)}Next",
    };

    private static string Plus(int offset) => offset == 0 ? "" : $" + {offset}";
}
