using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits arithmetic on values, each with those in its place, as one loop; and as another what its inputs receive.</summary>
internal sealed class ElementWiseEmitter(ElementWise operation, OperationPlan plan) : OperationEmitter(plan)
{
    private Equation Equation => operation.Equation;

    public override bool CanShareMethods => true;

    private IEnumerable<int> Inputs => Enumerable.Range(0, operation.Inputs.Count);

    private long Values => operation.OutputShape.Values * Lanes;

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, operation.Name + ".", ForwardMethod);
        WriteEquation(writer, i => Work(Plan.Inputs[i].View, Leaf(i)), Y, Values);
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{operation.Name} for one sample.");
        WriteEquation(writer, StreamPlace, StreamY, Plan.Precision.Padded(operation.OutputShape.Features));
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        var gradients = Plan.Gradients!;
        var names = Names();
        var body = new LoopBody(Type, names, value => value == gradients.OutputGradient ? "V.Load(dy, j)" : Load(value));
        var wanted = Inputs.Where(i => Plan.InputGradients[i] is not null && gradients.OfInputs[i] is not null).ToList();
        string Address(int i) => wanted.Count == 1 ? "d" + Leaf(i) : "at" + Graph.Names.Pascal("d" + Leaf(i));
        if (wanted.Count == 1)
        {
            body.StoreAtOnce(gradients.OfInputs[wanted[0]]!, Address(wanted[0]), Plan.InputGradients[wanted[0]]!.Adds);
        }
        else
        {
            // All are computed before the first is stored: one of them may lie where what they are made of was.
            foreach (int i in wanted)
            {
                gradients.OfInputs[i]!.As("d" + Leaf(i));
                body.Local(gradients.OfInputs[i]!);
            }

            foreach (int i in wanted)
            {
                if (Plan.InputGradients[i]!.Adds) body.Add(gradients.OfInputs[i]!, Address(i));
                else body.Store([(gradients.OfInputs[i]!, Address(i), null)]);
            }
        }

        BeginTileMethod(writer, $"The gradients of {operation.Name}.", GradientMethod);
        var places = Inputs.Where(_ => gradients.ReadsInputs).Select(i => $"{Leaf(i)} = {Work(Plan.Inputs[i].View, Leaf(i))}")
            .Concat(gradients.ReadsOutput ? [$"y = {Y}"] : [])
            .Append($"dy = {Dy}")
            .Concat(wanted.Select(i => $"{Address(i)} = {Work(Plan.InputGradients[i]!.View, "d" + Leaf(i))}"));
        WriteLoop(writer, places, body, Values);
        writer.End();
    }

    private void WriteEquation(SourceWriter writer, System.Func<int, string> input, string output, long count)
    {
        var body = new LoopBody(Type, Names(), LoadInput);
        body.StoreAtOnce(Equation.Value, "y");
        WriteLoop(writer, Inputs.Select(i => $"{Leaf(i)} = {input(i)}").Append($"y = {output}"), body, count);
    }

    private void WriteLoop(SourceWriter writer, IEnumerable<string> places, LoopBody body, long count)
    {
        writer.Line($"Slab<{Type}> {string.Join(", ", places)};");
        if (body.Functions.Count > 0) writer.Line(LoopBody.LoadActivations(Type));
        writer.Begin($"for (int j = 0; j < {Number("count", count)}; j += V.Count)");
        foreach (string statement in body.Statements) writer.Line(statement);
        writer.End();
    }

    private string Leaf(int input) => Equation.Inputs[input].Name!;

    private string? Load(Expression value) => LoadInput(value) ?? (value == Equation.Value ? "V.Load(y, j)" : null);

    private string? LoadInput(Expression value) => Equation.Inputs.Any(leaf => leaf == value) ? $"V.Load({value.Name}, j)" : null;

    // The inputs and outputs are called like the places where they lie.
    private LocalNames Names() =>
        new(["V", "j", "frame", "stream", "input", "parameters", "packed", LoopBody.Apply, "y", "dy", .. Inputs.Select(Leaf),
            .. Inputs.Select(i => "d" + Leaf(i))]);
}
