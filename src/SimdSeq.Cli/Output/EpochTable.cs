using System.Globalization;
using Spectre.Console;

namespace SimdSeq.Cli;

/// <summary>A row for every epoch, with the baseline on top. Rows of fixed width, so that each can be written when it is known.</summary>
internal sealed class EpochTable
{
    private const int Narrowest = 7;
    private const string Loss = "train loss", Against = "against baseline", Seconds = "seconds";

    private readonly Terminal _terminal;
    private readonly Problem _problem;
    private readonly string[] _headings;
    private readonly int _first;
    private Score? _best;

    /// <summary>Makes the table for epochs on a problem.</summary>
    public EpochTable(Terminal terminal, Problem problem)
    {
        _terminal = terminal;
        _problem = problem;
        _headings = [.. problem.Headings];
        _headings[0] = $"validation {_headings[0]}";
        _first = Math.Max(Narrowest, problem.BaselineName.Length + 2);
    }

    /// <summary>Writes the head and the baseline.</summary>
    public void Begin()
    {
        Write(Row("epoch", Loss, _headings, Against, Seconds), new Style(decoration: Decoration.Bold));
        Write(Row(_problem.BaselineName, "", _problem.BaselineValidation.Cells, "", "").TrimEnd(), new Style(Color.Grey));
    }

    /// <summary>Writes an epoch.</summary>
    public void Add(EpochSummary epoch)
    {
        Score score = _problem.Judge(epoch.Validation!);
        bool best = _best is null || score.IsBetterThan(_best);
        if (best) _best = score;
        string row = Row(
            epoch.Epoch.ToString(CultureInfo.InvariantCulture),
            LossScore.Format(epoch.TrainLoss),
            score.Cells,
            score.Against(_problem.BaselineValidation),
            epoch.Seconds.ToString("F2", CultureInfo.InvariantCulture));
        Write(row, best ? new Style(Color.Green) : Style.Plain);
    }

    private string Row(string first, string loss, IReadOnlyList<string> cells, string against, string seconds)
    {
        IEnumerable<string> padded = cells.Select((cell, i) => cell.PadLeft(Math.Max(Narrowest, _headings[i].Length)));
        string before = $"{first.PadLeft(_first)}  {loss.PadLeft(Loss.Length)}";
        return $"{before}  {string.Join("  ", padded)}  {against.PadLeft(Against.Length)}  {seconds.PadLeft(Seconds.Length)}";
    }

    private void Write(string row, Style style) => _terminal.Out.Write(new Text(row + "\n", style));
}
