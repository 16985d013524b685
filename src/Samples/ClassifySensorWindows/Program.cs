// What is somebody doing? Windows of 64 readings of a 3-axis accelerometer, 2.56 s at 25 Hz, that are made here: each person has a pace, a
// strength and a way to carry the sensor of their own, and nobody of the test was there in training.
using SimdSeq;
using SimdSeq.Data;

bool quick = args.Contains("--quick");
string[] activities = ["rest", "walk", "run", "climb"];
var train = Windows(people: quick ? 20 : 100, seed: 1);
var validation = Windows(people: 20, seed: 2);
var test = Windows(people: 40, seed: 3);

var model = new ActivityModel(seed: 42);
model.Fit(train, new FitOptions
{
    Epochs = quick ? 2 : 12,
    BatchSize = 32,
    Loss = Loss.SparseCategoricalCrossEntropy(),
    Optimizer = new Adam(0.003),
    Validation = validation,
    Callbacks = [new EarlyStopping(patience: 3)],
    OnEpoch = epoch => Console.WriteLine($"epoch {epoch.Epoch}: {epoch.Validation!.Accuracy:P1} of the validation windows"),
});
Console.WriteLine($"accuracy on people it has never seen: {model.Evaluate(test, Loss.SparseCategoricalCrossEntropy()).Accuracy:P1}");

float[] one = Window(new Random(4), activity: 2, pace: 1, strength: 1, tilt: 0.3);
float[] probabilities = model.Predict(one);
Console.WriteLine("somebody runs: " + string.Join(", ", activities.Zip(probabilities, (activity, p) => $"{activity} {p:P0}")));

ArrayDataset<float> Windows(int people, int seed)
{
    var random = new Random(seed);
    List<float> inputs = [], targets = [];
    for (int person = 0; person < people; person++)
    {
        double pace = 0.85 + 0.3 * random.NextDouble(), strength = 0.7 + 0.6 * random.NextDouble(), tilt = random.NextDouble() - 0.5;
        for (int window = 0; window < 24; window++)
        {
            inputs.AddRange(Window(random, window % 4, pace, strength, tilt));
            targets.Add(window % 4);
        }
    }

    return new ArrayDataset<float>([.. inputs], [.. targets], steps: 64, features: 3);
}

// In units of g: gravity along a tilted axis, and what the steps add.
static float[] Window(Random random, int activity, double pace, double strength, double tilt)
{
    double[] stepsPerSecond = [0, 1.8, 2.7, 1.5], bounce = [0, 0.3, 0.9, 0.35], sway = [0, 0.15, 0.3, 0.25];
    double phase = random.NextDouble() * Math.Tau;
    var window = new float[64 * 3];
    for (int step = 0; step < 64; step++)
    {
        double angle = phase + Math.Tau * stepsPerSecond[activity] * pace * step / 25;
        double up = 1 + strength * bounce[activity] * (Math.Sin(angle) + (activity == 3 ? 0.5 * Math.Sin(2 * angle) : 0));
        double side = strength * sway[activity] * Math.Sin(angle / 2);
        window[3 * step] = (float)(side * Math.Cos(tilt) - up * Math.Sin(tilt) + Noise());
        window[3 * step + 1] = (float)(0.5 * strength * bounce[activity] * Math.Cos(angle) + Noise());
        window[3 * step + 2] = (float)(up * Math.Cos(tilt) + side * Math.Sin(tilt) + Noise());
    }

    return window;

    double Noise() => 0.15 * (random.NextDouble() + random.NextDouble() - 1);
}

[SequenceModel(steps: 64, features: 3)]
[Conv1D(16, 5, activation: Activation.Relu)]
[MaxPooling1D(2)]
[Gru(16)]
[Dense(4, Activation.Softmax)]
internal sealed partial class ActivityModel;
