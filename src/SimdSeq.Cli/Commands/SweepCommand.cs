using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>sweep</c>.</summary>
internal sealed class SweepCommand : Command
{
    private readonly Session _session;
    private readonly RecipeArgument _recipe;
    private readonly Option<SettingValues[]> _set = SetOption.Several();
    private readonly Option<int?> _seeds = NumberOption.Whole(
        "--seeds", "Train each combination with the seeds 1 to N (default: 1)", 1, 1000);

    private readonly Option<string?> _data = FileOption.Data();
    private readonly Option<int?> _epochs = NumberOption.Whole("--epochs", "Epochs of every run (default: the recipe's)", 1, 1_000_000);
    private readonly Option<int?> _steps = NumberOption.Whole(
        "--steps-per-epoch", "Training steps of an epoch (default: the recipe's)", 1, int.MaxValue);

    private readonly Option<int?> _threads = ThreadsOption.Create();
    private readonly Option<string?> _output = FileOption.Create("--output", "The folder of results (default: sweep-RECIPE)", "DIR");
    private readonly Option<string?> _save = FileOption.Create(
        "--save", "Save the best model here: of the best settings, the seed that validates best");

    private readonly Option<string?> _json = FileOption.Create("--json", "Write the table here, with every run");

    public SweepCommand(Session session)
        : base(
            "sweep",
            "Train a recipe with every combination of settings and every seed, and measure the best, by the mean of its seeds on the "
            + "validation samples, on the test samples once. What is done is not done again; what was killed goes on from its last epoch.")
    {
        _session = session;
        _recipe = new RecipeArgument(session.Recipes);
        Add(_recipe);
        Option[] all = [_set, _seeds, _data, _epochs, _steps, _threads, _output, _save, _json];
        foreach (Option option in all) Add(option);
        SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        Recipe recipe = parsed.GetRequiredValue(_recipe);
        if (recipe.CreateModel is null)
            throw new UsageException($"expected a recipe with parameters, got {recipe.Name}, which has none: there is nothing to vary.");
        SettingValues[] chosen = parsed.GetValue(_set) ?? [];
        SetOption.CheckOnce(parsed, chosen, (_epochs, "epochs"), (_steps, "steps"));
        TrainingSettings settings = Settings(parsed, recipe);
        IReadOnlyList<Combination> combinations = Combinations.Of(recipe, settings, chosen);
        long[] seeds = [.. Enumerable.Range(1, parsed.GetValue(_seeds) ?? 1).Select(i => (long)i)];
        string? data = parsed.GetValue(_data), save = parsed.GetValue(_save), json = parsed.GetValue(_json);
        string?[] warnings = [OutputFile.Check("--save", save, data, json), OutputFile.Check("--json", json, data)];
        Problem problem = recipe.Open(new ProblemRequest(data, _session.DataFolder, cancellation));
        OutputFile.CheckSpares(problem.Data.File, ("--save", save), ("--json", json));
        cancellation.ThrowIfCancellationRequested();
        var folder = new SweepFolder(parsed.GetValue(_output) ?? $"sweep-{recipe.Name}");
        Terminal terminal = _session.Terminal;
        terminal.Warnings(warnings);
        Begin(recipe, problem, settings, combinations.Count, seeds.Length);

        string options = TrainOptions(parsed);
        var run = new SweepRun(terminal, folder, problem, combinations, seeds, options, cancellation);
        IReadOnlyList<SweepRow> rows = run.Train();
        if (rows[0].HasFigure) rows = [run.Test(rows[0]), .. rows.Skip(1)];
        cancellation.ThrowIfCancellationRequested(); // from here on everything is written
        IReadOnlyList<string[]> cells = SweepTable.Cells(rows, problem);
        terminal.OutWriter.WriteLine();
        foreach (string line in SweepTable.Lines(cells)) terminal.OutWriter.WriteLine(line);
        terminal.OutWriter.WriteLine();
        string outcome = End(recipe, problem, rows[0], options);
        OutputFile.WriteAll(WriteTable, WriteReport, WriteModel);
        return rows[0].HasFigure ? ExitCode.Success : ExitCode.Failure;

        void WriteTable()
        {
            OutputFile.Write(folder.TableFile, SweepTable.Markdown(cells, $"A sweep of {recipe.Name}", outcome));
            terminal.Fact("Results", folder.ResultFile);
        }

        void WriteReport()
        {
            if (json is null) return;
            OutputFile.Write(json, SweepReport.Create(recipe, problem, rows, settings.Threads), ReportJson.Readable.JsonObject);
            terminal.Fact("JSON", json);
        }

        void WriteModel()
        {
            if (save is null || !rows[0].HasFigure) return;
            SweepResult best = rows[0].Best(problem.BaselineValidation);
            OutputFile.Write(save, run.Model(rows[0], best).Save);
            terminal.Fact("Saved", $"{save} (seed {best.Seed}, epoch {best.BestEpoch})");
        }
    }

    private TrainingSettings Settings(ParseResult parsed, Recipe recipe)
    {
        TrainingSettings own = TrainingSettings.Of(recipe, parsed.GetValue(_threads) ?? ThreadsOption.Default, seed: 1);
        return own with
        {
            Epochs = parsed.GetValue(_epochs) ?? own.Epochs,
            StepsPerEpoch = parsed.GetValue(_steps) ?? own.StepsPerEpoch,
        };
    }

    // The options that 'train' needs to do the same.
    private string TrainOptions(ParseResult parsed)
    {
        string? path = parsed.GetValue(_data);
        string data = path is null ? "" : $" --data {(path.Contains(' ') ? $"\"{path}\"" : path)}";
        return data + string.Concat(((Option<int?>[])[_epochs, _steps])
            .Where(option => parsed.GetValue(option) is not null).Select(option => $" {option.Name} {parsed.GetValue(option)}"));
    }

    private void Begin(Recipe recipe, Problem problem, TrainingSettings settings, int combinations, int seeds)
    {
        Terminal terminal = _session.Terminal;
        if (MachineFacts.IsDebugBuild)
            terminal.Warning("this is a Debug build, about a hundred times slower. Run it with -c Release.");
        if (problem.SyntheticNotice is { } notice) terminal.Notice("Synthetic data", notice);
        terminal.Fact("Recipe", $"{recipe.Name}: {recipe.Description}");
        foreach ((string label, string text) in problem.Notes) terminal.Fact(label, text);
        terminal.Fact("Training", $"{settings.Describe(problem)}; but for what is set");
        string threads = settings.Threads == 1 ? "1 thread" : $"{settings.Threads} threads";
        terminal.Fact("Machine", $"{threads}, {MachineFacts.Current.Simd}-bit vectors, {MachineFacts.Current.Runtime}");
        terminal.Fact("Sweep", $"{combinations * seeds} runs: {combinations} {(combinations == 1 ? "combination" : "combinations")} x "
            + $"{seeds} {(seeds == 1 ? "seed" : "seeds")}");
        terminal.OutWriter.WriteLine();
    }

    // Says what came of it, and returns it in a sentence.
    private string End(Recipe recipe, Problem problem, SweepRow best, string options)
    {
        Terminal terminal = _session.Terminal;
        string data = problem.SyntheticNotice is null ? "" : " These are results on SYNTHETIC data.";
        if (!best.HasFigure)
        {
            terminal.Error("expected a combination whose training does not diverge, got none. Try a smaller rate, or a clip.");
            return $"Every combination diverged.{data}";
        }

        string validation = Mean(best.Validation, best.ValidationSpread, problem.BaselineValidation);
        string test = Mean(best.Test!.Value, best.TestSpread, problem.BaselineTest);
        terminal.Fact("Best", best.Combination.Text);
        terminal.Fact("Validation", validation);
        terminal.Fact("Test", $"{test}; of these settings alone, measured once");
        terminal.Fact(
            "Again",
            $"{CommandTree.ProgramName} train {recipe.Name}{best.Combination.Options}{options} --seed "
                + $"{best.Best(problem.BaselineValidation).Seed}");
        if (data.Length > 0) terminal.Fact("Note", "these are results on SYNTHETIC data");
        return $"Best: {best.Combination.Text}. Validation {validation}. Test {test}.{data}";

        string Mean(double value, double spread, Score baseline)
        {
            Score mean = baseline.With(value);
            string seeds = best.Seeds == 1 ? "" : $" ± {baseline.With(spread)}, mean of {best.Seeds} seeds";
            return $"{problem.Measure} {mean}{seeds}; baseline {baseline}: {mean.Against(baseline)}";
        }
    }
}
