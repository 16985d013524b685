using System.CommandLine;
using System.Globalization;
using SimdSeq.Data;

namespace SimdSeq.Cli;

/// <summary><c>forecast</c>.</summary>
internal sealed class ForecastCommand : Command
{
    private readonly Session _session;
    private readonly RecipeArgument _recipe;
    private readonly Option<string?> _load = FileOption.Create("--load", "A model saved by 'train --save', with its preparation");
    private readonly Option<SettingValues[]> _set = SetOption.One("The size it was trained in, such as units=64; may come several times");
    private readonly Option<string?> _data = FileOption.Create(
        "--data", "The record to go on from, as csv, csv.gz or zip (default: in the data folder, or synthetic)");

    private readonly Option<string?> _json = FileOption.Create("--json", "Write the forecast here");

    public ForecastCommand(Session session)
        : base("forecast", "Forecast what comes after the last row of a record, in its units, by a saved model")
    {
        _session = session;
        _load.Required = true;
        _recipe = new RecipeArgument(session.Recipes);
        Add(_recipe);
        Option[] options = [_load, _set, _data, _json];
        foreach (Option option in options) Add(option);
        SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        Recipe recipe = parsed.GetRequiredValue(_recipe);
        string load = parsed.GetRequiredValue(_load)!;
        string? data = parsed.GetValue(_data), json = parsed.GetValue(_json);
        if (!recipe.Forecasts || recipe.CreateModel is null)
        {
            string[] names = [.. _session.Recipes.Where(other => other.Forecasts && other.CreateModel is not null).Select(it => it.Name)];
            throw new UsageException($"expected a recipe that forecasts, one of {string.Join(", ", names)}; got {recipe.Name}.");
        }

        recipe = SetOption.InSizes(recipe, parsed.GetValue(_set));
        string? warning = OutputFile.Check("--json", json, data, load);
        SequenceModel<float> model = SavedParameters.Load(recipe, load);
        if (model.Preparation is null)
        {
            throw new FailureException($"expected a model with its preparation, got '{load}' without one: an earlier version saved it. "
                + $"Train it again with '{CommandTree.ProgramName} train {recipe.Name} --save FILE'.");
        }

        ClimateRecord record = JenaForecast.Read(new ProblemRequest(data, _session.DataFolder, cancellation));
        OutputFile.CheckSpares(record.Data.File, ("--json", json));
        TimeSeries forecast = model.Forecast(record.Series);
        Terminal terminal = _session.Terminal;
        terminal.Warnings(warning);
        SavedParameters.WarnOfAnother(terminal, model, load);
        string[] missed = Missed(record, model.Preparation);
        if (missed.Length > 0)
        {
            terminal.Warning($"'{load}' was trained with {string.Join(", ", missed)}, which the record lacks: zeros stand there, and the "
                + "forecast may be far off. Give a record that has them, or train on one without.");
        }

        if (record.SyntheticNotice is { } notice) terminal.Notice("Synthetic data", notice);
        foreach ((string label, string text) in record.Notes) terminal.Fact(label, text);
        TimeSpan ahead = forecast.Start - record.Series.TimeOf(record.Series.Rows - 1);
        DateTime time = record.Last + ahead;
        foreach (string column in forecast.Columns)
        {
            float value = forecast[0, forecast.ColumnIndex(column)];
            terminal.Fact("Forecast", string.Create(
                CultureInfo.InvariantCulture,
                $"{column} {value:F2} at {time:yyyy-MM-dd HH:mm}, {Duration.Format(ahead)} after the last row"));
        }

        if (json is null) return ExitCode.Success;
        OutputFile.Write(json, ForecastReport.Create(recipe, model, record, missed, forecast, time), ReportJson.Readable.JsonObject);
        terminal.Fact("JSON", json);
        return ExitCode.Success;
    }

    // The columns of the model's training that the record lacks. One that it was trained without was zero there too.
    private static string[] Missed(ClimateRecord record, Preparation preparation) =>
        [.. preparation.Inputs.Where(input => record.Absent.Contains(input.Column) && input.Apply(0) != 0).Select(input => input.Column)];
}
