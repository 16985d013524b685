using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits a recurrence: its passes over a tile and its loops. The stream is in <see cref="RecurrenceStreamEmitter"/>.</summary>
internal sealed partial class RecurrenceEmitter : OperationEmitter
{
    // What else the methods around a step use.
    private static readonly string[] OtherLocals =
    [
        "V", "frame", "group", "parameters", "packed", "work", "gradient", "row", "scratch", "stream", "input", "t", "from", "to",
        "MatMul", "MatVec", "TensorPrimitives", "DropoutMask",
    ];

    private readonly RecurrencePlan _plan;
    private readonly Recurrence _operation;
    private readonly IReadOnlyList<string> _stateSlabs;
    private readonly IReadOnlyList<string> _gradientSlabs;
    private readonly RecurrencePredictionEmitter _prediction;

    public RecurrenceEmitter(RecurrencePlan plan) : base(plan)
    {
        _plan = plan;
        _operation = plan.Recurrence;
        var locals = new LocalNames(plan.MembersSoFar.Concat(OtherLocals));
        var states = Cell.States.Select(state => state.Before.Name!).ToList();
        _stateSlabs = [.. states.Select(locals.Unique)];
        _gradientSlabs = [.. states.Select(state => locals.Unique("d" + state))];
        _prediction = new(plan, this);
    }

    private Cell Cell => _plan.Cell;

    private RecurrenceSchedule Schedule => _plan.Schedule;

    private int Units => _plan.Units;

    private int Steps => _plan.Steps;

    private int RowWidth => _plan.RowWidth;

    /// <summary>Length of one block or state in a tile, in values.</summary>
    private int BlockValues => Units * Lanes;

    public override string? PredictMethod => Plan.Member("Predict");

    /// <summary>The local that says where a state lies.</summary>
    public string Slab(int state) => _stateSlabs[state];

    public override void WritePack(SourceWriter writer)
    {
        for (int i = 0; i < Cell.Vectors.Count; i++)
            writer.Line($"(parameters + {Constant(Cell.Vectors[i])}).Broadcast(packed + {_plan.Vectors[i]}, {Units});");
        if (_plan.RowBias is { } rowBias) WriteRowBias(writer, rowBias);
        if (_plan.Stream is not null) new RecurrenceStreamEmitter(_plan, this).WritePack(writer);
    }

    private Parameter Bias => Cell.Parameters.Single(parameter => parameter.Weight == "bias");

    private void WriteRowBias(SourceWriter writer, string rowBias)
    {
        string bias = Constant(Bias);
        foreach (var run in BiasRuns.Of(Schedule, Units))
        {
            string target = $"packed + {rowBias}{Plus(run.Block * Units)}";
            writer.Line($"(parameters + {bias}{Plus(run.Starts[0])}).CopyTo({target}, {run.Count});");
            foreach (int other in run.Starts.Skip(1))
                writer.Line($"TensorPrimitives.Add<{Type}>(({target}).Span({run.Count}), "
                    + $"(parameters + {bias}{Plus(other)}).Span({run.Count}), ({target}).Span({run.Count}));");
        }
    }

    public override void WriteStream(SourceWriter writer) => new RecurrenceStreamEmitter(_plan, this).Write(writer, StreamX);

    private void WriteStages(SourceWriter writer, IReadOnlyList<Stage> stages, bool backward)
    {
        for (int i = 0; i < stages.Count; i++)
        {
            foreach (var run in stages[i].Products)
            {
                string row = $"row{Plus(run.Block * BlockValues)}";
                writer.Line(backward ? TransposedProduct(run, row, TileAddress(run.Destination), Units, 1)
                    : _plan.Pairs.TryGetValue(run, out var input)
                        ? PairedProduct(input, _plan.MaskedInput, run, TileAddress(run.Source!.Value), row)
                    : ForwardProduct(run, TileAddress(run.Source!.Value), Units, row, RowWidth, "1"));
            }

            if (stages[i].Stores.Count == 0) continue;
            var loop = new LoopEmitter(Schedule, i, backward, Type);
            writer.Line($"{Loop(stages, i, backward)}<V>({string.Join(", ", loop.Parameters.Select(TileAddress))}, count: {BlockValues});");
        }
    }

    private void WriteLoops(SourceWriter writer, IReadOnlyList<Stage> stages, bool backward)
    {
        for (int i = 0; i < stages.Count; i++)
        {
            if (stages[i].Stores.Count == 0) continue;
            writer.Line();
            new LoopEmitter(Schedule, i, backward, Type).Write(writer, Loop(stages, i, backward));
        }
    }

    private string Loop(IReadOnlyList<Stage> stages, int stage, bool backward) =>
        LoopName(backward ? "GradientCell" : "Cell", stages, stage);

    /// <summary>The method of a stage's loop, with a number where there are several.</summary>
    public string LoopName(string kind, IReadOnlyList<Stage> stages, int stage)
    {
        var loops = stages.Select((s, i) => (s.Stores.Count, i)).Where(s => s.Count > 0).Select(s => s.i).ToList();
        return Plan.Member(kind + (loops.Count == 1 ? "" : $"{loops.IndexOf(stage) + 1}"));
    }

    private string StepLoop(bool ascending) => ascending ? $"for (int t = 0; t < {Steps}; t++)" : $"for (int t = {Steps - 1}; t >= 0; t--)";

    private string StepSlabs() => string.Join(", ", Enumerable.Range(0, Cell.States.Count)
        .Select(s => $"{Slab(s)} = work + {_plan.StateAddress(s)} + t * {_plan.StateStride(s)}"));

    private string StepState(int state, bool isNext) =>
        Slab(state) + (isNext == _operation.IsReversed ? "" : $" + {_plan.StateStride(state)}");

    /// <summary>Where a value lies at step t.</summary>
    public string TileAddress(Place place) => place.Kind switch
    {
        PlaceKind.Row => $"row{Plus(place.Index * BlockValues)}",
        PlaceKind.State => StepState(place.Index, isNext: false),
        PlaceKind.NextState => StepState(place.Index, isNext: true),
        PlaceKind.Mask => $"work + {_plan.StateMask}",
        PlaceKind.StepMask => $"work + {Plan.Inputs[0].Mask!.Address(Lanes)} + t * {Lanes}",
        PlaceKind.Vector => $"packed + {_plan.Vectors[place.Index]}",
        PlaceKind.StateGradient => _gradientSlabs[place.Index],
        PlaceKind.OutputGradient => $"work + {Plan.Output.Gradient!.Address(Lanes)} + t * {Plan.Output.Gradient.Stride * Lanes}",
        _ => $"scratch{Plus(place.Index * BlockValues)}",
    };

    private (string Address, int Stride) WholeSequence(Place? source) => source switch
    {
        null => ($"work + {_plan.MaskedInput.Address(Lanes)}", _plan.MaskedInput.Stride),
        { Kind: PlaceKind.State } state =>
            ($"work + {_plan.StateAddress(state.Index, _operation.IsReversed ? 1 : 0)}", _plan.StateStride(state.Index) / Lanes),
        { } row => ($"work + {_plan.Row}{Plus(row.Index * BlockValues)}", RowWidth),
    };

    private static string Plus(long offset) => offset == 0 ? "" : $" + {offset}";
}
