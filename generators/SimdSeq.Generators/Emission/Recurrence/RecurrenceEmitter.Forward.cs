using System;
using System.Globalization;
using System.Linq;
using SimdSeq.Generators.Planning;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <content>The forward pass over a tile.</content>
internal sealed partial class RecurrenceEmitter
{
    public override void WriteForward(SourceWriter writer)
    {
        string slab = $"Slab<{Type}>";
        BeginTileMethod(writer, $"{_operation.Declared}: {_operation.InputShape} to {_operation.OutputShape}.", ForwardMethod);
        writer.Line($"{slab} parameters = frame.Parameters, packed = frame.Packed, work = frame.Workspace;");
        WriteMasks(writer);
        WriteFirstStates(writer, _ => _plan.FirstRow);
        var input = _plan.MaskedInput;
        var ahead = Schedule.InputProducts.Except(_plan.Pairs.Values).ToList();
        var runs = new StepRuns(Steps, ahead.Count > 0 ? RowWidth : 0, _operation.IsReversed);
        runs.Begin(writer);
        foreach (var run in ahead)
        {
            writer.Line(ForwardProduct(run, $"work + {input.Address(Lanes)}{runs.Shift(input.Stride * Lanes)}", input.Stride,
                $"work + {_plan.Row}{Plus(run.Block * BlockValues)}{runs.Shift(RowWidth * Lanes)}", RowWidth, runs.Rows));
        }

        runs.BeginSteps(writer);
        writer.Line($"{slab} row = work + {_plan.Row} + t * {RowWidth * Lanes}, {StepSlabs()};");
        WriteStages(writer, Schedule.Forward, backward: false);
        runs.End(writer);
        WriteKeptStates(writer);
        writer.End();
        WriteLoops(writer, Schedule.Forward, backward: false);
        writer.Line();
        _prediction.Write(writer, Plan.Inputs[0].View);
    }

    /// <summary>The statements that set the states before the first step, in the given row of each.</summary>
    public void WriteFirstStates(SourceWriter writer, Func<int, int> row)
    {
        for (int s = 0; s < Cell.States.Count; s++)
        {
            string first = $"work + {_plan.StateAddress(s, row(s))}";
            if (_plan.FirstStates is { } given) writer.Line($"(work + {given.Shifted(s * Units).Address(Lanes)}).CopyTo({first}, "
                + $"{BlockValues});");
            else if (_operation.HasInitialStates) writer.Line($"(work + {Plan.Inputs[1 + s].View.Address(Lanes)}).CopyTo({first}, "
                + $"{BlockValues});");
            else if (_operation.StateUse.Kept) writer.Line($"(frame.State{Kept(s)}).CopyTo({first}, {BlockValues});");
            else writer.Line($"({first}).Clear({BlockValues});");
        }
    }

    /// <summary>The statements that keep the states after the last step for the next call.</summary>
    public void WriteKeptStates(SourceWriter writer)
    {
        for (int s = 0; s < Cell.States.Count && _operation.StateUse.Kept; s++)
            writer.Line($"(work + {_plan.StateAddress(s, _plan.LastRow)}).CopyTo(frame.State{Kept(s)}, {BlockValues});");
    }

    private string Kept(int state) => Plus((_plan.KeptStates + state * Units) * Lanes);

    private void WriteMasks(SourceWriter writer)
    {
        void Mask(string constant, int units, double rate, string part) =>
            writer.Line($"DropoutMask.Fill(work + {constant}, units: {units}, rate: frame.Training ? "
                + $"{rate.ToString(CultureInfo.InvariantCulture)} : 0, "
                + $"frame.Seed, frame.TrainingStep, layer: {RandomKey(part)}, frame.FirstSample);");

        if (_plan.StateMask is { } state) Mask(state, Units, Cell.StateDropout, "state");
        if (_plan.InputMask is not { } input) return;
        Mask(input, Cell.Inputs, Cell.InputDropout, "input");
        WriteInputMasking(writer, Plan.Inputs[0].View, _plan.MaskedInput);
        writer.Line();
    }

    private void WriteInputMasking(SourceWriter writer, ValueView from, ValueView to)
    {
        int values = Cell.Inputs * Lanes;
        string Row(ValueView view) => $"(work + {view.Address(Lanes)} + t * {view.Stride * Lanes}).Span({values})";
        writer.Line($"for (int t = 0; t < {Steps}; t++)");
        writer.Line($"    TensorPrimitives.Multiply<{Type}>({Row(from)}, (work + {_plan.InputMask}).Span({values}), {Row(to)});");
    }

    /// <summary>A product of the forward pass over some rows.</summary>
    public string ForwardProduct(ProductRun run, string source, int sourceStride, string destination, int rowWidth, string rows)
    {
        string method = run.Start switch { Start.Bias => "Affine", Start.Zero => "Product", _ => "Accumulate" };
        return $"MatMul.{method}<V, {Type}>({source}, xStride: {sourceStride}, {Plan.Weights(run.Kernel, run.Column, run.Columns)}, "
            + $"{BiasOf(run)}y: {destination}, yStride: {rowWidth}, rows: {rows}, inputs: {run.Kernel.Shape[0]}, outputs: {run.Columns});";
    }

    /// <summary>The product of a step's input and of a state or what was made of it.</summary>
    public string PairedProduct(ProductRun input, ValueView x, ProductRun run, string source, string destination) =>
        $"MatMul.{(input.Start == Start.Bias ? "Affine" : "Product")}OfTwo<V, {Type}>(work + {x.Address(Lanes)} + t * {x.Stride * Lanes}, "
        + $"inputs: {input.Kernel.Shape[0]}, {Plan.Weights(input.Kernel, input.Column, input.Columns)}, {source}, units: "
            + $"{run.Kernel.Shape[0]}, "
        + $"recurrent: parameters + {Constant(run.Kernel)}{Plus(run.Column)}, recurrentStride: {run.Kernel.Columns}, "
        + $"{BiasOf(input)}y: {destination}, outputs: {run.Columns});";

    private string BiasOf(ProductRun run) => run.Start == Start.Bias ? $"bias: packed + {_plan.RowBias}{Plus(run.Block * Units)}, " : "";
}
