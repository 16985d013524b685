// Where does a pump behave strangely? The model learns the next value at every step of a healthy record; the score of a value is how far it
// is from what was expected, in the unit of the usual error. The record is made here, with two faults that no threshold on the value finds:
// a beat that is left out, and vibration that comes a little faster for a while.
using SimdSeq;
using SimdSeq.Data;

bool quick = args.Contains("--quick");
const int Steps = 64;
float[] healthy = Record(seed: 1, length: 6000, skipped: -1, faster: -1);
float[] watched = Record(seed: 2, length: 2000, skipped: 600, faster: 1400);

// Windows that begin 8 steps apart; the target of each step is the value after it.
int count = (healthy.Length - Steps - 1) / 8;
float[] inputs = [.. Enumerable.Range(0, count).SelectMany(i => healthy[(8 * i)..(8 * i + Steps)])];
float[] targets = [.. Enumerable.Range(0, count).SelectMany(i => healthy[(8 * i + 1)..(8 * i + 1 + Steps)])];
var model = new NextValue(seed: 42);
var history = model.Fit(new ArrayDataset<float>(inputs, targets, Steps, features: 1, targetCount: Steps), new FitOptions
{
    Epochs = quick ? 3 : 15,
    BatchSize = 16,
    Loss = Loss.MeanSquaredError,
    Optimizer = new Adam(0.005),
});
double usual = Math.Sqrt(history.Epochs[^1].TrainLoss);
Console.WriteLine($"the next value is off by {usual:F4} usually; the record swings from {healthy.Min():F2} to {healthy.Max():F2}");

// The stream goes on without an end, a value at a time, as a sensor gives them.
using var live = model.OpenStream();
float expected = 0;
var scores = new double[watched.Length];
for (int step = 0; step < watched.Length; step++)
{
    if (step >= Steps) scores[step] = Math.Abs(watched[step] - expected) / usual;
    expected = live.Step(watched.AsSpan(step, 1))[0];
}

// A single value may be off by chance; an anomaly is a stretch that is, over 16 steps.
double[] smooth = [.. Enumerable.Range(0, scores.Length).Select(step => scores[Math.Max(0, step - 15)..(step + 1)].Average())];
double limit = 1.6 * smooth[Steps..500].Max();
int found = -1;
for (int step = Steps; step < smooth.Length; step++)
{
    if (smooth[step] > limit && found < 0) found = step;
    if (found < 0 || (smooth[step] > limit && step < smooth.Length - 1)) continue;
    double worst = smooth[found..step].Max();
    if (worst > 0) Console.WriteLine($"anomaly from step {found} to {step}: {worst:F1} times the usual error");
    found = -1;
}

Console.WriteLine("made were: a beat left out at step 600, and a faster vibration from step 1400 to 1480");

static float[] Record(int seed, int length, int skipped, int faster)
{
    var random = new Random(seed);
    var record = new float[length];
    double vibration = 0;
    for (int step = 0; step < length; step++)
    {
        vibration += step >= faster && step < faster + 80 && faster >= 0 ? 1.15 : 0.8;
        double beat = step - skipped is >= 0 and < 25 && skipped >= 0 ? 0 : Math.Exp(-Math.Pow(step % 25 - 8, 2) / 8);
        record[step] = (float)(beat + 0.3 * Math.Sin(vibration) + 0.02 * (random.NextDouble() + random.NextDouble() - 1));
    }

    return record;
}

[SequenceModel(steps: 64, features: 1)]
[Gru(16, returnSequences: true)]
[Dense(1)]
internal sealed partial class NextValue;
