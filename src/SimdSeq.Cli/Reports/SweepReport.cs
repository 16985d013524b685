using System.Text.Json;
using System.Text.Json.Nodes;

namespace SimdSeq.Cli;

/// <summary>What <c>sweep --json</c> writes.</summary>
internal static class SweepReport
{
    /// <summary>The report of a sweep.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="problem">Its data.</param>
    /// <param name="rows">The rows, from best to worst; the first was measured on the test samples if it has a figure.</param>
    /// <param name="threads">Threads.</param>
    public static JsonObject Create(Recipe recipe, Problem problem, IReadOnlyList<SweepRow> rows, int threads)
    {
        var report = new JsonObject
        {
            ["recipe"] = recipe.Name,
            ["data"] = JsonSerializer.SerializeToNode(problem.Data, ReportJson.Readable.DataReport),
            ["measure"] = problem.Measure,
            ["rows"] = new JsonArray([.. rows.Select(row => Row(row, problem))]), // from best to worst
        };
        report.Add("baseline_validation_", problem.BaselineValidation);
        report.Add("baseline_test_", problem.BaselineTest);
        report.AddMachine(threads);
        report.AddVersion();
        return report;
    }

    private static JsonObject Row(SweepRow row, Problem problem)
    {
        var settings = new JsonObject();
        foreach ((string name, string value) in row.Combination.Values) settings[name] = value;
        var report = new JsonObject { ["settings"] = settings, ["parameters"] = row.Results[0].Parameters };
        if (row.HasFigure)
        {
            Score scale = problem.BaselineValidation;
            report.Add("mean_validation_", scale.With(row.Validation));
            if (row.Seeds > 1) report.Add("spread_validation_", scale.With(row.ValidationSpread));
            if (row.Test is { } test)
            {
                report.Add("mean_test_", scale.With(test));
                if (row.Seeds > 1) report.Add("spread_test_", scale.With(row.TestSpread));
            }
        }

        report["runs"] = new JsonArray([.. row.Results.Select(result => Run(result, problem))]);
        return report;
    }

    private static JsonNode Run(SweepResult result, Problem problem)
    {
        var report = new JsonObject { ["seed"] = result.Seed };
        if (result.Validation is { } validation) report.Add("validation_", problem.BaselineValidation.With(validation));
        foreach ((string name, double value) in result.TestFigures ?? new Dictionary<string, double>()) report[$"test_{name}"] = value;
        report["best_epoch"] = result.BestEpoch;
        report["epochs"] = result.Epochs;
        report["seconds"] = result.Seconds;
        report["parameter_sha256"] = result.ParameterSha256;
        report["remark"] = result.Remark;
        report["command"] = result.Command;
        return report;
    }
}
