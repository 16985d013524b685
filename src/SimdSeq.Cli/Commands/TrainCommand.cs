using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>train</c>.</summary>
internal sealed class TrainCommand : Command
{
    private readonly Session _session;
    private readonly RecipeArgument _recipe;
    private readonly Option<string?> _data = FileOption.Data();
    private readonly TrainingOptions _training = new("Epochs (default: the recipe's)");
    private readonly Option<SettingValues[]> _set = SetOption.One(
        "Train with this value of a setting, as 'sweep' does, such as units=64 or optimizer=adam; may come several times");

    private readonly Option<string?> _save = FileOption.Create("--save",
        "Save the best epoch's parameters here, also when training is cancelled after one");
    private readonly Option<string?> _json = FileOption.Create("--json", "Write settings and results here");
    private readonly Option<string?> _report = FileOption.Create("--report",
        "Write the run as one HTML page here: curves, forecasts or confusion matrix, settings, machine");

    private readonly Option<string?> _backup = FileOption.Create("--backup",
        "Back the run up here after every epoch (default: in this user's folder of runs)");

    private readonly Option<int?> _backupSteps = NumberOption.Whole(
        "--backup-steps", "Back it up after every N steps too", 1, int.MaxValue);

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on with the run that was stopped or killed, from its backup to the same bits; begin if there is none",
    };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print nothing but warnings, errors and one line of results" };

    public TrainCommand(Session session)
        : base("train", "Train a recipe and report its scores beside the common-sense baseline")
    {
        _session = session;
        _recipe = new RecipeArgument(session.Recipes);
        Add(_recipe);
        Add(_data);
        foreach (Option option in _training.All) Add(option);
        foreach (Option option in (ReadOnlySpan<Option>)[_set, _save, _json, _report, _backup, _backupSteps, _resume, _quiet]) Add(option);
        SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        Recipe recipe = parsed.GetRequiredValue(_recipe);
        string? data = parsed.GetValue(_data), save = parsed.GetValue(_save), json = parsed.GetValue(_json);
        string? page = parsed.GetValue(_report);
        if (save is not null && recipe.CreateModel is null)
            throw new UsageException($"--save: expected a recipe with parameters, got {recipe.Name}, which has none. Leave --save out.");
        string? backupFile = parsed.GetValue(_backup);
        string?[] warnings =
        [
            OutputFile.Check("--save", save, data, json, page, backupFile), OutputFile.Check("--json", json, data, page, backupFile),
            OutputFile.Check("--report", page, data, backupFile), OutputFile.Check("--backup", backupFile, data),
        ];
        SettingValues[] chosen = parsed.GetValue(_set) ?? [];
        SetOption.CheckOnce(parsed, chosen, _training.Settings);
        (_, recipe, TrainingSettings settings) = Combinations.Of(recipe, _training.Read(parsed, recipe, recipe.Epochs), chosen)[0];
        if (settings.IsContiguous && settings.BatchSize != recipe.BatchSize)
        {
            throw new UsageException($"--batch-size: expected {recipe.BatchSize}, the rows that {recipe.Name} reads its text in, "
                + $"got {settings.BatchSize}. Leave it out.");
        }

        var log = new TrainingLog(_session.Terminal, isQuiet: parsed.GetValue(_quiet));
        Problem problem = recipe.Open(new ProblemRequest(data, _session.DataFolder, cancellation));
        OutputFile.CheckSpares(problem.Data.File, ("--save", save), ("--json", json), ("--report", page), ("--backup", backupFile));
        cancellation.ThrowIfCancellationRequested();
        _session.Terminal.Warnings(warnings);
        log.Begin(recipe, problem, settings);

        SequenceModel<float>? model = recipe.CreateModel?.Invoke(settings.Seed);
        BackupAndRestore? backup = model is null ? null : OpenBackup(parsed, recipe, settings, log);
        TrainingOutcome outcome = model is null ? TrainingOutcome.Untrained(problem) : Train(model);
        string? pageText = page is null
            ? null : TrainingPage.Create(recipe, problem, settings, outcome, model, cancellation);
        cancellation.ThrowIfCancellationRequested(); // from here on everything is written, and nothing is stopped half-way
        log.End(problem, outcome); // first of all: what cannot be written does not take the results with it
        OutputFile.WriteAll(WriteModel, WriteReport, WritePage);
        backup?.Delete(); // last of all
        return ExitCode.Success;

        TrainingOutcome Train(SequenceModel<float> trained)
        {
            try
            {
                return log.Show(
                    problem, observer => TrainingRun.Run(trained, problem, settings, observer, cancellation, backup, SaveStopped));
            }
            catch (OperationCanceledException) when (backup is not null && File.Exists(backup.Path))
            {
                log.Wrote("Backup", $"{backup.Path} (the same command with --resume goes on from there)");
                throw;
            }
        }

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

        void WritePage()
        {
            if (page is null) return;
            OutputFile.Write(page, pageText!);
            log.Wrote("Report", page);
        }
    }

    // The user's own folder may be one that takes no files: training goes on without a backup then, and says so.
    private BackupAndRestore? OpenBackup(ParseResult parsed, Recipe recipe, TrainingSettings settings, TrainingLog log)
    {
        string? named = parsed.GetValue(_backup);
        string path = named ?? RunBackup.FileOf(_session, recipe, settings);
        if (named is null && RunBackup.WhyNot(path) is { } why)
        {
            if (parsed.GetValue(_resume)) throw new UsageException($"--resume: expected a folder of backups, got: {why} Name a --backup.");
            _session.Terminal.Warning($"the run is not backed up: {why} Name a file with --backup.");
            return null;
        }

        var backup = new BackupAndRestore(path, parsed.GetValue(_backupSteps));
        if (parsed.GetValue(_resume)) log.Wrote("Resume", File.Exists(path) ? path : $"no backup in {path}: the run begins");
        else if (backup.PutAside() is { } old)
        {
            _session.Terminal.Warning(
                $"this run begins anew; the backup of the one before is now '{old}'. --resume would have gone on with it.");
        }

        return backup;
    }
}
