using System;
using System.Linq;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <content>The forward pass over a tile.</content>
internal sealed partial class RecurrenceEmitter
{
    private void WriteForward(SourceWriter writer)
    {
        string slab = $"Slab<{Type}>";
        BeginTileMethod(writer, $"{_operation.Declared}: {_operation.Input} to {_operation.Output}.", $"{Prefix}Forward");
        writer.Line($"{slab} parameters = frame.Parameters, packed = frame.Packed, work = frame.Workspace;");
        WriteMasks(writer);
        WriteFirstStates(writer, _ => FirstRow);
        var ahead = _schedule.InputProducts.Except(_pairs.Values).ToList();
        var runs = new StepRuns(Steps, ahead.Count > 0 ? RowWidth : 0, _operation.IsReversed);
        runs.Begin(writer);
        foreach (var run in ahead)
            writer.Line(ForwardProduct(run, $"work + {_keptInput.Address(Lanes)}{runs.Shift(_keptInput.Stride * Lanes)}", _keptInput.Stride, $"work + {Row}{Plus(run.Block * BlockValues)}{runs.Shift(RowWidth * Lanes)}", RowWidth, runs.Rows));
        runs.BeginSteps(writer);
        writer.Line($"{slab} row = work + {Row} + t * {RowWidth * Lanes}, {StepSlabs()};");
        WriteStages(writer, _schedule.Forward, backward: false);
        runs.End(writer);
        WriteKeptStates(writer);
        writer.End();
    }

    /// <summary>The statements that set the states before the first step, in the given row of each.</summary>
    public void WriteFirstStates(SourceWriter writer, Func<int, int> row)
    {
        for (int s = 0; s < Cell.States.Count; s++)
        {
            string first = $"work + {StateAddress(s, row(s))}";
            if (_operation.StateUse.FromInput) writer.Line($"(work + {_firstStates!.Shifted(s * Units).Address(Lanes)}).CopyTo({first}, {BlockValues});");
            else if (_operation.StateUse.Kept) writer.Line($"(frame.State{Plus((_keptStates + s * Units) * Lanes)}).CopyTo({first}, {BlockValues});");
            else writer.Line($"({first}).Clear({BlockValues});");
        }
    }

    /// <summary>The statements that keep the states after the last step for the next call.</summary>
    public void WriteKeptStates(SourceWriter writer)
    {
        for (int s = 0; s < Cell.States.Count && _operation.StateUse.Kept; s++)
            writer.Line($"(work + {StateAddress(s, LastRow)}).CopyTo(frame.State{Plus((_keptStates + s * Units) * Lanes)}, {BlockValues});");
    }

    private void WriteMasks(SourceWriter writer)
    {
        void Mask(string constant, int units, double rate, int key) =>
            writer.Line($"DropoutMask.Fill(work + {constant}, units: {units}, rate: frame.Training ? {rate.ToString(System.Globalization.CultureInfo.InvariantCulture)} : 0, "
                + $"frame.Seed, frame.TrainingStep, layer: {MaskKey + key}, frame.FirstSample);");

        if (Cell.StateDropout > 0) Mask(Prefix + "Mask", Units, Cell.StateDropout, 1);
        if (Cell.InputDropout > 0)
        {
            Mask(Prefix + "InputMask", Cell.Inputs, Cell.InputDropout, 0);
            WriteInputMasking(writer, Input.Address(Lanes), Input.Stride, _keptInput.Address(Lanes), _keptInput.Stride);
            writer.Line();
        }
    }

    private void WriteInputMasking(SourceWriter writer, string from, int fromStride, string to, int toStride)
    {
        int values = Cell.Inputs * Lanes;
        writer.Line($"for (int t = 0; t < {Steps}; t++)");
        writer.Line($"    TensorPrimitives.Multiply<{Type}>((work + {from} + t * {fromStride * Lanes}).Span({values}), (work + {Prefix}InputMask).Span({values}), (work + {to} + t * {toStride * Lanes}).Span({values}));");
    }

    /// <summary>A product of the forward pass over some rows.</summary>
    public string ForwardProduct(ProductRun run, string source, int sourceStride, string destination, int rowWidth, string rows)
    {
        string method = run.Start switch { Start.Bias => "Affine", Start.Zero => "Product", _ => "Accumulate" };
        return $"MatMul.{method}<V, {Type}>({source}, xStride: {sourceStride}, {_weights.Weights(run.Kernel, run.Column, run.Columns)}, "
            + $"{BiasOf(run)}y: {destination}, yStride: {rowWidth}, rows: {rows}, inputs: {run.Kernel.Shape[0]}, outputs: {run.Columns});";
    }

    /// <summary>The product of a step's input and of a state or what was made of it.</summary>
    public string PairedProduct(ProductRun input, ValueView x, ProductRun run, string source, string destination)
    {
        return $"MatMul.{(input.Start == Start.Bias ? "Affine" : "Product")}OfTwo<V, {Type}>(work + {x.Address(Lanes)} + t * {x.Stride * Lanes}, inputs: {input.Kernel.Shape[0]}, {_weights.Weights(input.Kernel, input.Column, input.Columns)}, "
            + $"{source}, units: {run.Kernel.Shape[0]}, recurrent: parameters + {run.Kernel.Constant}{Plus(run.Column)}, recurrentStride: {run.Kernel.Columns}, {BiasOf(input)}y: {destination}, outputs: {run.Columns});";
    }

    private string BiasOf(ProductRun run) => run.Start == Start.Bias ? $"bias: packed + {RowBias}{Plus(run.Block * Units)}, " : "";
}
