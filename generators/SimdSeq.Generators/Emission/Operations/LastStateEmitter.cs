using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits a last state of a recurrence.</summary>
internal sealed class LastStateEmitter(LastStatePlan plan) : OperationEmitter(plan)
{
    private int Units => Operation.OutputShape.Features;

    private string State => plan.LastState.Recurrence.Cell.States[plan.LastState.State].Before.Name!;

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{State} of {plan.LastState.Recurrence.Name} after the last step.", ForwardMethod);
        writer.Line($"(frame.Workspace + {plan.Address}).CopyTo({Y}, {Units * Lanes});");
        writer.End();
    }

    // The gradient of the state begins with that of this one; what is read of the answer itself receives nothing.
    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, plan.IsAnswer ? $"The same of {plan.LastState.Recurrence.Name}." : "The answer receives nothing.",
            GradientMethod);
        string dx = Work(Dx!.View);
        if (!plan.IsAnswer)
            writer.Line(Dx.Adds ? "// Others have left theirs there." : $"({dx}).Clear({Operation.InputShape.Values * Lanes});");
        else if (!Dx.Adds) writer.Line($"({Dy}).CopyTo({dx}, {Units * Lanes});");
        else writer.Line(Add(dx, Dy));
        writer.End();

        string Add(string to, string from) => $"TensorPrimitives.Add<{Type}>(({to}).Span({Units * Lanes}), "
            + $"({from}).Span({Units * Lanes}), ({to}).Span({Units * Lanes}));";
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{State} of {plan.LastState.Recurrence.Name} after this step.");
        writer.Line($"(stream + {plan.StreamAddress}).CopyTo({StreamY}, {Units});");
        writer.End();
    }
}
