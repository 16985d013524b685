using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>evaluate</c>.</summary>
internal sealed class EvaluateCommand : Command
{
    private readonly Session _session;
    private readonly RecipeArgument _recipe = new();
    private readonly Option<string?> _load = FileOption.Create("--load", "Parameters saved by 'train --save'");
    private readonly Option<string?> _data = FileOption.Data();
    private readonly Option<int?> _threads = ThreadsOption.Create();
    private readonly Option<string?> _json = FileOption.Create("--json", "Write the results here");

    public EvaluateCommand(Session session)
        : base("evaluate", "Measure saved parameters on the validation and test windows")
    {
        _session = session;
        _load.Required = true;
        Add(_recipe);
        foreach (Option option in (ReadOnlySpan<Option>)[_load, _data, _threads, _json]) Add(option);
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
                + $"Run '{CommandTree.ProgramName} train {recipe.Name}' for its errors.");
        }

        FileOption.CheckReadable("--load", load);
        FileOption.CheckWritable("--json", json, data, load);

        SequenceModel<float> model = recipe.CreateModel(0);
        model.Load(load);
        ForecastProblem problem = recipe.Open(new ProblemRequest(data, _session.DataFolder));
        Terminal terminal = _session.Terminal;
        if (problem.SyntheticNotice is { } notice) terminal.Notice("Synthetic data", notice);
        terminal.Fact("Recipe", $"{recipe.Name}: {recipe.Description}");
        foreach ((string label, string text) in problem.Notes) terminal.Fact(label, text);
        terminal.OutWriter.WriteLine();

        ForecastError validation = problem.Error(model.Evaluate(problem.Validation, Loss.MeanAbsoluteError, threads, cancellation));
        ForecastError test = problem.Error(model.Evaluate(problem.Test, Loss.MeanAbsoluteError, threads, cancellation));
        string sha = model.ParameterSha256();
        if (json is not null)
            ReportFile.Write(json, Report(recipe, problem, model, validation, test, sha, threads), ReportJson.Readable.EvaluationReport);

        terminal.Fact(
            "Validation", $"MAE {validation}; baseline {problem.BaselineValidation}: {validation.Against(problem.BaselineValidation)}");
        terminal.Fact("Test", $"MAE {test}; baseline {problem.BaselineTest}: {test.Against(problem.BaselineTest)}");
        terminal.Fact("Parameters", $"{model.ParameterCount:N0}, SHA-256 {sha}");
        if (json is not null) terminal.Fact("JSON", json);
        return ExitCode.Success;
    }

    private static EvaluationReport Report(
        Recipe recipe,
        ForecastProblem problem,
        SequenceModel<float> model,
        ForecastError validation,
        ForecastError test,
        string sha,
        int threads) => new()
        {
            Recipe = recipe.Name,
            Data = problem.Data,
            Parameters = model.ParameterCount,
            ValidationMae = validation.Mae,
            ValidationCelsius = validation.Celsius,
            BaselineValidationMae = problem.BaselineValidation.Mae,
            BaselineValidationCelsius = problem.BaselineValidation.Celsius,
            TestMae = test.Mae,
            TestCelsius = test.Celsius,
            BaselineTestMae = problem.BaselineTest.Mae,
            BaselineTestCelsius = problem.BaselineTest.Celsius,
            ParameterSha256 = sha,
            Threads = threads,
            Simd = MachineFacts.Current.Simd,
            Version = MachineFacts.Current.Version,
            Runtime = MachineFacts.Current.Runtime,
        };
}
