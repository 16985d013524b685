// A worker that watches sensors: each line of its input is "sensor value", each sensor has a stream of its own, and a value that is not
// what its stream expected is printed. Without piped lines, and with --quick, it makes three sensors itself, one of which fails.
//   tail -f readings.txt | SensorWorker
// A first start trains the model, on vibrations of any speed, and saves it.
using System.Globalization;
using SimdSeq;
using SimdSeq.Data;

bool quick = args.Contains("--quick");
string file = quick ? Path.GetTempFileName() : "sensor.model";
if (quick || !File.Exists(file)) NextReading.Train(file);
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.Services.AddSequenceModel<NextReading>(file);
builder.Services.AddSingleton(quick || !Console.IsInputRedirected ? Made() : Console.In);
builder.Services.AddHostedService<SensorWorker>();
await builder.Build().RunAsync();
if (quick) File.Delete(file);

static TextReader Made()
{
    return new StringReader(string.Join('\n', Enumerable.Range(0, 1200).Select(i => (Pump: i % 3, Step: i / 3)).Select(made =>
    {
        bool fails = made.Pump == 1 && made.Step is > 300 and < 310;
        double value = fails ? 0 : Math.Sin((0.3 + 0.2 * made.Pump) * made.Step);
        return string.Create(CultureInfo.InvariantCulture, $"pump{made.Pump} {value:F4}");
    })));
}

internal sealed class SensorWorker(NextReading model, TextReader readings, IHostApplicationLifetime host) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sensors = new Dictionary<string, Sensor>();
        int count = 0, alarms = 0;
        for (; await readings.ReadLineAsync(stoppingToken) is { } line; count++)
        {
            string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 2 || !float.TryParse(parts[1], CultureInfo.InvariantCulture, out float value))
            {
                Console.WriteLine($"line {count + 1}: expected \"sensor value\"; got \"{line}\"");
                continue;
            }

            if (!sensors.TryGetValue(parts[0], out var sensor)) sensors[parts[0]] = sensor = new Sensor(model.OpenStream());
            if (sensor.Stream.StepCount > 20 && Math.Abs(value - sensor.Expected) > 0.4 && alarms++ < 1000)
                Console.WriteLine($"{parts[0]}, reading {sensor.Stream.StepCount}: expected {sensor.Expected:F2}, got {value:F2}");
            sensor.Expected = sensor.Stream.Step([value])[0];
        }

        Console.WriteLine($"{count} readings of {sensors.Count} sensors, {alarms} alarms");
        host.StopApplication();
    }

    private sealed class Sensor(ModelStream<float> stream)
    {
        public ModelStream<float> Stream { get; } = stream;

        public float Expected { get; set; }
    }
}

[SequenceModel(steps: 40, features: 1)]
[Gru(16, returnSequences: true)]
[Dense(1)]
internal sealed partial class NextReading
{
    public static void Train(string file)
    {
        var random = new Random(1);
        float[][] waves = [.. Enumerable.Range(0, 2000)
            .Select(_ => (Phase: random.NextDouble() * 6, Speed: 0.2 + 0.6 * random.NextDouble()))
            .Select(wave => Enumerable.Range(0, 41).Select(step => (float)Math.Sin(wave.Phase + wave.Speed * step)).ToArray())];
        var model = new NextReading(seed: 42);
        float[] before = [.. waves.SelectMany(wave => wave[..40])], after = [.. waves.SelectMany(wave => wave[1..])];
        model.Fit(ArrayDataset.For(model, [before], [after]), new FitOptions { Epochs = 5, Optimizer = new Adam(0.01) });
        model.Save(file);
    }
}
