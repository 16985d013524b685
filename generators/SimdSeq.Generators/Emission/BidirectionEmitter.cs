using System.Collections.Generic;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// Emits two recurrences from opposite ends. Side by side, they write their sequences straight into the rows of one buffer, which has a
/// zero row at each end for the states before the first step.
/// </summary>
internal sealed class BidirectionEmitter : OperationEmitter
{
    private readonly Bidirection _operation;
    private readonly RecurrenceEmitter _forward;
    private readonly RecurrenceEmitter _backward;

    public BidirectionEmitter(Bidirection operation, int index, int count, ModelMemory memory) : base(operation, index, count, memory)
    {
        _operation = operation;
        _forward = new(operation.Forward, index, count, memory) { MaskKey = operation.DropoutKey };
        _backward = new(operation.Backward, index, count, memory) { AddsInputGradient = true, MaskKey = operation.SecondDropoutKey };
    }

    private bool IsConcat => _operation.Merge == Merge.Concat;

    private bool IsSequence => _operation.Forward.ReturnSequences;

    private int Rows => _operation.Output.Rows;

    private int Units => _operation.Output.Features;

    private int ForwardUnits => _operation.Forward.Cell.Units;

    public override bool HasPack => true;

    public override long BackwardMultiplyAdds => _forward.BackwardMultiplyAdds + _backward.BackwardMultiplyAdds;

    public override void ReserveForward()
    {
        _forward.Input = _backward.Input = Input;
        _forward.InputMask = _backward.InputMask = InputMask;
        if (IsConcat && IsSequence)
        {
            var both = Memory.Workspace.Reserve(Prefix + "Output", (Rows + 2) * Units, ForwardTime, BackwardTime);
            _forward.SharedOutput = new(both, 0, Units);
            _backward.SharedOutput = new(both, Units + ForwardUnits, Units);
            Output = new(both, Units, Units);
        }
        else
        {
            Output = new(Memory.Workspace.Reserve(Prefix + "Output", Rows * Units, ForwardTime, BackwardTime), 0, Units);
        }

        _forward.ReserveForward();
        _backward.ReserveForward();
    }

    public override void ReserveStream()
    {
    }

    public override void ReserveBackward()
    {
        _forward.InputGradient = _backward.InputGradient = InputGradient;
        _forward.OutputGradient = IsConcat ? OutputGradient : Gradient("Forward");
        _backward.OutputGradient = IsConcat ? OutputGradient with { Offset = OutputGradient.Offset + ForwardUnits } : Gradient("Backward");
        _forward.ReserveBackward();
        _backward.ReserveBackward();
    }

    public override void WritePack(SourceWriter writer)
    {
        _forward.WritePack(writer);
        _backward.WritePack(writer);
    }

    public override void WriteTileMethods(SourceWriter writer)
    {
        WriteBothWays(writer, $"{_operation.Declared}: {_operation.Input} to {_operation.Output}.", Method("Forward"), _forward.Method("Forward"), _backward.Method("Forward"));
        writer.Line();
        WriteBothWays(writer, "The same, keeping nothing.", PredictMethod, _forward.PredictMethod, _backward.PredictMethod);
        writer.Line();
        WriteBackward(writer);
        writer.Line();
        _forward.WriteTileMethods(writer);
        writer.Line();
        _backward.WriteTileMethods(writer);
    }

    public override string PredictMethod => Method("Predict");

    private void WriteBothWays(SourceWriter writer, string summary, string method, string forward, string backward)
    {
        BeginTileMethod(writer, summary, method);
        writer.Line($"{forward}<V>(frame);");
        writer.Line($"{backward}<V>(frame);");
        if (!IsConcat || !IsSequence)
        {
            writer.Line($"Slab<{Type}> forward = frame.Workspace + {_forward.Output.Address(Lanes)}, backward = frame.Workspace + {_backward.Output.Address(Lanes)}, "
                + $"y = frame.Workspace + {Output.Address(Lanes)};");
            foreach (string line in Combine()) writer.Line(line);
        }

        writer.End();
    }

    private void WriteBackward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"The gradients of {_operation.Name}: the second direction adds to what the first leaves for the input.", $"{Prefix}Backward");
        if (!IsConcat)
        {
            if (_operation.Merge == Merge.Multiply)
                writer.Line($"Slab<{Type}> forward = frame.Workspace + {_forward.Output.Address(Lanes)}, backward = frame.Workspace + {_backward.Output.Address(Lanes)};");
            writer.Line($"Slab<{Type}> dy = frame.Workspace + {OutputGradient.Address(Lanes)}, dForward = frame.Workspace + {_forward.OutputGradient.Address(Lanes)}, "
                + $"dBackward = frame.Workspace + {_backward.OutputGradient.Address(Lanes)};");
            foreach (string line in Separate()) writer.Line(line);
        }

        writer.Line($"{_forward.Method("Backward")}<V>(frame);");
        writer.Line($"{_backward.Method("Backward")}<V>(frame);");
        writer.End();
    }

    public override void WriteStreamMethods(SourceWriter writer)
    {
    }

    private ValueView Gradient(string direction) =>
        new(Memory.Workspace.Reserve($"{Prefix}{direction}Gradient", Rows * Units, BackwardTime, BackwardTime), 0, Units);

    private IEnumerable<string> Combine()
    {
        string values = $"Span({Rows * Units * Lanes})";
        return _operation.Merge switch
        {
            Merge.Concat =>
            [
                $"forward.CopyTo(y, {ForwardUnits * Lanes});",
                $"backward.CopyTo(y + {ForwardUnits * Lanes}, {(Units - ForwardUnits) * Lanes});",
            ],
            Merge.Multiply => [$"TensorPrimitives.Multiply<{Type}>(forward.{values}, backward.{values}, y.{values});"],
            Merge.Sum => [$"TensorPrimitives.Add<{Type}>(forward.{values}, backward.{values}, y.{values});"],
            _ =>
            [
                $"TensorPrimitives.Add<{Type}>(forward.{values}, backward.{values}, y.{values});",
                $"TensorPrimitives.Multiply<{Type}>(y.{values}, {Half}, y.{values});",
            ],
        };
    }

    private IEnumerable<string> Separate()
    {
        int count = Rows * Units * Lanes;
        string values = $"Span({count})";
        return _operation.Merge switch
        {
            Merge.Multiply =>
            [
                $"TensorPrimitives.Multiply<{Type}>(dy.{values}, backward.{values}, dForward.{values});",
                $"TensorPrimitives.Multiply<{Type}>(dy.{values}, forward.{values}, dBackward.{values});",
            ],
            Merge.Sum => [$"dy.CopyTo(dForward, {count});", $"dy.CopyTo(dBackward, {count});"],
            _ => [$"TensorPrimitives.Multiply<{Type}>(dy.{values}, {Half}, dForward.{values});", $"dForward.CopyTo(dBackward, {count});"],
        };
    }

    private string Half => Type == "float" ? "0.5f" : "0.5";
}
