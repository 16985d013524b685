using System.Globalization;
using Spectre.Console;

namespace SimdSeq.Cli;

/// <summary>A row for every epoch, with the baseline on top. Rows of fixed width, so that each can be written when it is known.</summary>
internal sealed class EpochTable(Terminal terminal, ForecastProblem problem)
{
    private double _best = double.PositiveInfinity;

    /// <summary>Writes the head and the baseline.</summary>
    public void Begin()
    {
        const string Head = "  epoch  train loss  validation MAE       °C  against baseline  seconds\n";
        terminal.Out.Write(new Text(Head, new Style(decoration: Decoration.Bold)));
        ForecastError baseline = problem.BaselineValidation;
        terminal.Out.Write(new Text(Line($"{"naive",7}  {"",10}  {baseline.Mae,14:F4}  {baseline.Celsius,7:F2}"), new Style(Color.Grey)));
    }

    /// <summary>Writes an epoch.</summary>
    public void Add(EpochSummary epoch)
    {
        ForecastError error = problem.Error(epoch.Validation!);
        bool best = error.Mae < _best;
        if (best) _best = error.Mae;
        string against = error.Against(problem.BaselineValidation);
        string row = Line(
            $"{epoch.Epoch,7}  {epoch.TrainLoss,10:F4}  {error.Mae,14:F4}  {error.Celsius,7:F2}  {against,16}  {epoch.Seconds,7:F2}");
        terminal.Out.Write(new Text(row, best ? new Style(Color.Green) : Style.Plain));
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture) + "\n";
}
