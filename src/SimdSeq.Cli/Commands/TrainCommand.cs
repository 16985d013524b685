using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>train</c>.</summary>
internal sealed class TrainCommand : Command
{
    private readonly Session _session;
    private readonly RecipeArgument _recipe;
    private readonly Option<string?> _data = FileOption.Data();
    private readonly TrainingOptions _training = new("Epochs (default: the recipe's)");
    private readonly Option<string?> _save = FileOption.Create("--save",
        "Save the best epoch's parameters here, also when training is cancelled after one");
    private readonly Option<string?> _json = FileOption.Create("--json", "Write settings and results here");
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print nothing but warnings, errors and one line of results" };

    public TrainCommand(Session session)
        : base("train", "Train a recipe and report its scores beside the common-sense baseline")
    {
        _session = session;
        _recipe = new RecipeArgument(session.Recipes);
        Add(_recipe);
        Add(_data);
        foreach (Option option in _training.All) Add(option);
        foreach (Option option in (ReadOnlySpan<Option>)[_save, _json, _quiet]) Add(option);
        SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        Recipe recipe = parsed.GetRequiredValue(_recipe);
        string? data = parsed.GetValue(_data), save = parsed.GetValue(_save), json = parsed.GetValue(_json);
        if (save is not null && recipe.CreateModel is null)
            throw new UsageException($"--save: expected a recipe with parameters, got {recipe.Name}, which has none. Leave --save out.");
        string?[] warnings = [OutputFile.Check("--save", save, data, json), OutputFile.Check("--json", json, data)];
        TrainingSettings settings = _training.Read(parsed, recipe, recipe.Epochs);
        if (settings.IsContiguous && settings.BatchSize != recipe.BatchSize)
        {
            throw new UsageException($"--batch-size: expected {recipe.BatchSize}, the rows that {recipe.Name} reads its text in, "
                + $"got {settings.BatchSize}. Leave it out.");
        }

        var log = new TrainingLog(_session.Terminal, isQuiet: parsed.GetValue(_quiet));
        Problem problem = recipe.Open(new ProblemRequest(data, _session.DataFolder, cancellation));
        OutputFile.CheckSpares(problem.Data.File, ("--save", save), ("--json", json));
        cancellation.ThrowIfCancellationRequested();
        _session.Terminal.Warnings(warnings);
        log.Begin(recipe, problem, settings);

        SequenceModel<float>? model = recipe.CreateModel?.Invoke(settings.Seed);
        TrainingOutcome outcome = model is null
            ? TrainingOutcome.Untrained(problem)
            : log.Show(problem, observer => TrainingRun.Run(model, problem, settings, observer, cancellation, SaveStopped));

        cancellation.ThrowIfCancellationRequested(); // from here on everything is written, and nothing is stopped half-way
        log.End(problem, outcome); // first of all: what cannot be written does not take the results with it
        OutputFile.WriteAll(WriteModel, WriteReport);
        return ExitCode.Success;

        // What was learned until then is not lost with the rest.
        void SaveStopped(int epoch)
        {
            if (save is null) return;
            OutputFile.Write(save, model!.Save);
            log.Wrote("Saved", $"{save} (the parameters of epoch {epoch}; training was stopped after it)");
        }

        void WriteModel()
        {
            if (save is null) return;
            OutputFile.Write(save, model!.Save);
            log.Wrote("Saved", $"{save} (the parameters of epoch {outcome.BestEpoch})");
        }

        void WriteReport()
        {
            if (json is null) return;
            OutputFile.Write(json, TrainingReport.Create(recipe, problem, settings, outcome), ReportJson.Readable.JsonObject);
            log.Wrote("JSON", json);
        }
    }
}
