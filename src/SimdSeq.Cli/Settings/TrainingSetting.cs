using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>A setting of training that has a name on the command line.</summary>
/// <param name="Name">The name.</param>
/// <param name="Expected">What a value is.</param>
/// <param name="Read">Puts a value into settings, and writes it in the one way that it is written; null: it is no value.</param>
internal sealed record TrainingSetting(
    string Name, string Expected, Func<string, TrainingSettings, (string Value, TrainingSettings Settings)?> Read)
{
    private const string None = "none", Constant = "constant", Cosine = "cosine";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TrainingSetting> All { get; } =
    [
        Number("rate", "a number above 0, such as 0.001", value => value > 0, (settings, value) => settings with { LearningRate = value }),
        Whole("batch", 1, 1 << 20, (settings, value) => settings with { BatchSize = value }),
        Whole("epochs", 1, 1_000_000, (settings, value) => settings with { Epochs = value }),
        Whole("steps", 1, int.MaxValue, (settings, value) => settings with { StepsPerEpoch = value }),
        new("optimizer", $"one of {string.Join(", ", OptimizerNames)}", (given, settings) => OptimizerChoice.Find(given) is { } optimizer
            ? (optimizer.Name.ToLowerInvariant(), settings with { Optimizer = optimizer }) : null),
        Or(None, settings => settings with { GlobalClipNorm = null }, Number(
            "clip", "a number above 0, such as 1", value => value > 0, (settings, value) => settings with { GlobalClipNorm = value })),
        Number("weight-decay", "a number from 0 on, such as 0.01", value => value >= 0,
            (settings, value) => settings with { WeightDecay = value }),
        Whole("warmup", 0, int.MaxValue, (settings, value) => settings with { WarmupSteps = value }),
        new("schedule", $"{Constant} or {Cosine}", (given, settings) => given.ToLowerInvariant() is Constant or Cosine
            ? (given.ToLowerInvariant(), settings with { Decays = given.Equals(Cosine, StringComparison.OrdinalIgnoreCase) }) : null),
    ];

    private static IEnumerable<string> OptimizerNames => OptimizerChoice.Named.Select(choice => choice.Name.ToLowerInvariant());

    private static TrainingSetting Number(
        string name, string expected, Func<double, bool> holds, Func<TrainingSettings, double, TrainingSettings> put) =>
        new(name, expected, (given, settings) =>
            double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            && holds(value) ? (value.ToString(CultureInfo.InvariantCulture), put(settings, value)) : null);

    private static TrainingSetting Whole(string name, int least, int most, Func<TrainingSettings, int, TrainingSettings> put) =>
        new(name, $"a whole number from {least} to {most}", (given, settings) =>
            int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? (value.ToString(CultureInfo.InvariantCulture), put(settings, value)) : null);

    private static TrainingSetting Or(string word, Func<TrainingSettings, TrainingSettings> put, TrainingSetting setting) =>
        setting with
        {
            Expected = $"{setting.Expected}, or {word}",
            Read = (given, settings) =>
                given.Equals(word, StringComparison.OrdinalIgnoreCase) ? (word, put(settings)) : setting.Read(given, settings),
        };
}
