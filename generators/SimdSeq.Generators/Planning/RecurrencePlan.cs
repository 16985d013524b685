using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Planning;

/// <summary>
/// The plan of a recurrence: the schedules of its step, and where its rows, states and masks lie. There is one row of gates and one of
/// states for each step, as the gradients read them.
/// </summary>
internal sealed class RecurrencePlan : OperationPlan
{
    private readonly string[] _stateRows;

    public RecurrencePlan(Recurrence operation, PlannedValues values, ModelMemory memory) : base(operation, values, memory)
    {
        Recurrence = operation;
        memory.Recurrences.Add(operation, this);
        Schedule = new(operation.Cell, operation.ReturnSequences, withBackward: true);
        Prediction = new(operation.PredictionCell, operation.ReturnSequences, withBackward: false);
        Pairs = ProductPairs.Of(Schedule, Units, IsReadInPlace);
        PredictionPairs = ProductPairs.Of(Prediction, Units, IsReadInPlace);
        States = Output.View.FromRow(-operation.Margin.Before);
        Row = Reserve("Row", (long)Steps * RowWidth, Lifetime.UntilGradients).Address;
        _stateRows = [.. Enumerable.Range(0, Cell.States.Count).Select(s =>
            s == 0 ? "" : Reserve(NameOf(s), (long)(Steps + 1) * Units, Lifetime.UntilGradients).Address)];
        StateGradients = [.. Enumerable.Range(0, Cell.States.Count).Select(ReserveGradient)];
        LastStateGradients = [.. Enumerable.Range(0, Cell.States.Count).Select(state => operation.Output.Consumers.OfType<LastState>()
            .Where(last => last.State == state).Select(last => values[last.Output].Gradient).OfType<ValueView>().ToList())];
        if (Cell.StateDropout > 0) StateMask = Reserve("DropoutMask", Units, Lifetime.UntilGradients).Address;
        MaskedInput = Inputs[0].View;
        if (Cell.InputDropout > 0)
        {
            InputMask = Reserve("InputDropoutMask", Cell.Inputs, Lifetime.UntilGradients).Address;
            MaskedInput = Reserve("DroppedInput", (long)Steps * Cell.Inputs, Lifetime.UntilGradients).View with { Stride = Cell.Inputs };
        }

        if (HasGradientPass && Schedule.ScratchBlocks > 0)
            Scratch = Reserve("Scratch", (long)Schedule.ScratchBlocks * Units, Lifetime.GradientsOnly).Address;
        ReserveWeights();
        if (IsStreamed) Stream = new(this, memory);
        ReserveStates(values);
    }

    public Recurrence Recurrence { get; }

    public Cell Cell => Recurrence.Cell;

    public int Units => Cell.Units;

    public int Steps => Recurrence.Steps;

    /// <summary>The step with all that its gradients need.</summary>
    public RecurrenceSchedule Schedule { get; }

    /// <summary>The step without dropout, keeping nothing.</summary>
    public RecurrenceSchedule Prediction { get; }

    /// <summary>The products that are one with that of the input.</summary>
    public IReadOnlyDictionary<ProductRun, ProductRun> Pairs { get; }

    /// <summary>The same for a prediction.</summary>
    public IReadOnlyDictionary<ProductRun, ProductRun> PredictionPairs { get; }

    /// <summary>A streamed step; null where no stream carries states.</summary>
    public RecurrenceStreamPlan? Stream { get; }

    /// <summary>Features of a step's row.</summary>
    public int RowWidth => Schedule.Blocks * Units;

    /// <summary>The rows of gates.</summary>
    public string Row { get; }

    /// <summary>The biases of a row, packed; null: there are none.</summary>
    public string? RowBias { get; private set; }

    /// <summary>The vectors of the cell, packed for a tile.</summary>
    public IReadOnlyList<string> Vectors { get; private set; } = [];

    /// <summary>
    /// The rows of the output state: one more than steps. Going forward, a step reads row t and writes row t + 1; going backwards it reads
    /// row t + 1 and writes row t.
    /// </summary>
    public ValueView States { get; }

    /// <summary>The constants of the gradients of the states between steps; null where it lies in the gradient of the output.</summary>
    public IReadOnlyList<string?> StateGradients { get; }

    /// <summary>Of each state the gradients of what is read of it after the last step.</summary>
    public IReadOnlyList<IReadOnlyList<ValueView>> LastStateGradients { get; }

    /// <summary>The dropout mask of the state; null: none.</summary>
    public string? StateMask { get; }

    /// <summary>The dropout mask of the input; null: none.</summary>
    public string? InputMask { get; }

    /// <summary>The input, or what dropout left of it.</summary>
    public ValueView MaskedInput { get; }

    public string? Scratch { get; }

    /// <summary>The states that samples bring with them, in the model's input.</summary>
    public ValueView? FirstStates { get; private set; }

    /// <summary>Where the gradients of those go; null: nobody wants them.</summary>
    public ValueView? FirstStateGradients { get; private set; }

    /// <summary>Place of the first state that is kept from call to call, in features.</summary>
    public int KeptStates { get; private set; }

    public override long GradientMultiplyAdds => Steps *
        (Schedule.WeightGradients.Sum(MultiplyAdds)
         + Schedule.Backward.SelectMany(stage => stage.Products).Sum(MultiplyAdds)
         + (InputGradients[0] is null ? 0 : Schedule.InputGradients.Sum(MultiplyAdds)));

    private static long MultiplyAdds(ProductRun run) => (long)run.Columns * run.Kernel.Shape[0];

    /// <summary>The row of a state before the first step.</summary>
    public int FirstRow => Recurrence.IsReversed ? Steps : 0;

    /// <summary>The row of a state after the last step.</summary>
    public int LastRow => Steps - FirstRow;

    /// <summary>Values from one row of a state to the next.</summary>
    public int StateStride(int state) => (state == 0 ? States.Stride : Units) * Precision.Lanes;

    /// <summary>A row of a state.</summary>
    public string StateAddress(int state, int row = 0)
    {
        if (state == 0) return States.FromRow(row).Address(Precision.Lanes);
        long offset = (long)row * StateStride(state);
        return _stateRows[state] + (offset == 0 ? "" : $" + {offset}");
    }

    /// <summary>The name of a state within the names of members.</summary>
    public string NameOf(int state) => Names.Pascal(Cell.States[state].Before.Name!);

    private bool IsReadInPlace(ProductRun run) => !Weights.IsInPanels(run.Kernel, run.Columns);

    // The gradient of a single answer becomes that of the state at every step before, where it is.
    private string? ReserveGradient(int state) => !HasGradientPass || state == 0 && !Recurrence.ReturnSequences
        ? null
        : Reserve("D" + NameOf(state), Units, Lifetime.GradientsOnly).Address;

    private void ReserveWeights()
    {
        foreach (var run in Schedule.ForwardProducts.Concat(Prediction.ForwardProducts)) Weights.Reserve(run.Kernel, run.Column,
            run.Columns);
        if (Schedule.Biases.Any()) RowBias = Memory.Packed.Reserve(Prefix + "RowBias", RowWidth);
        Vectors = [.. Cell.Vectors.Select(vector =>
            Memory.Packed.Reserve(Parameters[vector].Constant + "Broadcast", (long)Units * Precision.Lanes))];
        if (!HasGradientPass) return;
        var transposed = Schedule.Backward.SelectMany(stage => stage.Products).Concat(InputGradients[0] is null ? []
            : Schedule.InputGradients);
        foreach (var run in transposed) Weights.ReserveTransposed(run.Kernel, run.Column, run.Columns);
    }

    private void ReserveStates(PlannedValues values)
    {
        var use = Recurrence.StateUse;
        if (use.Kept) KeptStates = Memory.States.ReserveKept(Recurrence.StateValues);
        if (use.FromInput)
        {
            var last = values.Inputs[values.Inputs.Count - 1];
            ValueView? Behind(ValueView? view) =>
                (view is null ? null : view with { GroupStride = 0 })?.Shifted(last.Value.Values + Memory.States.InitialFeatures);
            FirstStates = Behind(last.View);
            FirstStateGradients = Behind(last.Gradient);
        }

        for (int s = 0; s < Cell.States.Count; s++)
        {
            string name = $"{Recurrence.Name}/{Cell.States[s].Before.Name}", stream = Stream?.States[s] ?? "-1";
            if (use.FromInput) Memory.States.Initial.Add(new(name, Units, FirstStates!.Shifted(s * Units).Address(Precision.Lanes),
                stream));
            if (use.Returned) Memory.States.Returned.Add(new(name, Units, StateAddress(s, LastRow), stream));
        }
    }
}
