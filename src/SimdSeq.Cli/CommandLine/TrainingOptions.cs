using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary>The options of how to train.</summary>
/// <param name="epochs">Description of <c>--epochs</c>.</param>
internal sealed class TrainingOptions(string epochs)
{
    private const long DefaultSeed = 42;

    private readonly Option<int?> _epochs = NumberOption.Whole("--epochs", epochs, 1, 1_000_000);
    private readonly Option<int?> _steps = NumberOption.Whole(
        "--steps-per-epoch", "Training steps of an epoch (default: the recipe's)", 1, int.MaxValue);
    private readonly Option<int?> _batch = NumberOption.Whole(
        "--batch-size", "Samples of a training step (default: the recipe's)", 1, 1 << 20);
    private readonly Option<double?> _rate = NumberOption.Positive("--learning-rate", "Learning rate (default: the recipe's)");
    private readonly Option<int?> _threads = ThreadsOption.Create();
    private readonly Option<long?> _seed = NumberOption.Seed(
        "--seed", $"Seed of first parameters and of the order of samples (default: {DefaultSeed})");

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [_epochs, _steps, _batch, _rate, _threads, _seed];

    /// <summary>Those that <c>--set</c> knows too, by another name.</summary>
    public IReadOnlyList<(Option Option, string Setting)> Settings =>
        [(_epochs, "epochs"), (_steps, "steps"), (_batch, "batch"), (_rate, "rate")];

    /// <summary>The recipe's settings with the options over them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="defaultEpochs">Epochs when the command line does not say.</param>
    public TrainingSettings Read(ParseResult parsed, Recipe recipe, int defaultEpochs)
    {
        TrainingSettings own = TrainingSettings.Of(
            recipe, parsed.GetValue(_threads) ?? ThreadsOption.Default, parsed.GetValue(_seed) ?? DefaultSeed);
        return own with
        {
            Epochs = parsed.GetValue(_epochs) ?? defaultEpochs,
            StepsPerEpoch = parsed.GetValue(_steps) ?? own.StepsPerEpoch,
            BatchSize = parsed.GetValue(_batch) ?? own.BatchSize,
            LearningRate = parsed.GetValue(_rate) ?? own.LearningRate,
        };
    }
}
