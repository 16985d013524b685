// The next 24 values at once, with the calendar of the hours to come: MultiStepForecast [FILE.csv | --quick]
// With ETTh1.csv (date and seven columns, hourly) it is that task; without a file it makes a record.
using SimdSeq;
using SimdSeq.Data;
using SimdSeq.Datasets;
using static SimdSeq.Layers;

// Hour, weekday and season are columns that are known ahead: the second input of the model.
bool quick = args is ["--quick"];
TimeSeries series = args.Length > 0 && !quick
    ? CsvSeries.Read(args[0], new CsvSeriesOptions { Columns = ["HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT"] })
    : MakeRecord(hours: quick ? 1_500 : 8_000);
TimeSeries record = series.WithCalendar();
var (training, validation, test) = record.Split(training: 0.6, validation: 0.2);
var window = new WindowOptions
{
    Lookback = TimeSpan.FromHours(48),
    Horizon = 24,
    Stride = TimeSpan.FromHours(3),
    Differences = true,
    Inputs = series.Columns,
    Known = Calendar.Columns,
    Targets = ["OT"],
};
var preparation = Preparation.Fit(record, training, window);

var model = new NextDay(seed: 42);
model.Fit(preparation.Windows(record, training), new FitOptions
{
    Epochs = quick ? 1 : 6,
    BatchSize = 32,
    Loss = Loss.MeanAbsoluteError,
    Optimizer = new Adam(0.002),
    Validation = preparation.Windows(record, validation),
    OnEpoch = epoch => Console.WriteLine($"epoch {epoch.Epoch}: validation {epoch.Validation!.Loss:F4}"),
});

ForecastErrors errors = model.MeasureForecast(preparation.Windows(record, test))[0];
Console.WriteLine(errors);
for (int hour = 0; hour < 24; hour += 6)
    Console.WriteLine(FormattableString.Invariant($"  {hour + 1,2} h ahead: {errors.MeanAbsoluteByStep[hour]:F3}"));

string file = Path.GetTempFileName();
model.Save(file);
var served = new NextDay();
served.Load(file);
TimeSeries next = served.Forecast(series.WithCalendar(rowsAhead: 24)); // its last rows have a calendar, and nothing measured
for (int row = 0; row < next.Rows; row += 4)
    Console.WriteLine(FormattableString.Invariant($"{next.TimeOf(row):yyyy-MM-dd HH:mm}: {next[row, 0]:F2}"));
File.Delete(file);

static TimeSeries MakeRecord(int hours)
{
    var random = new Random(1);
    double weather = 0, oil = 20;
    string[] columns = ["HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT"];
    float[] values = [.. Enumerable.Range(0, hours).SelectMany(Row)];
    return new TimeSeries(values, columns, new DateTime(2016, 7, 1), TimeSpan.FromHours(1));

    IEnumerable<float> Row(int hour)
    {
        DateTime time = new DateTime(2016, 7, 1).AddHours(hour);
        weather = 0.96 * weather + 0.6 * (random.NextDouble() - 0.5);
        double load = 5 + 3 * Math.Sin(Math.Tau * (time.Hour - 6) / 24) - (time.DayOfWeek is DayOfWeek.Sunday ? 2 : 0) + 4 * weather;
        oil += 0.1 * (10 + 2 * load - oil);
        return [.. Enumerable.Range(0, 7).Select(c => (float)((c == 6 ? oil : load / (c + 1)) + 0.2 * (random.NextDouble() - 0.5)))];
    }
}

[SequenceModel]
internal sealed partial class NextDay // an encoder of what was, a decoder over the hours to come
{
    private static SymbolicTensor Forward([Input(48, 7)] SymbolicTensor past, [Input(24, 6)] SymbolicTensor calendar)
    {
        var (_, state) = Gru(32, returnState: true)(past);
        return Dense(1)(Gru(32, returnSequences: true).InitialState(state)(calendar));
    }
}
