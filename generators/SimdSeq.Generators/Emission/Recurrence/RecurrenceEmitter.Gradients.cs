using System.Linq;
using SimdSeq.Generators.Planning;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <content>The pass of the gradients over a tile.</content>
internal sealed partial class RecurrenceEmitter
{
    public override void WriteGradients(SourceWriter writer)
    {
        string slab = $"Slab<{Type}>";
        BeginTileMethod(writer, $"The gradients of {_operation.Declared}. Each row's gates become the gradients of their sums.",
            GradientMethod);
        writer.Line($"{slab} packed = frame.Packed, work = frame.Workspace, gradient = frame.Gradient;");
        for (int s = 0; s < Cell.States.Count; s++)
        {
            string? own = _plan.StateGradients[s];
            writer.Line($"{slab} {_gradientSlabs[s]} = work + {own ?? Plan.Output.Gradient!.Address(Lanes)};");
            if (own is not null) WriteLastGradient(writer, s);
        }

        if (_plan.Scratch is { } scratch) writer.Line($"{slab} scratch = work + {scratch};");
        writer.Begin(StepLoop(_operation.IsReversed));
        writer.Line($"{slab} row = work + {_plan.Row} + t * {RowWidth * Lanes}, {StepSlabs()};");
        WriteStages(writer, Schedule.Backward, backward: true);
        foreach (var (from, to) in Schedule.BackwardCopies) writer.Line($"({TileAddress(from)}).CopyTo({TileAddress(to)}, {BlockValues});");
        foreach (var place in Schedule.BackwardClears) writer.Line($"{TileAddress(place)}.Clear({BlockValues});");
        writer.End();
        writer.Line();
        for (int s = 0; s < Cell.States.Count && _plan.FirstStateGradients is not null; s++)
        {
            string place = _plan.FirstStateGradients.Shifted(s * Units).Address(Lanes);
            writer.Line($"{_gradientSlabs[s]}.CopyTo(work + {place}, {BlockValues});");
        }

        for (int s = 0; s < Cell.States.Count && _operation.HasInitialStates; s++)
        {
            if (Plan.InputGradients[1 + s] is not { } place) continue;
            string to = $"work + {place.View.Address(Lanes)}";
            writer.Line(place.Adds ? Sum(to, _gradientSlabs[s]) : $"{_gradientSlabs[s]}.CopyTo({to}, {BlockValues});");
        }

        writer.Line("// Over all steps at once: what the matrices, the biases and the input receive.");
        WriteParameterGradients(writer);
        if (Dx is { } dx) WriteInputGradient(writer, dx);
        writer.End();
        WriteLoops(writer, Schedule.Backward, backward: true);
    }

    // The gradient of a state after the last step: of all that is read of it there.
    private void WriteLastGradient(SourceWriter writer, int state)
    {
        string gradient = _gradientSlabs[state];
        var read = _plan.LastStateGradients[state];
        writer.Line(read.Count == 0
            ? $"{gradient}.Clear({BlockValues});"
            : $"(work + {read[0].Address(Lanes)}).CopyTo({gradient}, {BlockValues});");
        foreach (var other in read.Skip(1)) writer.Line(Sum(gradient, $"work + {other.Address(Lanes)}"));
    }

    private string Sum(string to, string from) => $"TensorPrimitives.Add<{Type}>(({to}).Span({BlockValues}), "
        + $"({from}).Span({BlockValues}), ({to}).Span({BlockValues}));";

    private void WriteParameterGradients(SourceWriter writer)
    {
        var sums = new GradientSums(Type);
        foreach (var run in Schedule.WeightGradients)
        {
            var (source, stride) = WholeSequence(run.Source);
            sums.AddMatrix(source, stride, run.Kernel.Shape[0], run.Block * Units, run.Columns, Constant(run.Kernel) + Plus(run.Column),
                run.Kernel.Columns);
        }

        var biases = BiasRuns.Of(Schedule, Units);
        string bias = biases.Count == 0 ? "" : Constant(Bias);
        foreach (var run in biases) sums.AddBias(run.GradientBlock * Units, run.Count, bias + Plus(run.Starts[0]));
        foreach (var (parameter, block) in Schedule.VectorGradients) sums.AddBias(block * Units, Units, Constant(parameter));
        sums.Write(writer, $"work + {_plan.Row}", RowWidth, Steps);
        foreach (var run in biases)
        {
            foreach (int other in run.Starts.Skip(1)) // biases of one sum have one gradient
                writer.Line($"(gradient + {bias}{Plus(run.Starts[0])}).CopyTo(gradient + {bias}{Plus(other)}, {run.Count});");
        }
    }

    // With a mask and something to add to, the gradient is made where the masked input was, which nothing reads any more.
    private void WriteInputGradient(SourceWriter writer, GradientPlace dx)
    {
        bool isMasked = _plan.InputMask is not null, addsHere = dx.Adds && !isMasked;
        var target = dx.Adds && isMasked ? _plan.MaskedInput : dx.View;
        foreach (var run in Schedule.InputGradients)
        {
            writer.Line(TransposedProduct(addsHere ? run with { Start = Start.Continue } : run,
                $"work + {_plan.Row}{Plus(run.Block * BlockValues)}", $"work + {target.Address(Lanes)}", target.Stride, Steps));
        }

        if (!isMasked) return;
        WriteInputMasking(writer, target, target);
        if (!dx.Adds) return;
        string Values(ValueView view) => $"(work + {view.Address(Lanes)}).Span({Steps * Cell.Inputs * Lanes})";
        writer.Line($"TensorPrimitives.Add<{Type}>({Values(dx.View)}, {Values(target)}, {Values(dx.View)});");
    }

    private string TransposedProduct(ProductRun run, string source, string destination, int destinationStride, int rows) =>
        $"MatMul.{(run.Start == Start.Zero ? "Product" : "Accumulate")}<V, {Type}>({source}, xStride: {RowWidth}, "
        + $"{Plan.Transposed(run.Kernel, run.Column, run.Columns)}, y: {destination}, yStride: {destinationStride}, rows: {rows}, "
        + $"inputs: {run.Columns}, outputs: {run.Kernel.Shape[0]});";
}
