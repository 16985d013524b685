using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// Emits a recurrence over a tile for a prediction: the stages of the forward pass without dropout, which keep nothing for the gradients.
/// Rows and states are overwritten from step to step, so that the caches hold all of it.
/// </summary>
/// <param name="plan">The recurrence.</param>
/// <param name="owner">Its emitter.</param>
internal sealed class RecurrencePredictionEmitter(RecurrencePlan plan, RecurrenceEmitter owner)
{
    private ValueView _input = null!;

    private Recurrence Operation => plan.Recurrence;

    private RecurrenceSchedule Schedule => plan.Prediction;

    private Cell Cell => Schedule.Cell;

    private string Type => plan.Precision.Type;

    private int Lanes => plan.Precision.Lanes;

    private int BlockValues => Cell.Units * Lanes;

    private int RowWidth => Schedule.Blocks * Cell.Units;

    private string SlabType => $"Slab<{Type}>";

    // The loops of a stream are the same where they know nothing of steps that are not there.
    private bool HasOwnLoops => !plan.IsStreamed || Operation.PredictionCell != Operation.StreamCell;

    public void Write(SourceWriter writer, ValueView input)
    {
        _input = input;
        var ahead = Schedule.InputProducts.Except(plan.PredictionPairs.Values).ToList();
        var runs = new StepRuns(Operation.Steps, ahead.Count > 0 ? RowWidth : 0, Operation.IsReversed);
        writer.Summary($"{Operation.Declared}: {Operation.InputShape} to {Operation.OutputShape}, keeping nothing.");
        writer.BeginOptimized($"private static void {owner.PredictMethod}<V>({owner.TileParameters}) where V : struct, IVector<V, "
            + $"{Type}>");
        writer.Line($"{SlabType} parameters = frame.Parameters, packed = frame.Packed, work = frame.Workspace;");
        owner.WriteFirstStates(writer, FirstRow);
        var inPlace = Enumerable.Range(0, Cell.States.Count).Where(IsInPlace).ToList();
        if (inPlace.Count > 0)
        {
            var last = inPlace.Select(s => $"{owner.Slab(s)} = work + {plan.StateAddress(s, plan.LastRow)}");
            writer.Line($"{SlabType} {string.Join(", ", last)};");
        }

        runs.Begin(writer);
        foreach (var run in ahead)
        {
            writer.Line(owner.ForwardProduct(run, $"work + {input.Address(Lanes)}{runs.Shift(input.Stride * Lanes)}", input.Stride,
                $"work + {plan.Row}{Plus(run.Block * BlockValues)}", RowWidth, runs.Rows));
        }

        runs.BeginSteps(writer);
        var moving = Enumerable.Range(0, Cell.States.Count).Where(s => !IsInPlace(s))
            .Select(s => $", {owner.Slab(s)} = work + {plan.StateAddress(s)} + t * {plan.StateStride(s)}");
        string place = ahead.Count > 0 ? $" + {runs.Within} * {RowWidth * Lanes}" : "";
        writer.Line($"{SlabType} row = work + {plan.Row}{place}{string.Concat(moving)};");
        WriteStages(writer);
        runs.End(writer);
        owner.WriteKeptStates(writer);
        writer.End();
        for (int i = 0; i < Schedule.Forward.Count && HasOwnLoops; i++)
        {
            if (Schedule.Forward[i].Stores.Count == 0) continue;
            writer.Line();
            new LoopEmitter(Schedule, i, backward: false, Type).Write(writer, Loop(i));
        }
    }

    private int FirstRow(int state) => IsInPlace(state) ? plan.LastRow : plan.FirstRow;

    // What is answered at every step is kept; all else may be overwritten when only the last loop, which reads it at the same units, writes
    // it.
    private bool IsInPlace(int state) => (state > 0 || !Operation.ReturnSequences) && Schedule.OverwritesStates;

    private void WriteStages(SourceWriter writer)
    {
        for (int i = 0; i < Schedule.Forward.Count; i++)
        {
            foreach (var run in Schedule.Forward[i].Products)
            {
                string source = Address(run.Source!.Value), row = $"row{Plus(run.Block * BlockValues)}";
                writer.Line(plan.PredictionPairs.TryGetValue(run, out var input)
                    ? owner.PairedProduct(input, _input, run, source, row)
                    : owner.ForwardProduct(run, source, Cell.Units, row, RowWidth, "1"));
            }

            if (Schedule.Forward[i].Stores.Count == 0) continue;
            var loop = new LoopEmitter(Schedule, i, backward: false, Type);
            writer.Line($"{Loop(i)}<V>({string.Join(", ", loop.Parameters.Select(Address))}, count: {BlockValues});");
        }
    }

    private string Loop(int stage) => owner.LoopName(HasOwnLoops ? "PredictCell" : "StreamCell", Schedule.Forward, stage);

    private string Address(Place place) => place.Kind switch
    {
        PlaceKind.State or PlaceKind.NextState when IsInPlace(place.Index) => owner.Slab(place.Index),
        _ => owner.TileAddress(place),
    };

    private static string Plus(int offset) => offset == 0 ? "" : $" + {offset}";
}
