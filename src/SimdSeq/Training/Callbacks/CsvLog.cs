using System.Globalization;
using System.Text;

namespace SimdSeq;

/// <summary>
/// Writes a line after every epoch: RFC 4180, numbers in the invariant culture and with all their digits, an empty field for what there is
/// not. The metrics of the options have columns of their own, behind the others. The file is replaced as a whole after every epoch, so it
/// never ends in the middle of a line.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="append">Whether to go on after what the file holds, which has to be such a log; else it is replaced when a run
/// begins.</param>
public sealed class CsvLog(string path, bool append = false) : Callback
{
    private const string Header = "epoch,loss,accuracy,val_loss,val_mean_absolute_error,val_accuracy,learning_rate,seconds";
    private const string LineEnd = "\r\n";

    private readonly string _path = string.IsNullOrEmpty(path) ? throw new ArgumentException("Expected the path of a file.", nameof(path))
        : path;
    private readonly StringBuilder _text = new();

    internal override string? WrittenFile => _path;

    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    internal override void Check(FitOptions options) => AtomicFile.Check(_path);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file to append to is no such log.</exception>
    public override void OnStart(TrainingRun run)
    {
        if (run.IsResumed) return; // what it goes on after comes with the state
        string before = append && File.Exists(_path) ? File.ReadAllText(_path) : "";
        string header = string.Join(',', [Header, .. run.MetricNames, .. run.MetricNames.Select(name => $"val_{name}")]);
        if (before.Length == 0) before = header + LineEnd;
        if (!before.StartsWith(header + LineEnd, StringComparison.Ordinal) || !before.EndsWith(LineEnd, StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"{_path}: expected a log with the columns {header} and whole lines; it begins with '{before.Split('\n')[0].TrimEnd()}'. "
                + "Write to another file, or leave append out.");
        }

        _text.Clear().Append(before);
        Write();
    }

    /// <inheritdoc/>
    public override void OnEpoch(TrainingRun run, EpochSummary epoch)
    {
        string[] fields =
        [
            epoch.Epoch.ToString(CultureInfo.InvariantCulture),
            Field(epoch.TrainLoss),
            Field(epoch.Accuracy),
            Field(epoch.Validation?.Loss),
            Field(epoch.Validation?.MeanAbsoluteError),
            Field(epoch.Validation?.Accuracy),
            Field(epoch.LearningRate),
            Field(epoch.Seconds),
            .. run.MetricNames.Select(name => Field(ValueOf(epoch.Metrics, name))),
            .. run.MetricNames.Select(name => Field(ValueOf(epoch.Validation?.Metrics ?? [], name))),
        ];
        _text.AppendJoin(',', fields).Append(LineEnd);
        Write();
    }

    /// <inheritdoc/>
    public override void MoveState(TrainingRun run, StateTransfer state)
    {
        string? text = _text.ToString();
        state.Move(ref text);
        if (!state.IsReading) return;
        _text.Clear().Append(text);
        Write(); // without the lines of epochs that come again
    }

    private void Write() => AtomicFile.Write(_path, stream => stream.Write(Encoding.UTF8.GetBytes(_text.ToString())));

    private static double? ValueOf(IReadOnlyList<MetricValue> metrics, string name) =>
        metrics.FirstOrDefault(metric => metric.Name == name)?.Value;

    private static string Field(double? value) => value is { } number && !double.IsNaN(number)
        ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}
