using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>explain gradients</c>.</summary>
internal sealed class ExplainGradientsCommand : Command
{
    private const int DefaultSamples = 1024;

    private readonly Session _session;
    private readonly ExplainedRecipesArgument _recipes = new();
    private readonly Option<string?> _data = FileOption.Data();
    private readonly TrainingOptions _training = new("Epochs to train; the best one's gradients are shown too (default: none)");
    private readonly Option<int?> _samples = NumberOption.Whole(
        "--samples", $"Validation samples to average over, evenly spread (default: {DefaultSamples})", 1, int.MaxValue);
    private readonly Option<string?> _image = FileOption.Create("--image", "Draw the curves here", "FILE.svg");
    private readonly Option<string?> _json = FileOption.Create("--json", "Write the curves here");

    public ExplainGradientsCommand(Session session)
        : base("gradients", "Show how the gradient of the loss shrinks or grows from the last time step back to the first")
    {
        _session = session;
        Add(_recipes);
        Add(_data);
        foreach (Option option in _training.All) Add(option);
        foreach (Option option in (ReadOnlySpan<Option>)[_samples, _image, _json]) Add(option);
        SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        IReadOnlyList<Recipe> recipes = parsed.GetValue(_recipes) is { Length: > 0 } given ? given : ExplainedRecipes.All;
        string? data = parsed.GetValue(_data), image = parsed.GetValue(_image), json = parsed.GetValue(_json);
        string?[] warnings = [OutputFile.Check("--image", image, data, json), OutputFile.Check("--json", json, data)];
        OutputFile.CheckSvg("--image", image);

        Terminal terminal = _session.Terminal;
        TrainingSettings settings = _training.Read(parsed, recipes[0], defaultEpochs: 0);
        Problem problem = recipes[0].Open(new ProblemRequest(data, _session.DataFolder, cancellation));
        OutputFile.CheckSpares(problem.Data.File, ("--image", image), ("--json", json));
        cancellation.ThrowIfCancellationRequested();
        terminal.Warnings(warnings);
        int samples = Math.Min(parsed.GetValue(_samples) ?? DefaultSamples, problem.Validation.Count);
        if (problem.SyntheticNotice is { } notice) terminal.Notice("Synthetic data", notice);
        foreach ((string label, string text) in problem.Notes) terminal.Fact(label, text);
        string what = $"Gradient of the {problem.LossName} with respect to the input: mean norm over {samples:N0} validation "
            + problem.SamplesName;
        terminal.Fact("Shown", what);
        terminal.OutWriter.WriteLine();

        var untrained = new List<GradientCurve>();
        var trained = new List<GradientCurve>();
        foreach (Recipe recipe in recipes)
        {
            SequenceModel<float> model = recipe.CreateModel!(settings.Seed);
            untrained.Add(Curve(recipe, model, 0, null));
            if (settings.Epochs > 0) trained.Add(Train(recipe, model));
        }

        List<GradientCurve> curves = [.. untrained, .. trained];
        GradientTable.Write(terminal, curves);
        cancellation.ThrowIfCancellationRequested(); // from here on everything is written, and nothing is stopped half-way
        OutputFile.WriteAll(WriteImage, WriteReport);
        if (problem.SyntheticNotice is not null) terminal.Fact("Note", "these are results on SYNTHETIC data");
        return ExitCode.Success;

        void WriteImage()
        {
            if (image is null) return;
            OutputFile.Write(image, GradientChart.Draw(what, curves));
            terminal.Fact("Image", image);
        }

        void WriteReport()
        {
            if (json is null) return;
            OutputFile.Write(json, GradientReport.Create(problem, samples, settings, curves), ReportJson.Readable.JsonObject);
            terminal.Fact("JSON", json);
        }

        GradientCurve Train(Recipe recipe, SequenceModel<float> model)
        {
            terminal.Fact("Training", $"{recipe.Name}: {recipe.Description}");
            var display = new TrainingDisplay(terminal, problem);
            TrainingOutcome outcome = display.Show(() => TrainingRun.Run(model, problem, settings, display, cancellation));
            terminal.OutWriter.WriteLine();
            return Curve(recipe, model, outcome.BestEpoch, outcome.Validation);
        }

        GradientCurve Curve(Recipe recipe, SequenceModel<float> model, int epoch, Score? validation) =>
            GradientCurve.Measure(recipe, model, epoch, validation, problem, samples, cancellation);
    }
}
