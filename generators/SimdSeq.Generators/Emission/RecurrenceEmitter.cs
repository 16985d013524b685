using System;
using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits a recurrence: its memory, its passes over a tile and its loops. The stream is in <see cref="RecurrenceStreamEmitter"/>.</summary>
internal sealed partial class RecurrenceEmitter : OperationEmitter
{
    private readonly Recurrence _operation;
    private readonly RecurrenceSchedule _schedule;
    private readonly RecurrenceStreamEmitter _stream;
    private readonly RecurrencePredictionEmitter _prediction;
    private readonly StateNames _states;
    private readonly WeightForms _weights;
    private readonly IReadOnlyDictionary<ProductRun, ProductRun> _pairs;
    private ValueView _keptInput = null!;
    private ValueView _output = null!;
    private ValueView? _firstStates;
    private int _keptStates;
    private bool _carriesOutputGradient;

    public RecurrenceEmitter(Recurrence operation, int index, int count, ModelMemory memory) : base(operation, index, count, memory)
    {
        _operation = operation;
        _schedule = new RecurrenceSchedule(operation.Cell, operation.ReturnSequences, withBackward: true);
        _states = new StateNames(operation, memory.Names);
        _stream = new RecurrenceStreamEmitter(operation, memory, _states, Prefix);
        _weights = new WeightForms(memory);
        _prediction = new RecurrencePredictionEmitter(operation, this, memory, _states, _weights);
        _pairs = ProductPairs.Of(_schedule, Units, _weights.IsInPlace);
        _carriesOutputGradient = !operation.ReturnSequences;
        MaskKey = operation.DropoutKey;
    }

    private Cell Cell => _operation.Cell;

    private int Units => Cell.Units;

    private int Steps => _operation.Steps;

    private int RowWidth => _schedule.Blocks * Units;

    /// <summary>Length of one block or state in a tile, in values.</summary>
    private int BlockValues => Units * Lanes;

    /// <summary>The constant of the rows.</summary>
    public string Row => Prefix + "Row";

    private string RowBias => Prefix + "RowBias";

    private IEnumerable<ProductRun> ForwardProducts => _schedule.ForwardProducts.Concat(_prediction.Products);

    private IEnumerable<ProductRun> TransposedProducts =>
        _schedule.Backward.SelectMany(stage => stage.Products).Concat(InputGradient is null ? [] : _schedule.InputGradients);

    /// <summary>
    /// Where the rows of the output state lie: one more than steps. Going forward, a step reads row t and writes row t + 1; going backward
    /// it reads row t + 1 and writes row t. Null: in a buffer of its own.
    /// </summary>
    public ValueView? SharedOutput { get; set; }

    /// <summary>Whether the input's gradient is added to what another operation left there.</summary>
    public bool AddsInputGradient { get; set; }

    /// <summary>The first of the two numbers that tell this layer's dropout masks from others.</summary>
    public int MaskKey { get; set; }

    public override bool ReadsInputExactly => true;

    public override bool HasPack => true;

    public override long BackwardMultiplyAdds => Steps *
        (_schedule.WeightGradients.Sum(MultiplyAdds)
         + _schedule.Backward.SelectMany(stage => stage.Products).Sum(MultiplyAdds)
         + (InputGradient is null ? 0 : _schedule.InputGradients.Sum(MultiplyAdds)));

    private static long MultiplyAdds(ProductRun run) => (long)run.Columns * run.Kernel.Shape[0];

    public override void ReserveForward()
    {
        var workspace = Memory.Workspace;
        workspace.Reserve(Prefix + "Row", (int)Math.Min((long)Steps * RowWidth, int.MaxValue), ForwardTime, BackwardTime);
        _output = SharedOutput ?? new(workspace.Reserve(_states.Rows(0), (Steps + 1) * Units, ForwardTime, BackwardTime), 0, Units);
        for (int s = 1; s < Cell.States.Count; s++) workspace.Reserve(_states.Rows(s), (Steps + 1) * Units, ForwardTime, BackwardTime);
        if (Cell.StateDropout > 0) workspace.Reserve(Prefix + "Mask", Units, ForwardTime, BackwardTime);
        _keptInput = Input;
        if (Cell.InputDropout > 0)
        {
            workspace.Reserve(Prefix + "InputMask", Cell.Inputs, ForwardTime, BackwardTime);
            _keptInput = new(workspace.Reserve(Prefix + "KeptInput", Steps * Cell.Inputs, ForwardTime, BackwardTime), 0, Cell.Inputs);
        }

        foreach (var run in ForwardProducts) _weights.Reserve(run.Kernel, run.Column, run.Columns);
        if (_schedule.Biases.Any()) Memory.Packed.Reserve(RowBias, RowWidth);
        foreach (var vector in Cell.Vectors) Memory.Packed.Reserve(Spread(vector), BlockValues);
        ReserveStates();
        int row = _operation.IsReversed ? 0 : _operation.ReturnSequences ? 1 : Steps;
        Output = _output with { Offset = _output.Offset + row * _output.Stride };
    }

    public override void ReserveStream() => StreamOutput = _stream.Reserve();

    public override void ReserveBackward()
    {
        foreach (var run in TransposedProducts) _weights.ReserveTransposed(run.Kernel, run.Column, run.Columns);
        for (int s = _carriesOutputGradient ? 1 : 0; s < Cell.States.Count; s++)
            Memory.Workspace.Reserve(_states.Carried(s), Units, BackwardTime, BackwardTime);
        if (_schedule.ScratchBlocks > 0) Memory.Workspace.Reserve(Prefix + "Scratch", _schedule.ScratchBlocks * Units, BackwardTime, BackwardTime);
    }

    public override void WritePack(SourceWriter writer)
    {
        _weights.WritePack(writer);
        foreach (var vector in Cell.Vectors) writer.Line($"(parameters + {vector.Constant}).Spread(packed + {Spread(vector)}, {Units});");
        if (_schedule.Biases.Any()) WriteRowBias(writer);
        _stream.WritePack(writer);
    }

    private void WriteRowBias(SourceWriter writer)
    {
        string bias = Cell.Parameters.Single(p => p.Name.EndsWith("/bias")).Constant;
        foreach (var run in BiasRuns.Of(_schedule, Units))
        {
            string target = $"packed + {RowBias}{Plus(run.Block * Units)}";
            writer.Line($"(parameters + {bias}{Plus(run.Starts[0])}).CopyTo({target}, {run.Count});");
            foreach (int other in run.Starts.Skip(1))
                writer.Line($"TensorPrimitives.Add<{Type}>(({target}).Span({run.Count}), (parameters + {bias}{Plus(other)}).Span({run.Count}), ({target}).Span({run.Count}));");
        }
    }

    public override void WriteTileMethods(SourceWriter writer)
    {
        WriteForward(writer);
        writer.Line();
        _prediction.Write(writer, Input);
        writer.Line();
        WriteBackward(writer);
        WriteLoops(writer, _schedule.Forward, backward: false);
        WriteLoops(writer, _schedule.Backward, backward: true);
    }

    public override string PredictMethod => Method("Predict");

    public override void WriteStreamMethods(SourceWriter writer)
    {
        _stream.Input = StreamInput;
        _stream.InputMask = StreamInputMask;
        _stream.Write(writer);
    }

    /// <summary>The row of a state before the first step.</summary>
    public int FirstRow => _operation.IsReversed ? Steps : 0;

    /// <summary>The row of a state after the last step.</summary>
    public int LastRow => Steps - FirstRow;

    private void ReserveStates()
    {
        if (_operation.StateUse.Kept) _keptStates = Memory.ReserveKept(_operation.StateValues);
        if (_operation.StateUse.FromInput) _firstStates = Memory.Input.Shifted(Memory.InitialStateOffset + Memory.InitialStates.Sum(state => state.Units));
        for (int s = 0; s < Cell.States.Count; s++)
        {
            string name = $"{_operation.Name}/{Cell.States[s].Before.Name}", stream = Memory.IsStreamed ? _states.Streamed(s) : "-1";
            if (_operation.StateUse.FromInput) Memory.InitialStates.Add(new(name, Units, _firstStates!.Shifted(s * Units).Address(Lanes), stream));
            if (_operation.StateUse.Returned) Memory.ReturnedStates.Add(new(name, Units, StateAddress(s, LastRow), stream));
        }
    }

    private void WriteStages(SourceWriter writer, IReadOnlyList<Stage> stages, bool backward)
    {
        for (int i = 0; i < stages.Count; i++)
        {
            foreach (var run in stages[i].Products)
            {
                string row = $"row{Plus(run.Block * BlockValues)}";
                writer.Line(backward ? TransposedProduct(run, row, TileAddress(run.Destination, true), Units, 1)
                    : _pairs.TryGetValue(run, out var input) ? PairedProduct(input, _keptInput, run, TileAddress(run.Source!.Value, false), row)
                    : ForwardProduct(run, TileAddress(run.Source!.Value, false), Units, row, RowWidth, "1"));
            }

            if (stages[i].Stores.Count == 0) continue;
            var loop = new LoopEmitter(_schedule, i, backward, Type);
            writer.Line($"{LoopName(stages, i, backward)}<V>({string.Join(", ", loop.Parameters.Select(place => TileAddress(place, backward)))}, count: {BlockValues});");
        }
    }

    private void WriteLoops(SourceWriter writer, IReadOnlyList<Stage> stages, bool backward)
    {
        for (int i = 0; i < stages.Count; i++)
        {
            if (stages[i].Stores.Count == 0) continue;
            writer.Line();
            new LoopEmitter(_schedule, i, backward, Type).Write(writer, LoopName(stages, i, backward));
        }
    }

    private string LoopName(IReadOnlyList<Stage> stages, int stage, bool backward) => RecurrenceStreamEmitter.LoopName(Prefix, stages, stage, backward);

    private string StepLoop(bool ascending) => ascending ? $"for (int t = 0; t < {Steps}; t++)" : $"for (int t = {Steps - 1}; t >= 0; t--)";

    private string StepSlabs() =>
        string.Join(", ", Enumerable.Range(0, Cell.States.Count).Select(s => $"{_states.Slab(s)} = work + {StateAddress(s)} + t * {StateStride(s)}"));

    private string StepState(int state, bool isNext) =>
        _states.Slab(state) + (isNext == _operation.IsReversed ? "" : $" + {StateStride(state)}");

    /// <summary>Where a value lies at step t.</summary>
    public string TileAddress(Place place, bool backward) => place.Kind switch
    {
        PlaceKind.Row => $"row{Plus(place.Index * BlockValues)}",
        PlaceKind.State => StepState(place.Index, isNext: false),
        PlaceKind.NextState => StepState(place.Index, isNext: true),
        PlaceKind.Mask => $"work + {Prefix}Mask",
        PlaceKind.StepMask => $"work + {InputMask!.Address(Lanes)} + t * {Lanes}",
        PlaceKind.Vector => $"packed + {Spread(Cell.Vectors[place.Index])}",
        PlaceKind.Carried => _states.Gradient(place.Index),
        PlaceKind.External => $"work + {OutputGradient.Address(Lanes)} + t * {OutputGradient.Stride * Lanes}",
        _ => $"scratch{Plus(place.Index * BlockValues)}",
    };

    private (string Address, int Stride) WholeSequence(Place? source) => source switch
    {
        null => ($"work + {_keptInput.Address(Lanes)}", _keptInput.Stride),
        { Kind: PlaceKind.State } state => ($"work + {StateAddress(state.Index, _operation.IsReversed ? 1 : 0)}", state.Index == 0 ? _output.Stride : Units),
        { } row => ($"work + {Prefix}Row{Plus(row.Index * BlockValues)}", RowWidth),
    };

    private static string Spread(Parameter vector) => vector.Constant + "Spread";

    /// <summary>Values from one row of a state to the next.</summary>
    public int StateStride(int state) => (state == 0 ? _output.Stride : Units) * Lanes;

    /// <summary>A row of a state.</summary>
    public string StateAddress(int state, int row = 0) =>
        state == 0 ? (_output with { Offset = _output.Offset + row * _output.Stride }).Address(Lanes)
        : _states.Rows(state) + Plus(row * BlockValues);

    private static string Plus(int offset) => offset == 0 ? "" : $" + {offset}";
}
