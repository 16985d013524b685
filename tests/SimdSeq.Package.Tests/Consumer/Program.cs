using SimdSeq;
using SimdSeq.Data;
using SimdSeq.Kernels;
using static SimdSeq.CellMath;

var random = new Random(1);
float[] inputs = [.. Enumerable.Range(0, 100 * 12 * 3).Select(_ => (float)random.NextDouble())];
float[] targets = [.. Enumerable.Range(0, 100).Select(i => inputs[i * 36])];
var data = new ArrayDataset<float>(inputs, targets, steps: 12, features: 3);

var model = new Forecaster(seed: 42);
var options = new FitOptions { Epochs = 5, Loss = Loss.MeanAbsoluteError, Optimizer = new RmsProp(0.01) };
var history = model.Fit(data, options);
float[] answers = model.Predict(data);

using var live = model.OpenStream();
float last = 0;
for (int step = 0; step < 12; step++) last = live.Step(inputs.AsSpan(step * 3, 3))[0];

string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
model.Save(file);
var copy = new Forecaster(seed: 1);
copy.Load(file);
File.Delete(file);

var own = new GatedForecaster(seed: 42);
own.Fit(data,
    new FitOptions { Loss = Loss.MeanAbsoluteError, Optimizer = new Adam(0.01), Validation = data, Callbacks = [new EarlyStopping()] });
using var ownLive = own.OpenStream();
float ownLast = 0;
for (int step = 0; step < 12; step++) ownLast = ownLive.Step(inputs.AsSpan(step * 3, 3))[0];

Forecaster beside = new(seed: 42), cancelled = new(seed: 42);
await beside.FitAsync(data, options with { Threads = 2 });
int ticks = 0;
using (new Timer(_ => ticks++, null, 5, 5))
using (var timer = new CancellationTokenSource(TimeSpan.FromMilliseconds(300)))
{
    try
    {
        await cancelled.FitAsync(data, options with { Epochs = 1_000_000 }, timer.Token);
    }
    catch (TrainingCanceledException)
    {
        Console.WriteLine($"a timer cancels {timer.IsCancellationRequested}");
    }
}

Console.WriteLine($"any number of threads {model.Predict(data, threads: 2).AsSpan().SequenceEqual(answers)}");
Console.WriteLine($"beside others {beside.ParameterSha256() == model.ParameterSha256() && ticks > 3}");
Console.WriteLine($"own cell streams {ownLast == own.Predict(data)[0]}");
Console.WriteLine($"learned {history.Epochs[^1].TrainLoss < history.Epochs[0].TrainLoss}");
Console.WriteLine($"stream is batch {last == answers[0]}");
Console.WriteLine($"copy is model {copy.ParameterSha256() == model.ParameterSha256()}");
Console.WriteLine($"fma {SimdLevel.HasFusedMultiplyAdd}");
Console.WriteLine($"sha {model.ParameterSha256()}{own.ParameterSha256()}{new Reader(3).ParameterSha256()}");

[SequenceModel(steps: 12, features: 3)]
[Gru(8)]
[Dense(1)]
internal sealed partial class Forecaster;

[SequenceModel(steps: 12, features: 3)]
[Bidirectional] [Lstm(4, returnSequences: true)]
[Recurrent<MinimalGatedUnit>(8)]
[Dense(1)]
internal sealed partial class Reader;

[SequenceModel(steps: 12, features: 3)]
[Recurrent<MinimalGatedUnit>(8)]
[Dense(1)]
internal sealed partial class GatedForecaster;

internal sealed class MinimalGatedUnit : ICell
{
    public static CellValue Step(
        CellInput x, CellValue h,
        [Weight] CellKernel wf, [Weight] CellRecurrentKernel uf, [Weight] CellVector bf,
        [Weight] CellKernel wn, [Weight] CellRecurrentKernel un, [Weight] CellVector bn)
    {
        var f = Sigmoid(x * wf + h * uf + bf);
        var n = Tanh(x * wn + (f * h) * un + bn);
        return (1 - f) * h + f * n;
    }
}
