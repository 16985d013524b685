using System.Globalization;
using System.Text.Json;

namespace SimdSeq.Benchmarks;

/// <summary>The results of recipes as one table, from the files that <c>train --json</c> wrote.</summary>
internal static class RecipeReport
{
    public static void Print(string folder)
    {
        var runs = Directory.GetFiles(folder, "*.json").Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)
            .OrderBy(Text("recipe"), StringComparer.Ordinal).ThenBy(run => run.GetProperty("seed").GetInt64()).ToList();
        if (runs.Count == 0) throw new ArgumentException($"Expected files of `train --json FILE` in {folder}; found none.");

        Console.WriteLine(
            $"SimdSeq {Text("version")(runs[0])}, {Text("runtime")(runs[0])}. Validation and test at the epoch with the best validation.");
        Console.WriteLine();
        Console.WriteLine("| command | parameters | validation | test | best of epochs | fastest epoch | threads |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var run in runs)
        {
            var seconds = run.GetProperty("epochs").EnumerateArray().Select(epoch => epoch.GetProperty("seconds").GetDouble()).ToList();
            string epochs = seconds.Count == 0
                ? " | "
                : $"{run.GetProperty("best_epoch")} of {seconds.Count} | {Number(seconds.Min(), "F1")} s";
            Console.WriteLine(
                $"| `train {Text("recipe")(run)} --seed {run.GetProperty("seed")}` | {run.GetProperty("parameters").GetInt32():N0} "
                + $"| {Figure(run, "best_validation")} | {Figure(run, "test")} | {epochs} | {run.GetProperty("threads")} |");
        }
    }

    private static Func<JsonElement, string> Text(string name) => run => run.GetProperty(name).GetString()!;

    private static string Figure(JsonElement run, string of) => run.TryGetProperty(of + "_accuracy", out var accuracy)
        ? Number(100 * accuracy.GetDouble(), "F1") + " %"
        : $"{Number(run.GetProperty(of + "_mae").GetDouble(), "F4")} ({Number(run.GetProperty(of + "_celsius").GetDouble(), "F2")} °C)";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
