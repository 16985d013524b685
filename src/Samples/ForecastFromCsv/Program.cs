// The oil temperature of a transformer 24 hours ahead, from a CSV of one's own: ForecastFromCsv [FILE.csv | --quick]
// With ETTh1.csv (date and seven columns, hourly) it is that task; without a file it makes a record of the same form.
using System.Globalization;
using SimdSeq;
using SimdSeq.Data;
using SimdSeq.Datasets;

string folder = Directory.CreateTempSubdirectory("simdseq-sample-").FullName;
bool quick = args is ["--quick"];
string path = args.Length > 0 && !quick ? args[0] : WriteRecord(Path.Combine(folder, "transformer.csv"), hours: quick ? 1_500 : 8_000);
string file = Path.Combine(folder, "oil.model");

// Read, split by time, and say what a window is. The preparation is measured on the training rows alone.
TimeSeries series = CsvSeries.Read(path);
var (training, validation, test) = series.Split(training: 0.6, validation: 0.2);
var window = new WindowOptions
{
    Lookback = TimeSpan.FromHours(96),
    Ahead = TimeSpan.FromHours(24),
    Targets = ["OT"],
};
var preparation = Preparation.Fit(series, training, window);

// Train, and measure in degrees.
var model = new OilTemperature(seed: 42);
model.Fit(preparation.Windows(series, training), new FitOptions
{
    Epochs = quick ? 1 : 4,
    BatchSize = 64,
    Loss = Loss.MeanAbsoluteError,
    Optimizer = new Adam(0.001),
    Validation = preparation.Windows(series, validation),
    OnEpoch = epoch => Console.WriteLine($"epoch {epoch.Epoch}: validation {epoch.Validation!.Loss:F4}"),
});
Console.WriteLine(model.MeasureForecast(preparation.Windows(series, test))[0]);
model.Save(file);

// Serve: the model's file and raw values, and nothing else.
var served = new OilTemperature();
served.Load(file);
TimeSeries next = served.Forecast(series);
Console.WriteLine(FormattableString.Invariant($"{next.TimeOf(0):yyyy-MM-dd HH:mm}: {next.Columns[0]} {next[0, 0]:F2}"));
Directory.Delete(folder, recursive: true);

// Seven columns with the rhythm of day and week, weather that comes and goes, and oil that follows the load.
static string WriteRecord(string path, int hours)
{
    var random = new Random(1);
    double weather = 0, oil = 20;
    using var csv = new StreamWriter(path);
    csv.WriteLine("date,HUFL,HULL,MUFL,MULL,LUFL,LULL,OT");
    for (int hour = 0; hour < hours; hour++)
    {
        DateTime time = new DateTime(2016, 7, 1).AddHours(hour);
        weather = 0.96 * weather + 0.6 * (random.NextDouble() - 0.5);
        double load = 5 + 3 * Math.Sin(Math.Tau * (time.Hour - 6) / 24) - (time.DayOfWeek is DayOfWeek.Sunday ? 2 : 0) + 4 * weather;
        oil += 0.1 * (10 + 2 * load - oil);
        double[] values = [load, 0.3 * load, 0.8 * load, 0.2 * load, 2 + 0.1 * load, 1, oil];
        csv.WriteLine($"{time:yyyy-MM-dd HH:mm:ss}," + string.Join(',', values.Select(Text)));
    }

    return path;

    string Text(double value) => (value + 0.2 * (random.NextDouble() - 0.5)).ToString("F3", CultureInfo.InvariantCulture);
}

[SequenceModel(steps: 96, features: 7)]
[Gru(32)]
[Dense(1)]
internal sealed partial class OilTemperature;
