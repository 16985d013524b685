using System.Text.Json;
using System.Text.Json.Nodes;

namespace SimdSeq.Cli;

/// <summary>Fields that reports have in common.</summary>
internal static class ReportFields
{
    /// <summary>A report of a recipe on its data.</summary>
    public static JsonObject Begin(Recipe recipe, DataReport data, int parameters) => new()
    {
        ["recipe"] = recipe.Name,
        ["data"] = JsonSerializer.SerializeToNode(data, ReportJson.Readable.DataReport),
        ["parameters"] = parameters,
    };

    /// <summary>The figures of a score, each with the place it was measured on before its name.</summary>
    public static void Add(this JsonObject report, string place, Score score)
    {
        foreach ((string name, double value) in score.Fields) report[place + name] = value;
    }

    /// <summary>What it was computed with.</summary>
    public static void AddMachine(this JsonObject report, int threads)
    {
        report["threads"] = threads;
        report["simd"] = MachineFacts.Current.Simd;
    }

    /// <summary>How it was trained.</summary>
    public static void AddTraining(this JsonObject report, TrainingSettings settings, Problem problem)
    {
        report["seed"] = settings.Seed;
        report["steps_per_epoch"] = settings.StepsOn(problem.Training);
        report["batch_size"] = settings.BatchSize;
        report["learning_rate"] = settings.LearningRate;
    }

    /// <summary>The versions of program and runtime.</summary>
    public static void AddVersion(this JsonObject report)
    {
        report["version"] = MachineFacts.Current.Version;
        report["runtime"] = MachineFacts.Current.Runtime;
    }
}
