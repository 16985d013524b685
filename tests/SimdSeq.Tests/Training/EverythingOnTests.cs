using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>Training with everything switched on at once, on a model whose parameters fill several ranges.</summary>
public sealed class EverythingOnTests
{
    private const int Count = 150, Steps = 5, Classes = 4;

    public static TheoryData<string> Optimizers => ["sgd", "rmsprop", "adam", "adamw"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void ThreadsChangeNoBit(string optimizer)
    {
        (string one, var first) = Train(optimizer, threads: 1);
        foreach (int threads in (int[])[2, 4])
        {
            (string many, var history) = Train(optimizer, threads);
            Assert.Equal(one, many);
            Assert.Equal(first.Epochs.Select(Figures), history.Epochs.Select(Figures));
        }

        static (double, double?, Evaluation?, double) Figures(EpochSummary epoch) =>
            (epoch.TrainLoss, epoch.Accuracy, epoch.Validation, epoch.LearningRate);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AStepAllocatesNothing(int threads)
    {
        // A garbage collection that another test causes makes an epoch's count uncertain, but not that of all.
        foreach (string optimizer in (string[])["sgd", "rmsprop", "adam", "adamw"])
            Assert.Contains(Train(optimizer, threads).History.Epochs, epoch => epoch.BytesPerStep == 0);
    }

    [Fact]
    public void TheModelHasSeveralRanges() => Assert.True(new ManyParameters(1).ParameterCount > 2 * ParameterUpdate<float>.RangeLength);

    [Fact]
    public void AccuracyInTrainingIsThatOfTheAnswers()
    {
        // A rate so small that the parameters stay: the epoch's figures are those of a measurement.
        var model = new ThreeClasses(1);
        double[] targets = [.. Enumerable.Range(0, Count).Select(i => (double)(i % 3))];
        var data = new ArrayDataset<double>(Samples.Values<double>(Count * 21, 1), targets, 7, 3);
        var loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true);
        double[] answers = model.Predict(data);
        double expected = answers.Chunk(3).Select((row, i) => Array.IndexOf(row, row.Max()) == i % 3 ? 1 : 0).Average();
        var measured = model.Evaluate(data, loss);
        Assert.Equal(expected, measured.Accuracy!.Value, 1e-15);
        Assert.True(double.IsNaN(measured.MeanAbsoluteError));
        var epoch = model.Fit(data, new FitOptions { Loss = loss, Optimizer = new Sgd(1e-30) }).Epochs[0];
        Assert.Equal(expected, epoch.Accuracy!.Value, 1e-15);
        Assert.Equal(measured.Loss, epoch.TrainLoss, 1e-12);
    }

    [Fact]
    public void AClassifierLearns()
    {
        var model = new ThreeClasses(1);
        double[] inputs = Samples.Values<double>(400 * 21, 1);
        double[] targets = [.. inputs.Chunk(21).Select(x => x[18] + x[15] > 0.5 ? 2.0 : x[18] + x[15] > -0.5 ? 1 : 0)];
        var data = new ArrayDataset<double>(inputs, targets, 7, 3);
        var history = model.Fit(data, new FitOptions
        {
            Epochs = 60,
            Loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true),
            Optimizer = new Adam(new Warmup(50, new CosineDecay(0.02, 700))),
            Validation = data,
        });
        Assert.True(history.Epochs[^1].Validation!.Accuracy > 0.93, $"{history.Epochs[0].Validation} -> {history.Epochs[^1].Validation}");
    }

    private static (string Hash, History History) Train(string optimizer, int threads)
    {
        var model = new ManyParameters(1);
        var random = new Random(4);
        float[] ids = [.. Enumerable.Range(0, Count * Steps).Select(_ => random.Next(3000))], targets = [.. ids.Select(id => id % Classes)];
        int[] lengths = [.. Enumerable.Range(0, Count).Select(_ => random.Next(Steps + 1))];
        double[] weights = [.. Enumerable.Range(0, Count).Select(_ => 2 * random.NextDouble())];
        var data = new ArrayDataset<float>(ids, targets, Steps, 1, Steps, lengths, sampleWeights: weights);
        var rate = new Warmup(5, new CosineDecay(0.01, 100));
        var history = model.Fit(data, new FitOptions
        {
            Epochs = 3,
            StepsPerEpoch = 15,
            BatchSize = 69,
            Seed = 5,
            Threads = threads,
            GradientSlots = 3,
            Loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true),
            ClassWeights = [1, 0.5, 2, 3],
            L2 = [new L2("*/kernel", 0.01), new L2("embedding/*", 0.001)],
            GlobalClipNorm = optimizer == "sgd" ? null : 0.5,
            ClipValue = optimizer == "sgd" ? 0.01 : null,
            Validation = data,
            Callbacks = [new EarlyStopping(Metric.ValidationAccuracy, patience: 2)],
            Optimizer = optimizer switch
            {
                "sgd" => new Sgd(rate, 0.9, nesterov: true),
                "rmsprop" => new RmsProp(rate, momentum: 0.5),
                "adam" => new Adam(rate),
                _ => new AdamW(rate),
            },
        });
        return (model.ParameterSha256(), history);
    }
}
