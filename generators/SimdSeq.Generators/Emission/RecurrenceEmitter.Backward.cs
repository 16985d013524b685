using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <content>The backward pass over a tile.</content>
internal sealed partial class RecurrenceEmitter
{
    private void WriteBackward(SourceWriter writer)
    {
        string slab = $"Slab<{Type}>";
        BeginTileMethod(writer, $"The gradients of {_operation.Declared}. Each row's gates become the gradients of their sums.", $"{Prefix}Backward");
        writer.Line($"{slab} packed = frame.Packed, work = frame.Workspace, gradient = frame.Gradient;");
        for (int s = 0; s < Cell.States.Count; s++)
        {
            bool own = s > 0 || !_carriesOutputGradient;
            string name = _states.Gradient(s);
            writer.Line($"{slab} {name} = work + {(own ? _states.Carried(s) : OutputGradient.Address(Lanes))};");
            if (own) writer.Line($"{name}.Clear({BlockValues});");
        }

        if (_schedule.ScratchBlocks > 0) writer.Line($"{slab} scratch = work + {Prefix}Scratch;");
        writer.Begin(StepLoop(_operation.IsReversed));
        writer.Line($"{slab} row = work + {Prefix}Row + t * {RowWidth * Lanes}, {StepSlabs()};");
        WriteStages(writer, _schedule.Backward, backward: true);
        foreach (var (from, to) in _schedule.BackwardCopies) writer.Line($"({TileAddress(from, true)}).CopyTo({TileAddress(to, true)}, {BlockValues});");
        foreach (var place in _schedule.BackwardClears) writer.Line($"{TileAddress(place, true)}.Clear({BlockValues});");
        writer.End();
        writer.Line();
        if (_operation.StateUse.FromInput && Memory.InputGradient is { } dInput)
        {
            for (int s = 0; s < Cell.States.Count; s++)
            {
                string given = (dInput with { Offset = _firstStates!.Offset + s * Units }).Address(Lanes);
                writer.Line($"{_states.Gradient(s)}.CopyTo(work + {given}, {BlockValues});");
            }
        }

        writer.Line("// Over all steps at once: what the matrices, the biases and the input receive.");
        WriteParameterGradients(writer);
        if (InputGradient is not null) WriteInputGradient(writer, InputGradient);
        writer.End();
    }

    private void WriteParameterGradients(SourceWriter writer)
    {
        var sums = new GradientSums(Type);
        foreach (var run in _schedule.WeightGradients)
        {
            var (source, stride) = WholeSequence(run.Source);
            sums.AddMatrix(source, stride, run.Kernel.Shape[0], run.Block * Units, run.Columns, run.Kernel.Constant + Plus(run.Column), run.Kernel.Columns);
        }

        var biases = BiasRuns.Of(_schedule, Units);
        string bias = biases.Count == 0 ? "" : Cell.Parameters.Single(p => p.Name.EndsWith("/bias")).Constant;
        foreach (var run in biases) sums.AddBias(run.GradientBlock * Units, run.Count, bias + Plus(run.Starts[0]));
        foreach (var (parameter, block) in _schedule.VectorGradients) sums.AddBias(block * Units, Units, parameter.Constant);
        sums.Write(writer, $"work + {Prefix}Row", RowWidth, Steps);
        foreach (var run in biases)
        {
            foreach (int other in run.Starts.Skip(1)) // biases of one sum have one gradient
                writer.Line($"(gradient + {bias}{Plus(run.Starts[0])}).CopyTo(gradient + {bias}{Plus(other)}, {run.Count});");
        }
    }

    // With a mask and something to add to, the gradient is made where the masked input was, which nothing reads any more.
    private void WriteInputGradient(SourceWriter writer, ValueView dx)
    {
        bool isMasked = Cell.InputDropout > 0, addsHere = AddsInputGradient && !isMasked;
        var target = AddsInputGradient && isMasked ? _keptInput : dx;
        foreach (var run in _schedule.InputGradients)
            writer.Line(TransposedProduct(addsHere ? run with { Start = Start.Continue } : run, $"work + {Prefix}Row{Plus(run.Block * BlockValues)}", $"work + {target.Address(Lanes)}", target.Stride, Steps));
        if (!isMasked) return;
        WriteInputMasking(writer, target.Address(Lanes), target.Stride, target.Address(Lanes), target.Stride);
        if (!AddsInputGradient) return;
        int values = Steps * Cell.Inputs * Lanes;
        writer.Line($"TensorPrimitives.Add<{Type}>((work + {dx.Address(Lanes)}).Span({values}), (work + {target.Address(Lanes)}).Span({values}), (work + {dx.Address(Lanes)}).Span({values}));");
    }

    private string TransposedProduct(ProductRun run, string source, string destination, int destinationStride, int rows)
    {
        int outputs = run.Kernel.Shape[0];
        return $"MatMul.{(run.Start == Start.Zero ? "Product" : "Accumulate")}<V, {Type}>({source}, xStride: {RowWidth}, {_weights.Transposed(run.Kernel, run.Column, run.Columns)}, "
            + $"y: {destination}, yStride: {destinationStride}, rows: {rows}, inputs: {run.Columns}, outputs: {outputs});";
    }
}
