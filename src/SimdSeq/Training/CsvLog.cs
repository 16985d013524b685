using System.Globalization;

namespace SimdSeq;

/// <summary>
/// Writes a line after every epoch: RFC 4180, numbers in the invariant culture and with all their digits, an empty field for what there is not. The
/// file is whole after every epoch.
/// </summary>
/// <param name="path">The file; replaced when a run begins.</param>
public sealed class CsvLog(string path) : Callback
{
    private const string Header = "epoch,loss,accuracy,val_loss,val_mean_absolute_error,val_accuracy,learning_rate,seconds";
    private const string LineEnd = "\r\n";

    private readonly string _path = string.IsNullOrEmpty(path) ? throw new ArgumentException("Expected the path of a file.", nameof(path)) : path;

    /// <inheritdoc/>
    public override void OnStart(TrainingRun run) => File.WriteAllText(_path, Header + LineEnd);

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
        ];
        File.AppendAllText(_path, string.Join(',', fields) + LineEnd);
    }

    private static string Field(double? value) => value is { } number && !double.IsNaN(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}
