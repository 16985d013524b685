using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// Emits a recurrence over a tile for a prediction: the stages of the forward pass without dropout, which keep nothing for a backward pass.
/// Rows and states are overwritten from step to step, so that the caches hold all of it.
/// </summary>
/// <param name="operation">The recurrence.</param>
/// <param name="owner">Its emitter, which knows where everything lies.</param>
/// <param name="memory">The model's memory.</param>
/// <param name="states">What its states are called.</param>
/// <param name="weights">The forms of its weights.</param>
internal sealed class RecurrencePredictionEmitter(
    Recurrence operation, RecurrenceEmitter owner, ModelMemory memory, StateNames states, WeightForms weights)
{
    private readonly RecurrenceSchedule _schedule = new(operation.PredictionCell, operation.ReturnSequences, withBackward: false);
    private ValueView _input = null!;
    private IReadOnlyDictionary<ProductRun, ProductRun> _pairs = null!;

    private Cell Cell => operation.PredictionCell;

    private int BlockValues => Cell.Units * memory.Lanes;

    private int RowWidth => _schedule.Blocks * Cell.Units;

    private string Slab => $"Slab<{memory.Type}>";

    /// <summary>Its products with the weights.</summary>
    public IEnumerable<ProductRun> Products => _schedule.ForwardProducts;

    // The loops of a stream are the same where they know nothing of steps that are not there.
    private bool HasOwnLoops => !memory.IsStreamed || operation.PredictionCell != operation.StreamCell;

    public void Write(SourceWriter writer, ValueView input)
    {
        _input = input;
        _pairs = ProductPairs.Of(_schedule, Cell.Units, weights.IsInPlace);
        var ahead = _schedule.InputProducts.Except(_pairs.Values).ToList();
        var runs = new StepRuns(operation.Steps, ahead.Count > 0 ? RowWidth : 0, operation.IsReversed);
        writer.Summary($"{operation.Declared}: {operation.Input} to {operation.Output}, keeping nothing.");
        writer.BeginOptimized($"private static void {owner.Method("Predict")}<V>(in TileFrame<{memory.Type}> frame) where V : struct, IVector<V, {memory.Type}>");
        writer.Line($"{Slab} parameters = frame.Parameters, packed = frame.Packed, work = frame.Workspace;");
        owner.WriteFirstStates(writer, FirstRow);
        var inPlace = Enumerable.Range(0, Cell.States.Count).Where(IsInPlace).ToList();
        if (inPlace.Count > 0)
            writer.Line($"{Slab} {string.Join(", ", inPlace.Select(s => $"{states.Slab(s)} = work + {owner.StateAddress(s, owner.LastRow)}"))};");
        runs.Begin(writer);
        foreach (var run in ahead)
            writer.Line(owner.ForwardProduct(run, $"work + {input.Address(memory.Lanes)}{runs.Shift(input.Stride * memory.Lanes)}", input.Stride, $"work + {owner.Row}{Plus(run.Block * BlockValues)}", RowWidth, runs.Rows));
        runs.BeginSteps(writer);
        var moving = Enumerable.Range(0, Cell.States.Count).Where(s => !IsInPlace(s))
            .Select(s => $", {states.Slab(s)} = work + {owner.StateAddress(s)} + t * {owner.StateStride(s)}");
        string place = ahead.Count > 0 ? $" + {runs.Within} * {RowWidth * memory.Lanes}" : "";
        writer.Line($"{Slab} row = work + {owner.Row}{place}{string.Concat(moving)};");
        WriteStages(writer);
        runs.End(writer);
        owner.WriteKeptStates(writer);
        writer.End();
        for (int i = 0; i < _schedule.Forward.Count && HasOwnLoops; i++)
        {
            if (_schedule.Forward[i].Stores.Count == 0) continue;
            writer.Line();
            new LoopEmitter(_schedule, i, backward: false, memory.Type).Write(writer, Loop(i));
        }
    }

    private int FirstRow(int state) => IsInPlace(state) ? owner.LastRow : owner.FirstRow;

    // What is answered at every step is kept; all else may be overwritten when only the last loop, which reads it at the same units, writes it.
    private bool IsInPlace(int state) => (state > 0 || !operation.ReturnSequences) && _schedule.OverwritesStates;

    private void WriteStages(SourceWriter writer)
    {
        for (int i = 0; i < _schedule.Forward.Count; i++)
        {
            foreach (var run in _schedule.Forward[i].Products)
            {
                string source = Address(run.Source!.Value), row = $"row{Plus(run.Block * BlockValues)}";
                writer.Line(_pairs.TryGetValue(run, out var input)
                    ? owner.PairedProduct(input, _input, run, source, row)
                    : owner.ForwardProduct(run, source, Cell.Units, row, RowWidth, "1"));
            }

            if (_schedule.Forward[i].Stores.Count == 0) continue;
            var loop = new LoopEmitter(_schedule, i, backward: false, memory.Type);
            writer.Line($"{Loop(i)}<V>({string.Join(", ", loop.Parameters.Select(Address))}, count: {BlockValues});");
        }
    }

    private string Loop(int stage) => RecurrenceStreamEmitter.LoopName(owner.Method(HasOwnLoops ? "Predict" : "Stream"), _schedule.Forward, stage, backward: false);

    private string Address(Place place) => place.Kind switch
    {
        PlaceKind.State or PlaceKind.NextState when IsInPlace(place.Index) => states.Slab(place.Index),
        _ => owner.TileAddress(place, backward: false),
    };

    private static string Plus(int offset) => offset == 0 ? "" : $" + {offset}";
}
