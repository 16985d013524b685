using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Emission;

/// <summary>Offsets and lengths as they stand in the emitted <c>ModelLayout</c>.</summary>
internal sealed record LayoutSizes(
    long Packed, long Workspace, string Input, string Output, string OutputGradient, string InputGradient, string? InputMask,
    string? OutputMask, IReadOnlyList<StateSlice> InitialStates, IReadOnlyList<StateSlice> ReturnedStates, int KeptValues, long Stream, string StreamOutput);

/// <summary>Writes the <c>ModelLayout</c> through which the library knows the model.</summary>
internal static class LayoutEmitter
{
    public static void Write(
        SourceWriter writer, ModelDeclaration model, ModelGraph graph, IReadOnlyList<OperationEmitter> operations, int parameterValues, LayoutSizes sizes)
    {
        writer.Begin("public static readonly ModelLayout Table = new()");
        writer.Line($"Name = \"{model.PlainName}\",");
        writer.Line($"Steps = {graph.Input.Rows},");
        writer.Line($"Features = {graph.Input.Features},");
        writer.Line($"OutputSteps = {graph.Output.Rows},");
        writer.Line($"OutputFeatures = {graph.Output.Features},");
        if (graph.OutputActivation is { } activation) writer.Line($"OutputActivation = Activation.{activation},");
        writer.Line("Layers =");
        writer.Line("[");
        for (int i = 0; i < operations.Count; i++)
        {
            var operation = graph.Operations[i];
            string meaning = operation.Meaning is null ? "" : $", Meaning: \"{operation.Meaning}\"";
            writer.Line($"    new(\"{operation.Name}\", \"{operation.Declared}\", \"{operation.Output}\", Parameters: {operation.ParameterCount}, "
                + $"ForwardFlops: {2 * operation.MultiplyAdds}, BackwardFlops: {2 * operations[i].BackwardMultiplyAdds}{meaning}),");
        }

        writer.Line("],");
        writer.Line("Parameters =");
        writer.Line("[");
        var tables = graph.Operations.OfType<Lookup>().Select(lookup => lookup.Table).ToList();
        foreach (var parameter in graph.Parameters)
        {
            string ones = parameter.Ones.To > 0 ? $", OnesFrom: {parameter.Ones.From}, OnesTo: {parameter.Ones.To}" : "";
            string isLookedUp = tables.Contains(parameter) ? ", IsLookedUp: true" : "";
            writer.Line($"    new(\"{parameter.Name}\", [{string.Join(", ", parameter.Shape)}], {parameter.Constant}, "
                + $"Initializer.{parameter.Initializer}{ones}{isLookedUp}),");
        }


        writer.Line("],");
        writer.Line($"ParameterValues = {parameterValues},");
        writer.Line($"PackedValues = {sizes.Packed},");
        writer.Line($"WorkspaceValues = {sizes.Workspace},");
        writer.Line($"InputOffset = {sizes.Input},");
        writer.Line($"OutputOffset = {sizes.Output},");
        writer.Line($"OutputGradientOffset = {sizes.OutputGradient},");
        writer.Line($"InputGradientOffset = {sizes.InputGradient},");
        if (sizes.InputMask is not null) writer.Line($"InputMaskOffset = {sizes.InputMask},");
        if (sizes.OutputMask is not null) writer.Line($"OutputMaskOffset = {sizes.OutputMask},");
        WriteStates(writer, "InitialStates", sizes.InitialStates);
        WriteStates(writer, "ReturnedStates", sizes.ReturnedStates);
        if (sizes.KeptValues > 0) writer.Line($"KeptStateValues = {sizes.KeptValues},");
        if (!graph.IsCausal) writer.Line("IsCausal = false,");
        if (graph.IsCausal) writer.Line($"StreamValues = {sizes.Stream},");
        if (graph.IsCausal) writer.Line($"StreamOutputOffset = {sizes.StreamOutput},");
        writer.End(";");
    }

    private static void WriteStates(SourceWriter writer, string name, IReadOnlyList<StateSlice> states)
    {
        if (states.Count == 0) return;
        writer.Line($"{name} =");
        writer.Line("[");
        foreach (var state in states) writer.Line($"    new(\"{state.Name}\", {state.Units}, Offset: {state.Offset}, StreamOffset: {state.StreamOffset}),");
        writer.Line("],");
    }
}
