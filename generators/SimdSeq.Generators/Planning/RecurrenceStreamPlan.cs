using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Planning;

/// <summary>
/// The plan of one step of a recurrence for one sample: the same stages as for a tile, with products whose lanes are units, so that blocks
/// begin at whole vectors.
/// </summary>
internal sealed class RecurrenceStreamPlan
{
    private readonly Dictionary<StreamProduct, string> _packed = [];
    private readonly Precision _precision;

    public RecurrenceStreamPlan(RecurrencePlan plan, ModelMemory memory)
    {
        _precision = memory.Precision;
        Schedule = new(plan.Recurrence.StreamCell, plan.Recurrence.ReturnSequences, withBackward: false);
        Products = [.. Schedule.Forward.Select((stage, i) =>
            StreamProduct.Of(i == 0 ? Schedule.InputProducts.Concat(stage.Products) : stage.Products, Cell.Units, IsPadded))];
        Row = memory.Stream.Reserve(plan.Prefix + "StreamRow", Schedule.Blocks * Padded);
        States = [.. Enumerable.Range(0, Cell.States.Count).Select(s =>
            s == 0 ? plan.Output.Stream! : memory.Stream.Reserve(plan.Prefix + "Stream" + plan.NameOf(s), Padded))];
        if (!Schedule.OverwritesStates)
            NextStates = [.. States.Select(state => memory.Stream.Reserve(state + "Next", Padded))];

        foreach (var product in Products.SelectMany(stage => stage).Where(product => product.IsPacked))
        {
            string name = memory.Parameters[product.Kernel].Constant + "Streamed";
            _packed[product] = memory.Packed.Reserve(name, product.Kernel.Shape[0] * Outputs(product));
        }

        if (!Schedule.Biases.Any()) return;
        Bias = IsPadded ? memory.Packed.Reserve(plan.Prefix + "StreamBias", BiasBlocks * Padded) : plan.RowBias;
    }

    public RecurrenceSchedule Schedule { get; }

    public Cell Cell => Schedule.Cell;

    /// <summary>The products of each stage.</summary>
    public IReadOnlyList<IReadOnlyList<StreamProduct>> Products { get; }

    /// <summary>The constant of the row.</summary>
    public string Row { get; }

    /// <summary>The constants of the states.</summary>
    public IReadOnlyList<string> States { get; }

    /// <summary>Where the next states are made; null where they may overwrite those before.</summary>
    public IReadOnlyList<string>? NextStates { get; }

    /// <summary>The constant of the biases; null: there are none.</summary>
    public string? Bias { get; }

    /// <summary>Length of a block, in values.</summary>
    public int Padded => _precision.Padded(Cell.Units);

    /// <summary>Whether blocks are longer than their units, so that biases are packed anew.</summary>
    public bool IsPadded => Padded != Cell.Units;

    public int BiasBlocks => Schedule.Biases.Max(bias => bias.Block) + 1;

    /// <summary>The matrices that are packed, with the constants of their places.</summary>
    public IEnumerable<(StreamProduct Product, string Constant)> Packed => _packed.Select(entry => (entry.Key, entry.Value));

    public string PackedPlace(StreamProduct product) => _packed[product];

    public int Outputs(StreamProduct product) => product.Columns / Cell.Units * Padded;
}
