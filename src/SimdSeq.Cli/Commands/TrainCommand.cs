using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>train</c>.</summary>
internal sealed class TrainCommand : Command
{
    private const long DefaultSeed = 42;

    private readonly Session _session;
    private readonly RecipeArgument _recipe = new();
    private readonly Option<string?> _data = FileOption.Data();
    private readonly Option<int?> _epochs = NumberOption.Whole("--epochs", "Epochs (default: the recipe's)", 1, 1_000_000);
    private readonly Option<int?> _steps = NumberOption.Whole(
        "--steps-per-epoch", "Training steps of an epoch (default: the recipe's)", 1, int.MaxValue);
    private readonly Option<int?> _batch = NumberOption.Whole(
        "--batch-size", "Windows of a training step (default: the recipe's)", 1, 1 << 20);
    private readonly Option<double?> _rate = NumberOption.Positive("--learning-rate", "Learning rate (default: the recipe's)");
    private readonly Option<int?> _threads = ThreadsOption.Create();
    private readonly Option<long?> _seed = NumberOption.Seed(
        "--seed", $"Seed of first parameters and of the order of windows (default: {DefaultSeed})");
    private readonly Option<string?> _save = FileOption.Create("--save", "Save the best epoch's parameters here");
    private readonly Option<string?> _json = FileOption.Create("--json", "Write settings and results here");
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print nothing but warnings, errors and one line of results" };

    public TrainCommand(Session session)
        : base("train", "Train a recipe and report its errors beside the common-sense baseline")
    {
        _session = session;
        Add(_recipe);
        foreach (Option option in (ReadOnlySpan<Option>)[_data, _epochs, _steps, _batch, _rate, _threads, _seed, _save, _json, _quiet])
            Add(option);
        SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        Recipe recipe = parsed.GetRequiredValue(_recipe);
        string? data = parsed.GetValue(_data), save = parsed.GetValue(_save), json = parsed.GetValue(_json);
        if (save is not null && recipe.CreateModel is null)
            throw new UsageException($"--save: expected a recipe with parameters, got {recipe.Name}, which has none. Leave --save out.");
        FileOption.CheckWritable("--save", save, data, json);
        FileOption.CheckWritable("--json", json, data);
        var settings = new TrainingSettings(
            parsed.GetValue(_epochs) ?? recipe.Epochs,
            parsed.GetValue(_steps) ?? recipe.StepsPerEpoch,
            parsed.GetValue(_batch) ?? recipe.BatchSize,
            parsed.GetValue(_rate) ?? recipe.LearningRate,
            parsed.GetValue(_threads) ?? ThreadsOption.Default,
            parsed.GetValue(_seed) ?? DefaultSeed);

        var log = new TrainingLog(_session.Terminal, isQuiet: parsed.GetValue(_quiet));
        ForecastProblem problem = recipe.Open(new ProblemRequest(data, _session.DataFolder));
        cancellation.ThrowIfCancellationRequested();
        log.Begin(recipe, problem, settings);

        SequenceModel<float>? model = recipe.CreateModel?.Invoke(settings.Seed);
        TrainingOutcome outcome = model is null
            ? TrainingOutcome.Untrained(problem)
            : log.Show(problem, observer => TrainingRun.Run(model, problem, settings, observer, cancellation));

        cancellation.ThrowIfCancellationRequested(); // from here on everything is written, and nothing is stopped half-way
        if (save is not null) model!.Save(save);
        if (json is not null)
            ReportFile.Write(json, TrainingReports.Create(recipe, problem, settings, outcome), ReportJson.Readable.TrainingReport);
        log.End(problem, outcome, save, json);
        return ExitCode.Success;
    }
}
