using System.CommandLine;
using System.Text.Json.Nodes;

namespace SimdSeq.Cli;

/// <summary><c>evaluate</c>.</summary>
internal sealed class EvaluateCommand : Command
{
    private readonly Session _session;
    private readonly RecipeArgument _recipe;
    private readonly Option<string?> _load = FileOption.Create("--load", "Parameters saved by 'train --save'");
    private readonly Option<SettingValues[]> _set = SetOption.One(
        "The size they were trained in, such as units=64; may come several times");

    private readonly Option<string?> _data = FileOption.Data();
    private readonly Option<int?> _threads = ThreadsOption.Create();
    private readonly Option<string?> _json = FileOption.Create("--json", "Write the results here");

    public EvaluateCommand(Session session)
        : base("evaluate", "Measure saved parameters on the validation and test samples")
    {
        _session = session;
        _load.Required = true;
        _recipe = new RecipeArgument(session.Recipes);
        Add(_recipe);
        foreach (Option option in (ReadOnlySpan<Option>)[_load, _set, _data, _threads, _json]) Add(option);
        SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        Recipe recipe = parsed.GetRequiredValue(_recipe);
        string load = parsed.GetRequiredValue(_load)!;
        string? data = parsed.GetValue(_data), json = parsed.GetValue(_json);
        int threads = parsed.GetValue(_threads) ?? ThreadsOption.Default;
        if (recipe.CreateModel is null)
        {
            throw new UsageException($"expected a recipe with parameters, got {recipe.Name}, which has none. "
                + $"Run '{CommandTree.ProgramName} train {recipe.Name}' for its scores.");
        }

        recipe = SetOption.InSizes(recipe, parsed.GetValue(_set));
        string? warning = OutputFile.Check("--json", json, data, load);
        SequenceModel<float> model = SavedParameters.Load(recipe, load);
        Problem problem = recipe.Open(new ProblemRequest(data, _session.DataFolder, cancellation));
        OutputFile.CheckSpares(problem.Data.File, ("--json", json));
        Terminal terminal = _session.Terminal;
        terminal.Warnings(warning);
        SavedParameters.WarnOfAnother(
            terminal, model, load, $"Their layers are the same, but {recipe.Name} may read another meaning into them.");
        if (problem.SyntheticNotice is { } notice) terminal.Notice("Synthetic data", notice);
        terminal.Fact("Recipe", $"{recipe.Name}: {recipe.Description}");
        foreach ((string label, string text) in problem.Notes) terminal.Fact(label, text);
        terminal.OutWriter.WriteLine();

        Score validation = problem.ScoreOf(model, ProblemPart.Validation, recipe.BatchSize, threads, cancellation);
        Score test = problem.ScoreOf(model, ProblemPart.Test, recipe.BatchSize, threads, cancellation);
        terminal.Fact("Validation", Compare(validation, problem.BaselineValidation));
        terminal.Fact("Test", Compare(test, problem.BaselineTest));
        terminal.Fact("Parameters", $"{model.ParameterCount:N0}, SHA-256 {model.ParameterSha256()}");
        if (json is not null)
        {
            JsonObject report = EvaluationReport.Create(recipe, problem, model, validation, test, threads);
            OutputFile.Write(json, report, ReportJson.Readable.JsonObject);
            terminal.Fact("JSON", json);
        }

        return ExitCode.Success;

        string Compare(Score score, Score baseline) => $"{problem.Measure} {score}; baseline {baseline}: {score.Against(baseline)}";
    }
}
