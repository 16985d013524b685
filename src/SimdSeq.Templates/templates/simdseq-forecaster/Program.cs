// Forecasts the next value of a series from the 48 before it:
//   dotnet run -c Release -- sales.csv amount     (a CSV file with a header, and the name of a column)
// Run it in Release: Debug is several times slower.
using System.Globalization;
using SimdSeq;
using SimdSeq.Data;

if (args.Length is not (0 or 2)) throw new ArgumentException($"Expected a file and a column, or nothing; got {string.Join(' ', args)}.");
float[] series = args.Length == 2 ? Column(args[0], args[1]) : Example();
if (series.Length < 500) throw new InvalidDataException($"Expected 500 values at least; got {series.Length}.");

// In units of the spread of what is trained on: the first 70 %. The next 15 % choose the epoch, the last 15 % judge.
int trainEnd = series.Length * 70 / 100, validationEnd = series.Length * 85 / 100;
float mean = series[..trainEnd].Average();
float spread = MathF.Sqrt(series[..trainEnd].Average(value => (value - mean) * (value - mean)));
if (spread == 0) throw new InvalidDataException($"All values to train on are {mean}: there is nothing to learn.");
float[] scaled = [.. series.Select(value => (value - mean) / spread)];
var train = Windows(0, trainEnd);
var validation = Windows(trainEnd, validationEnd);
var test = Windows(validationEnd, series.Length);

var model = new Forecaster(seed: 42);
Console.WriteLine(model.Summary());
model.Fit(train, new FitOptions
{
    Epochs = 20, BatchSize = 32, Loss = Loss.MeanAbsoluteError, Optimizer = new Adam(0.003), Validation = validation,
    Callbacks = [new EarlyStopping(patience: 3)],
    OnEpoch = epoch => Console.WriteLine($"epoch {epoch.Epoch}: {epoch.Validation!.Loss * spread:G4} on the validation set"),
});

double naive = Enumerable.Range(validationEnd + 48, series.Length - validationEnd - 48).Average(i => Math.Abs(series[i] - series[i - 1]));
Console.WriteLine($"mean absolute error on the test set: {model.Evaluate(test, Loss.MeanAbsoluteError).Loss * spread:G4}");
Console.WriteLine($"the last value as the forecast:      {naive:G4}");
Console.WriteLine($"the next value: {model.Predict(scaled.AsSpan(^48..))[0] * spread + mean:G6}");
model.Save("forecaster.model");

ArrayDataset<float> Windows(int begin, int end)
{
    float[] inputs = [.. Enumerable.Range(begin, end - begin - 48).SelectMany(first => scaled[first..(first + 48)])];
    return new ArrayDataset<float>(inputs, targets: scaled[(begin + 48)..end], steps: 48, features: 1);
}

// Plain fields, in quotes or not; for others, and for times, there is CsvSeries of SimdSeq.Datasets.
static float[] Column(string file, string name)
{
    string[][] rows = [.. File.ReadLines(file).Select(line => line.Split(',').Select(field => field.Trim().Trim('"')).ToArray())];
    string[] names = rows.FirstOrDefault() ?? [];
    int column = Array.IndexOf(names, name);
    if (column < 0) throw new InvalidDataException($"{file} has no column {name}; its columns are {string.Join(',', names)}.");
    return [.. rows.Index().Skip(1).Where(row => row.Item is not [""]).Select(row =>
        float.TryParse(row.Item.ElementAtOrDefault(column), CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? value
            : throw new InvalidDataException($"{file}, line {row.Index + 1}: expected a number in column {name}."))];
}

// A daily and a weekly rise and fall, and noise.
static float[] Example()
{
    var random = new Random(1);
    return [.. Enumerable.Range(0, 4000).Select(hour =>
        20 + 5 * MathF.Sin(MathF.Tau * hour / 24) + 2 * MathF.Sin(MathF.Tau * hour / 168) + random.NextSingle() - 0.5f)];
}

[SequenceModel(steps: 48, features: 1)]
[Gru(24)]
[Dense(1)]
public sealed partial class Forecaster;
