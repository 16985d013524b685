using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// Emits one step of a recurrence for one sample: the same stages as for a tile, with products whose lanes are units, and with loops that
/// keep nothing for the gradients.
/// </summary>
/// <param name="plan">The recurrence.</param>
/// <param name="owner">Its emitter.</param>
internal sealed class RecurrenceStreamEmitter(RecurrencePlan plan, RecurrenceEmitter owner)
{
    private RecurrenceStreamPlan Stream => plan.Stream!;

    private RecurrenceSchedule Schedule => Stream.Schedule;

    private Cell Cell => Schedule.Cell;

    private int Padded => Stream.Padded;

    private string Type => plan.Precision.Type;

    /// <summary>The statements of <c>Pack</c>, after those of the tile's.</summary>
    public void WritePack(SourceWriter writer)
    {
        foreach (var (product, constant) in Stream.Packed)
        {
            var (kernel, first, outputs) = (product.Kernel, product.Block, Stream.Outputs(product));
            foreach (var run in product.Runs)
            {
                Pack($"parameters + {plan.Parameters[kernel].Constant}{Plus(run.Column)}", kernel.Shape[0], run.Columns / Cell.Units,
                    kernel.Columns,
                    constant + Plus((run.Block - first) * Padded), outputs);
            }
        }

        if (Stream.Bias is { } bias && Stream.IsPadded)
            Pack($"packed + {plan.RowBias}", 1, Stream.BiasBlocks, Stream.BiasBlocks * Cell.Units, bias, Stream.BiasBlocks * Padded);

        void Pack(string from, int rows, int blocks, int sourceStride, string to, int destinationStride) =>
            writer.Line($"MatVec.PackBlocks({from}, rows: {rows}, blocks: {blocks}, units: {Cell.Units}, sourceStride: "
                + $"{sourceStride}, "
                + $"packed + {to}, blockStride: {Padded}, destinationStride: {destinationStride});");
    }

    public void Write(SourceWriter writer, string input)
    {
        string slab = $"Slab<{Type}>";
        writer.Summary($"One step of {plan.Recurrence.Declared} for one sample.");
        writer.BeginOptimized($"private static void {owner.StreamMethod}<V>({slab} parameters, {slab} packed, {slab} stream, {slab} input) "
            + $"where V : struct, IVector<V, {Type}>");
        if (plan.Recurrence.HasInitialStates) WriteInitialStates(writer);
        if (plan.Inputs[0].StreamMask is { } mask) writer.Line($"if (stream[{mask}] == 0) return; // a step that is not there leaves the "
            + "states as they are");
        var states = Enumerable.Range(0, Cell.States.Count).Select(s => $"{owner.Slab(s)} = stream + {Stream.States[s]}");
        writer.Line($"{slab} row = stream + {Stream.Row}, {string.Join(", ", states)};");
        for (int i = 0; i < Schedule.Forward.Count; i++)
        {
            foreach (var product in Stream.Products[i]) WriteProduct(writer, product, product.Source is { } place ? Address(place) : input);
            if (Schedule.Forward[i].Stores.Count == 0) continue;
            var loop = new LoopEmitter(Schedule, i, backward: false, Type);
            writer.Line($"{Loop(i)}<V>({string.Join(", ", loop.Parameters.Select(Address))}, count: {Padded});");
        }

        for (int s = 0; s < Cell.States.Count && Stream.NextStates is not null; s++)
            writer.Line($"(stream + {Stream.NextStates[s]}).CopyTo(stream + {Stream.States[s]}, {Padded});");

        writer.End();
        for (int i = 0; i < Schedule.Forward.Count; i++)
        {
            if (Schedule.Forward[i].Stores.Count == 0) continue;
            writer.Line();
            new LoopEmitter(Schedule, i, backward: false, Type).Write(writer, Loop(i));
        }
    }

    private void WriteInitialStates(SourceWriter writer)
    {
        writer.Begin($"if (StreamCounter.Next(stream + {plan.StreamBuffer(WindowedOperation.Position)}) == 0)");
        for (int s = 0; s < Cell.States.Count; s++)
            writer.Line($"(stream + {plan.StreamInputs[1 + s]}).CopyTo(stream + {Stream.States[s]}, {Cell.Units});");
        writer.End();
    }

    private string Loop(int stage) => owner.LoopName("StreamCell", Schedule.Forward, stage);

    private void WriteProduct(SourceWriter writer, StreamProduct product, string source)
    {
        int outputs = Stream.Outputs(product);
        foreach (var run in product.Prepared)
        {
            int values = run.Columns / Cell.Units * Padded;
            writer.Line(run.Start == Start.Zero
                ? $"({Row(run.Block)}).Clear({values});"
                : $"(packed + {Bias(run.Block)}).CopyTo({Row(run.Block)}, {values});");
        }

        string method = product.Start switch { Start.Bias => "Affine", Start.Zero => "Product", _ => "Accumulate" };
        string weights = product.IsPacked
            ? $"packed + {Stream.PackedPlace(product)}, weightStride: {outputs}"
            : $"parameters + {plan.Parameters[product.Kernel].Constant}{Plus(product.Runs[0].Column)}, weightStride: "
                + $"{product.Kernel.Columns}";
        string bias = product.Start == Start.Bias ? $"bias: packed + {Bias(product.Block)}, " : "";
        writer.Line($"MatVec.{method}<V, {Type}>({source}, weights: {weights}, {bias}y: {Row(product.Block)}, "
            + $"inputs: {product.Kernel.Shape[0]}, outputs: {outputs});");
    }

    private string Row(int block) => $"row{Plus(block * Padded)}";

    private string Bias(int block) => Stream.Bias + Plus(block * Padded);

    private string Address(Place place) => place.Kind switch
    {
        PlaceKind.Row => Row(place.Index),
        PlaceKind.State => owner.Slab(place.Index),
        PlaceKind.Vector => $"parameters + {plan.Parameters[Cell.Vectors[place.Index]].Constant}",
        _ => Stream.NextStates is null ? owner.Slab(place.Index) : $"stream + {Stream.NextStates[place.Index]}",
    };

    private static string Plus(int offset) => offset == 0 ? "" : $" + {offset}";
}
