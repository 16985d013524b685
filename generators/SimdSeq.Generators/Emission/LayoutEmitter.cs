using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Writes the <c>ModelLayout</c> through which the library knows the model.</summary>
internal static class LayoutEmitter
{
    public static void Write(SourceWriter writer, ModelPlan plan)
    {
        var graph = plan.Graph;
        writer.Begin("public static readonly ModelLayout Table = new()");
        writer.Line($"Name = \"{plan.Model.PlainName}\",");
        Shape input = graph.Inputs[0].Shape, output = graph.Outputs[0].Value.Shape;
        writer.Line($"Steps = {input.Rows * (graph.Inputs[0].Groups ?? 1)},");
        if (graph.Inputs[0].Groups is { } groups) writer.Line($"Groups = {groups},");
        writer.Line($"Features = {input.Features},");
        writer.Line($"OutputSteps = {output.Rows},");
        writer.Line($"OutputFeatures = {output.Features},");
        if (graph.OutputActivations[0] is { } activation) writer.Line($"OutputActivation = Activation.{activation},");
        writer.Line("Layers =");
        writer.Line("[");
        foreach (var layer in graph.Layers)
        {
            string meaning = layer.Meaning is null ? "" : $", Meaning: \"{layer.Meaning}\"";
            writer.Line($"    new(\"{layer.Name}\", \"{layer.Declared}\", \"{layer.Output}\", Parameters: {layer.ParameterCount}, "
                + $"ForwardFlops: {2 * layer.MultiplyAdds}, BackwardFlops: {2 * plan.GradientMultiplyAdds(layer)}{meaning}),");
        }

        writer.Line("],");
        writer.Line("Parameters =");
        writer.Line("[");
        foreach (var (parameter, constant, _) in plan.Parameters.InOrder)
        {
            string ones = parameter.Ones.To > 0 ? $", OnesFrom: {parameter.Ones.From}, OnesTo: {parameter.Ones.To}" : "";
            string diagonal = parameter.Diagonal != 0 ? System.FormattableString.Invariant($", Diagonal: {parameter.Diagonal:R}") : "";
            string lengths = parameter.LengthsOf is { } matrix ? $", LengthsOf: \"{matrix.Name}\"" : "";
            string isLookedUp = IsLookedUp(parameter, graph) ? ", IsLookedUp: true" : "";
            string isTrained = parameter.IsTrained ? "" : ", IsTrained: false";
            writer.Line($"    new(\"{parameter.Name}\", [{string.Join(", ", parameter.Shape)}], {constant}, "
                + $"Initializer.{parameter.Initializer}{ones}{isLookedUp}{lengths}{isTrained}{diagonal}),");
        }

        writer.Line("],");
        WriteStatistics(writer, plan);
        WriteAttentions(writer, plan);
        WriteOffsets(writer, plan);
        writer.End(";");
    }

    // Where all that reads it are lookups, a step's gradient has few rows.
    private static bool IsLookedUp(Parameter parameter, ModelGraph graph) =>
        graph.Operations.Where(operation => operation.Parameters.Contains(parameter)).All(operation => operation is Gather);

    private static void WriteAttentions(SourceWriter writer, ModelPlan plan)
    {
        var lines = plan.Operations.Select(operation => AttentionText.Info(operation, plan.Precision.Lanes)).OfType<string>().ToList();
        if (lines.Count == 0) return;
        writer.Line("Attentions =");
        writer.Line("[");
        foreach (string line in lines) writer.Line($"    {line},");
        writer.Line("],");
    }

    private static void WriteStatistics(SourceWriter writer, ModelPlan plan)
    {
        var normalizations = plan.Graph.RunningStatistics.ToList();
        if (normalizations.Count == 0) return;
        writer.Line("Statistics =");
        writer.Line("[");
        foreach (var one in normalizations)
        {
            writer.Line($"    new(Mean: {plan.Parameters[one.Mean].Constant}, Variance: {plan.Parameters[one.Variance].Constant}, "
                + $"Features: {one.Mean.Length}, Momentum: {one.Momentum.ToString("R", CultureInfo.InvariantCulture)}),");
        }

        writer.Line("],");
    }

    private static void WriteOffsets(SourceWriter writer, ModelPlan plan)
    {
        string Address(ValueView? view) => view?.First(plan.Precision.Lanes) ?? "-1";

        writer.Line($"ParameterValues = {plan.Parameters.Length},");
        writer.Line($"PackedValues = {plan.Packed.Length},");
        writer.Line($"WorkspaceValues = {plan.WorkspaceFeatures * plan.Precision.Lanes},");
        ValuePlan input = plan.Inputs[0], output = plan.Outputs[0];
        writer.Line($"InputOffset = {Address(input.View)},");
        writer.Line($"OutputOffset = {Address(output.View)},");
        writer.Line($"OutputGradientOffset = {Address(output.Gradient)},");
        writer.Line($"InputGradientOffset = {Address(plan.Model.InputGradient ? input.Gradient : null)},");
        if (input.Mask is not null) writer.Line($"InputMaskOffset = {Address(input.Mask)},");
        if (output.Mask is not null) writer.Line($"OutputMaskOffset = {Address(output.Mask)},");
        if (plan.Pieces is { } pieces)
        {
            writer.Line($"Pieces = new(Steps: {pieces.Inputs[0].Shape.Rows}, InputOffset: Pieces.{Address(pieces.Inputs[0].View)}, "
                + $"OutputOffset: Pieces.{Address(pieces.Outputs[0].View)}),");
        }

        WriteInputs(writer, plan);
        WriteOutputs(writer, plan);
        WriteStates(writer, "InitialStates", plan.States.Initial);
        WriteStates(writer, "ReturnedStates", plan.States.Returned);
        if (plan.States.KeptFeatures > 0) writer.Line($"KeptStateValues = {plan.States.KeptFeatures * plan.Precision.Lanes},");
        if (plan.Graph.IsCausal)
        {
            WriteStream(writer, plan);
            return;
        }

        writer.Line("IsCausal = false,");
        if (!plan.Graph.CanStream) writer.Line("CanStream = false,");
        if (plan.Graph.Rates?.Source is not { } source) return;
        string ids = DecoderIds(source, plan.Graph) is { } least ? $"Ids = {least}, " : "";
        int steps = plan.Inputs.TakeWhile(input => input.Value != source.Steps).Count();
        writer.Line($"Decoder = new() {{ Input = {steps}, {ids}Stream = new()");
        writer.Line("{");
        WriteStream(writer, plan, "    ");
        writer.Line("} },");
    }

    private static void WriteStream(SourceWriter writer, ModelPlan plan, string indentation = "")
    {
        string of = indentation.Length > 0 ? "" : "Stream";
        Write($"{of}Values = {plan.Stream.Length},");
        Write($"{of}OutputOffset = {plan.StreamOutputs ?? plan.StreamAnswers[0]},");
        if (plan.StreamEnd is not null) Write($"{of}EndOffset = {plan.StreamEnd},");
        if (plan.Graph.Delay > 0) Write($"Delay = {plan.Graph.Delay},");
        if (AnswerRates(plan.Graph) is { } rates) Write(rates);
        if (plan.Graph.MostStepsInStream is { } most) Write($"{(of.Length > 0 ? "MostStreamSteps" : "MostSteps")} = {most},");

        void Write(string line) => writer.Line(indentation + line);
    }

    // How many ids all tables take that are looked up by the steps themselves.
    private static int? DecoderIds(SourceSide source, ModelGraph graph) => graph.Operations.OfType<Gather>()
        .Where(gather => gather.Input == source.Steps).Min(gather => (int?)gather.Parameters[0].Shape[0]);

    private static string? AnswerRates(ModelGraph graph)
    {
        var rates = graph.Rates!.Answers;
        if (graph.Delay == 0 && rates.All(rate => rate.IsEveryStep)) return null;
        string Rows(StreamRate rate) => graph.Delay == 0 || rate.Period == 0 ? "" : $", Rows: static steps => {rate.Rows.Text}";
        var texts = rates.Select(rate => $"new(Period: {rate.Period}, Phase: {rate.Phase}{Rows(rate)})");
        return $"AnswerRates = [{string.Join(", ", texts)}],";
    }

    private static void WriteInputs(SourceWriter writer, ModelPlan plan)
    {
        if (plan.Inputs.Count == 1) return;
        writer.Line("Inputs =");
        writer.Line("[");
        foreach (var input in plan.Inputs)
        {
            string mask = input.Mask is { } itsMask ? $", MaskOffset: {itsMask.First(plan.Precision.Lanes)}" : "";
            string stream = input.Stream is { } constant ? $", StreamOffset: {constant}" : "";
            string groups = input.Value.Groups is { } count ? $" {{ Groups = {count} }}" : "";
            writer.Line($"    new(\"{input.Value.Name}\", {Steps(input)}, {input.Shape.Features}{mask}{stream}){groups},");
        }

        writer.Line("],");
    }

    private static void WriteOutputs(SourceWriter writer, ModelPlan plan)
    {
        if (plan.Outputs.Count == 1) return;
        writer.Line("Outputs =");
        writer.Line("[");
        for (int i = 0; i < plan.Outputs.Count; i++)
        {
            var output = plan.Outputs[i];
            string mask = output.Mask is { } itsMask ? $", MaskOffset: {itsMask.First(plan.Precision.Lanes)}" : "";
            string activation = plan.Graph.OutputActivations[i] is { } known ? $", Activation: Activation.{known}" : "";
            writer.Line($"    new(\"{plan.Graph.Outputs[i].Name}\", {Steps(output)}, {output.Shape.Features}, "
                + $"Offset: {output.View.First(plan.Precision.Lanes)}, GradientOffset: "
                    + $"{output.Gradient!.First(plan.Precision.Lanes)}{mask}{activation}),");
        }

        writer.Line("],");
    }

    private static string Steps(ValuePlan value) => value.Shape.Steps is { } steps ? $"{steps * (value.Value.Groups ?? 1)}" : "null";

    private static void WriteStates(SourceWriter writer, string name, IReadOnlyList<StateSlice> states)
    {
        if (states.Count == 0) return;
        writer.Line($"{name} =");
        writer.Line("[");
        foreach (var state in states) writer.Line($"    new(\"{state.Name}\", {state.Units}, Offset: {state.Offset}, StreamOffset: "
            + $"{state.StreamOffset}),");
        writer.Line("],");
    }
}
