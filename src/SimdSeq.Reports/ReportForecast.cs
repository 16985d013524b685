using System.Globalization;
using SimdSeq.Data;

namespace SimdSeq;

/// <summary>Forecasts beside what came, one after another.</summary>
public sealed record ReportForecast
{
    /// <summary>Takes both.</summary>
    /// <param name="name">What is forecast, such as <c>T (degC)</c>.</param>
    /// <param name="forecast">What was forecast, in units.</param>
    /// <param name="truth">What came, as many values in the same units.</param>
    /// <exception cref="ArgumentException">They are not as many.</exception>
    public ReportForecast(string name, IReadOnlyList<double> forecast, IReadOnlyList<double> truth)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(truth);
        if (forecast.Count != truth.Count)
        {
            throw new ArgumentException(
                $"Expected as many values that came as forecasts, {forecast.Count}; got {truth.Count}.", nameof(truth));
        }

        (Name, Forecast, Truth) = (name, forecast, truth);
    }

    /// <summary>What is forecast.</summary>
    public string Name { get; }

    /// <summary>What was forecast.</summary>
    public IReadOnlyList<double> Forecast { get; }

    /// <summary>What came.</summary>
    public IReadOnlyList<double> Truth { get; }

    /// <summary>Which values these are, such as their times; null: it is not said.</summary>
    public string? Caption { get; init; }

    /// <summary>
    /// Forecasts the last windows of a data set, in the units of the windows' preparation: of each window the first value ahead, and of
    /// several answers for a target (quantiles) the middle one.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="windows">Windows with targets, prepared as the model's were.</param>
    /// <param name="most">So many windows at most.</param>
    /// <param name="threads">Threads; null means one for each processor. They change no bit.</param>
    /// <param name="cancellation">Stops soon.</param>
    /// <returns>One for each target.</returns>
    /// <exception cref="ArgumentException">The windows do not fit the model, or have no targets.</exception>
    public static IReadOnlyList<ReportForecast> Of(
        SequenceModel<float> model, WindowDataset windows, int most = 400, int? threads = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (windows.Targets == 0 || model.Outputs % windows.Targets != 0)
        {
            throw new ArgumentException(
                $"Expected windows with targets for the {model.Outputs} answers of the model, got {windows.Targets}.", nameof(windows));
        }

        float[] answers = windows.ToUnits(model.Predict(windows, threads, cancellation));
        int each = model.Outputs / windows.Targets, first = Math.Max(0, windows.Count - most);
        int[] samples = [.. Enumerable.Range(first, windows.Count - first)];
        return [.. windows.TargetColumns.Select((column, k) => new ReportForecast(
            windows.Series.Columns[column],
            [.. samples.Select(sample => (double)answers[(sample * model.Outputs) + (k * each) + (each / 2)])],
            [.. samples.Select(sample => (double)windows.Series[windows.TargetRow(sample), column])])
        {
            Caption = CaptionOf(windows, first),
        })];
    }

    /// <summary>For instance <c>the last 400 of 16,900 windows, values of 2015-01-01 00:00 to 2015-01-17 15:00</c>.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="first">The first that is shown; all after it are.</param>
    private static string CaptionOf(WindowDataset windows, int first)
    {
        ArgumentNullException.ThrowIfNull(windows);
        string from = Time(first), to = Time(windows.Count - 1);
        return string.Create(
            CultureInfo.InvariantCulture, $"the last {windows.Count - first:N0} of {windows.Count:N0} windows, values of {from} to {to}");

        string Time(int sample) =>
            windows.Series.TimeOf(windows.TargetRow(sample)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
