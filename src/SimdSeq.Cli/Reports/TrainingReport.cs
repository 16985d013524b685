using System.Text.Json.Nodes;

namespace SimdSeq.Cli;

/// <summary>What <c>train --json</c> writes. The fields with figures are those of the problem's <see cref="Score"/>: <c>validation_mae</c>,
/// <c>best_validation_mae</c>, <c>baseline_validation_mae</c>, <c>test_mae</c>, ... of a forecast.</summary>
internal static class TrainingReport
{
    /// <summary>The report of a training run.</summary>
    public static JsonObject Create(Recipe recipe, Problem problem, TrainingSettings settings, TrainingOutcome outcome)
    {
        JsonObject report = ReportFields.Begin(recipe, problem.Data, outcome.ParameterCount);
        report["epochs"] = new JsonArray([.. outcome.Epochs.Select(epoch => Epoch(epoch, problem))]);
        report.Add("best_validation_", outcome.Validation);
        report["best_epoch"] = outcome.BestEpoch; // from 1; 0 when there was nothing to train
        report.Add("baseline_validation_", problem.BaselineValidation);
        report.Add("baseline_test_", problem.BaselineTest);
        report.Add("test_", outcome.Test); // of the best epoch's parameters, which are also those saved
        report["parameter_sha256"] = outcome.ParameterSha256;
        report.AddMachine(settings.Threads);
        // In the median epoch: where a garbage collection falls into an epoch, its count is uncertain.
        report["bytes_allocated_per_step"] = Median([.. outcome.Epochs.Select(epoch => epoch.BytesPerStep).Order()]);
        report.AddTraining(settings, problem);
        report.AddVersion();
        return report;
    }

    private static JsonObject Epoch(EpochSummary epoch, Problem problem)
    {
        var report = new JsonObject { ["epoch"] = epoch.Epoch, ["train_loss"] = epoch.TrainLoss };
        report.Add("validation_", problem.Judge(epoch.Validation!));
        report["seconds"] = epoch.Seconds;
        return report;
    }

    // Of an even number the smaller of the two in the middle.
    private static double Median(double[] ascending) => ascending.Length == 0 ? 0 : ascending[(ascending.Length - 1) / 2];
}
