using System.Text.Json.Nodes;

namespace SimdSeq.Cli;

/// <summary>What <c>evaluate --json</c> writes, with the fields of the problem's <see cref="Score"/>.</summary>
internal static class EvaluationReport
{
    /// <summary>The report of a model's scores.</summary>
    public static JsonObject Create(Recipe recipe, Problem problem, SequenceModel<float> model, Score validation, Score test, int threads)
    {
        JsonObject report = ReportFields.Begin(recipe, problem.Data, model.ParameterCount);
        report.Add("validation_", validation);
        report.Add("baseline_validation_", problem.BaselineValidation);
        report.Add("test_", test);
        report.Add("baseline_test_", problem.BaselineTest);
        report["parameter_sha256"] = model.ParameterSha256();
        report.AddMachine(threads);
        report.AddVersion();
        return report;
    }
}
