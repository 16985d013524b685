// KilledRun FOLDER THREADS: trains in a folder, from where it was killed, and prints each step and what came of it.
using System.Globalization;
using System.Security.Cryptography;
using SimdSeq;
using SimdSeq.Data;
using SimdSeq.KilledRun;

string folder = args[0];
var model = new KilledModel(seed: 1);
var backup = new BackupAndRestore(Path.Combine(folder, "run.backup"), saveSteps: 4);
string best = Path.Combine(folder, "best.simdseq"), log = Path.Combine(folder, "log.csv");
var history = model.Fit(Samples(300, seed: 3), new FitOptions
{
    Epochs = 40,
    StepsPerEpoch = 11, // the order of samples goes on across epochs
    BatchSize = 40,
    Seed = 7,
    Optimizer = new Adam(0.01),
    ClipNorm = 1,
    Metrics = [Metric.RootMeanSquaredError, Metric.R2Score],
    Validation = Samples(100, seed: 4),
    Threads = int.Parse(args[1], CultureInfo.InvariantCulture),
    Callbacks =
    [
        new EarlyStopping(patience: 12), new ReduceLearningRateOnPlateau(factor: 0.5, patience: 3), new ModelCheckpoint(best),
        new CsvLog(log),
        backup,
    ],
    OnStep = step => Console.WriteLine($"step {(step.Epoch - 1) * step.Steps + step.Step}"),
});
Console.WriteLine($"parameters {model.ParameterSha256()}");
Console.WriteLine($"best {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(best)))}");
Console.WriteLine($"epochs {history.Epochs.Count}, {history.StoppedBecause ?? "all"}");
foreach (var epoch in history.Epochs)
    Console.WriteLine($"{epoch.Epoch} {epoch.TrainLoss:R} {epoch.Validation!.Loss:R} {epoch.LearningRate:R}");
// without the seconds
foreach (string line in File.ReadAllLines(log)) Console.WriteLine(string.Join(',', line.Split(',').Where((_, column) => column != 7)));
Console.WriteLine($"files {string.Join(" ", Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))}");

static ArrayDataset<float> Samples(int count, int seed)
{
    var random = new Random(seed);
    float[] inputs = [.. Enumerable.Range(0, count * 12 * 3).Select(_ => random.NextSingle() - 0.5f)];
    float[] targets = [.. Enumerable.Range(0, count).Select(i => inputs[i * 36] * inputs[i * 36 + 7])];
    return new ArrayDataset<float>(inputs, targets, steps: 12, features: 3);
}
