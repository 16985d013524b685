using System.Text.Json;
using System.Text.Json.Nodes;

namespace SimdSeq.Cli;

/// <summary>What <c>explain gradients --json</c> writes.</summary>
internal static class GradientReport
{
    /// <summary>The report of curves.</summary>
    public static JsonObject Create(Problem problem, int samples, TrainingSettings settings, IReadOnlyList<GradientCurve> curves)
    {
        var report = new JsonObject
        {
            ["data"] = JsonSerializer.SerializeToNode(problem.Data, ReportJson.Readable.DataReport),
            ["loss"] = problem.Loss.Name,
            ["samples"] = samples,
            ["curves"] = new JsonArray([.. curves.Select(Curve)]),
            ["epochs"] = settings.Epochs, // 0 when nothing was trained
        };
        report.AddMachine(settings.Threads);
        report.AddTraining(settings, problem);
        report.AddVersion();
        return report;
    }

    private static JsonObject Curve(GradientCurve curve)
    {
        var report = new JsonObject
        {
            ["recipe"] = curve.Recipe.Name,
            ["parameters"] = curve.Parameters,
            ["epoch"] = curve.Epoch, // the best one; 0 for the first parameters
        };
        if (curve.Validation is { } validation) report.Add("validation_", validation);
        report["first_to_last"] = curve.FirstToLast;
        report["maximum"] = curve.Maximum;
        report["step_of_maximum"] = curve.StepOfMaximum;
        report["step_below_1_percent"] = curve.StepBelow(0.01);
        report["step_below_0_1_percent"] = curve.StepBelow(0.001);
        report["norms"] = new JsonArray([.. curve.Norms.Select(norm => JsonValue.Create(norm))]);
        return report;
    }
}
