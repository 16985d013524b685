using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>Weights of samples and classes, masks and penalties, seen from the parameters after a step of plain SGD.</summary>
public sealed class WeightTests
{
    private const int Count = 21, Steps = 6, Classes = 3;

    private static readonly FitOptions OneStep = new() { BatchSize = 1000, Shuffle = false, Optimizer = new Sgd(0.5) };

    [Fact]
    public void AWeightOfZeroIsAbsenceUpToTheDivisor()
    {
        // Every third sample absent: 14 of 21 are left, so the gradient is 14/21 of theirs.
        double[] weights = [.. Enumerable.Range(0, Count).Select(i => i % 3 == 0 ? 0.0 : 1)];
        double[] inputs = Samples.Values<double>(Count * 21, 1), targets = Samples.Values<double>(Count, 2);
        int[] kept = [.. Enumerable.Range(0, Count).Where(i => i % 3 != 0)];
        double[] all = Change(new ArrayDataset<double>(inputs, targets, 7, 3, sampleWeights: weights));
        double[] some = Change(
            new ArrayDataset<double>([.. kept.SelectMany(i => inputs[(i * 21)..(i * 21 + 21)])], [.. kept.Select(i => targets[i])], 7, 3));
        Assert.Contains(some, value => Math.Abs(value) > 1e-3);
        for (int i = 0; i < all.Length; i++) Assert.Equal(some[i] * kept.Length / Count, all[i], 1e-14);
    }

    [Fact]
    public void TheLossOfABatchIsTheWeightedSumOverTheCount()
    {
        double[] weights = [.. Samples.Values<double>(Count, 9).Select(value => value + 1)];
        var model = new SmallGruInDouble(1);
        var data = new ArrayDataset<double>(
            Samples.Values<double>(Count * 21, 1), Samples.Values<double>(Count, 2), 7, 3, sampleWeights: weights);
        double[] answers = model.Predict(data), targets = Samples.Values<double>(Count, 2);
        double expected = Enumerable.Range(0, Count).Sum(i => weights[i] * Math.Pow(answers[i] - targets[i], 2)) / Count;
        var evaluation = model.Evaluate(data);
        Assert.Equal(expected, evaluation.Loss, 1e-14);
        Assert.Equal(Enumerable.Range(0, Count).Average(i => Math.Abs(answers[i] - targets[i])), evaluation.MeanAbsoluteError, 1e-14);
        Assert.Equal(expected, model.Fit(data, OneStep).Epochs[0].TrainLoss, 1e-14);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WeightsOfOneChangeNoBit(bool onlySomeOnes)
    {
        float[] inputs = Samples.Values<float>(Count * 21, 1), targets = Samples.Values<float>(Count, 2);
        double[] weights = [.. Enumerable.Repeat(1.0, Count)];
        if (onlySomeOnes) weights[4] = 1.5;
        string unweighed = Train(null), weighed = Train(weights);
        Assert.Equal(!onlySomeOnes, unweighed == weighed);

        string Train(double[]? sampleWeights)
        {
            var model = new SmallGru(1);
            model.Fit(new ArrayDataset<float>(inputs, targets, 7, 3, sampleWeights: sampleWeights), new FitOptions { Epochs = 5 });
            return model.ParameterSha256();
        }
    }

    [Fact]
    public void StepsHaveWeightsOfTheirOwn()
    {
        // 4 samples of 3 steps and 2 features, 2 answers a step.
        double[] inputs = Samples.Values<double>(4 * 6, 1), targets = Samples.Values<double>(4 * 6, 2);
        double[] weights = [.. Samples.Values<double>(4 * 3, 3).Select(value => value + 1)];
        var model = new TwoAnswersAStep(1);
        double[] answers = model.Predict(inputs);
        double expected = Enumerable.Range(0, 24).Average(i => weights[i / 2] * Math.Pow(answers[i] - targets[i], 2));
        var data = new ArrayDataset<double>(inputs, targets, 3, 2, 6, sampleWeights: weights);
        Assert.Equal(expected, model.Evaluate(data).Loss, 1e-14);
        Assert.Equal(expected, model.Fit(data, OneStep).Epochs[0].TrainLoss, 1e-14);

        // One weight for all steps of a sample is the sample's.
        double[] ofSamples = weights[..4], ofSteps = [.. Enumerable.Range(0, 12).Select(i => ofSamples[i / 3])];
        Assert.Equal(Trained(ofSamples), Trained(ofSteps));
        Assert.NotEqual(Trained(ofSamples), Trained(weights));

        string Trained(double[] sampleWeights)
        {
            var one = new TwoAnswersAStep(1);
            one.Fit(new ArrayDataset<double>(inputs, targets, 3, 2, 6, sampleWeights: sampleWeights), OneStep);
            return one.ParameterSha256();
        }
    }

    [Fact]
    public void WeightsThatDoNotFitAreRefused()
    {
        var model = new TwoAnswersAStep(1);
        Assert.StartsWith(
            "Expected a weight for each of 4 samples, or for each step of their answers, got 5.", Assert.Throws<ArgumentException>(
            () => new ArrayDataset<double>(new double[24], new double[24], 3, 2, 6, sampleWeights: new double[5])).Message);
        var data = new ArrayDataset<double>(new double[24], new double[24], 3, 2, 6, sampleWeights: new double[8]);
        Assert.StartsWith(
            "Expected samples with one weight, or with one for each of 3 steps that TwoAnswersAStep answers with; the data set "
            + "has 2.", Assert.Throws<ArgumentException>(() => model.Fit(data, OneStep)).Message);
    }

    [Fact]
    public void ClassWeightsEqualSampleWeights()
    {
        double[] ofClass = [0.25, 2, 1.5], inputs = Samples.Values<double>(Count * 21, 1);
        double[] targets = [.. Enumerable.Range(0, Count).Select(i => (double)(i * i % Classes))];
        var loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true);
        var weighed = new ArrayDataset<double>(inputs, targets, 7, 3, sampleWeights: [.. targets.Select(target => ofClass[(int)target])]);
        string bySample = Train(weighed, OneStep with { Loss = loss }),
            byClass = Train(new ArrayDataset<double>(inputs, targets, 7, 3), OneStep with { Loss = loss, ClassWeights = ofClass });
        Assert.Equal(bySample, byClass);
        Assert.NotEqual(bySample, Train(new ArrayDataset<double>(inputs, targets, 7, 3), OneStep with { Loss = loss }));

        double[] oneHot = [.. targets.SelectMany(target => Enumerable.Range(0, Classes).Select(k => k == target ? 1.0 : 0))];
        var dense = OneStep with { Loss = Loss.CategoricalCrossEntropy(fromLogits: true), ClassWeights = ofClass };
        Assert.Equal(byClass, Train(new ArrayDataset<double>(inputs, oneHot, 7, 3, Classes), dense));

        static string Train(Dataset<double> data, FitOptions options)
        {
            var model = new ThreeClasses(1);
            model.Fit(data, options);
            return model.ParameterSha256();
        }
    }

    [Fact]
    public void ClassWeightsOfBinaryTargetsAreThoseOfZeroAndOne()
    {
        double[] inputs = Samples.Values<double>(Count * 21, 1), targets = [.. Enumerable.Range(0, Count).Select(i => (double)(i * i % 2))];
        var options = OneStep with { Loss = Loss.BinaryCrossEntropy(fromLogits: true) };
        double[] bySample = Change(
            new ArrayDataset<double>(inputs, targets, 7, 3, sampleWeights: [.. targets.Select(t => t == 1 ? 3 : 0.5)]), options);
        Samples.Same<double>(bySample, Change(new ArrayDataset<double>(inputs, targets, 7, 3), options with { ClassWeights = [0.5, 3] }));
    }

    [Fact]
    public void StepsBeyondTheEndOfASampleCountInNothing()
    {
        // What stands there, in inputs and targets, must not matter; and the mean is over the steps that are there.
        int[] lengths = [.. Enumerable.Range(0, Count).Select(i => i % (Steps + 1))];
        float[] inputs = Samples.Values<float>(Count * Steps * 2, 1), targets = Samples.Values<float>(Count * Steps * 3, 2);
        var first = new ArrayDataset<float>(inputs, targets, Steps, 2, Steps * 3, lengths);
        float[] others = [.. targets];
        for (int i = 0; i < others.Length; i++)
        {
            if (i / 3 % Steps >= lengths[i / 3 / Steps]) others[i] = 1e6f;
        }

        var model = new EveryStepOfAny(1);
        float[] answers = model.Predict(first);
        int[] there = [.. Enumerable.Range(0, targets.Length).Where(i => i / 3 % Steps < lengths[i / 3 / Steps])];
        double expected = there.Average(i => Math.Pow((double)answers[i] - targets[i], 2)),
            errors = there.Average(i => Math.Abs((double)answers[i] - targets[i]));
        var evaluation = model.Evaluate(first);
        Assert.Equal(expected, evaluation.Loss, 1e-6);
        Assert.Equal(errors, evaluation.MeanAbsoluteError, 1e-6);
        Assert.Equal(evaluation, model.Evaluate(new ArrayDataset<float>(inputs, others, Steps, 2, Steps * 3, lengths)));

        var history = model.Fit(first, OneStep);
        Assert.Equal(expected, history.Epochs[0].TrainLoss, 1e-6);
        var same = new EveryStepOfAny(1);
        same.Fit(new ArrayDataset<float>(inputs, others, Steps, 2, Steps * 3, lengths), OneStep);
        Assert.Equal(model.ParameterSha256(), same.ParameterSha256());
    }

    [Fact]
    public void SamplesWithoutStepsChangeNoGradient()
    {
        // As the mean is over the steps that are there, a batch with empty samples has the gradient of the batch without them.
        float[] inputs = Samples.Values<float>(Count * Steps * 2, 1), targets = Samples.Values<float>(Count * Steps * 3, 2);
        int[] lengths = [.. Enumerable.Range(0, Count).Select(i => i < 13 ? Steps : 0)];
        float[] with = Train(new ArrayDataset<float>(inputs, targets, Steps, 2, Steps * 3, lengths));
        float[] without = Train(new ArrayDataset<float>(inputs[..(13 * Steps * 2)], targets[..(13 * Steps * 3)], Steps, 2, Steps * 3));
        for (int i = 0; i < with.Length; i++) Assert.Equal(without[i], with[i], 1e-6f);

        var empty = new EveryStepOfAny(1);
        string before = empty.ParameterSha256();
        var history = empty.Fit(new ArrayDataset<float>(inputs, targets, Steps, 2, Steps * 3, new int[Count]), OneStep);
        Assert.Equal((0, before), (history.Epochs[0].TrainLoss, empty.ParameterSha256()));

        static float[] Train(Dataset<float> data)
        {
            var model = new EveryStepOfAny(1);
            model.Fit(data, OneStep);
            return model.Parameters.ToArray();
        }
    }

    [Fact]
    public void APenaltyAddsItsGradientToTheWeightsItNames()
    {
        var model = new SmallGruInDouble(1);
        double[] before = model.Parameters["dense/kernel"].Values.ToArray();
        double[] plain = Change(Samples.For(model, Count)),
            penalised = Change(Samples.For(model, Count), OneStep with { L2 = [new L2("dense/*nel", 0.1)] });
        int at = 0;
        foreach (var parameter in model.Parameters)
        {
            for (int i = 0; i < parameter.Length; i++, at++)
                Assert.Equal(plain[at] - (parameter.Name == "dense/kernel" ? 0.5 * 2 * 0.1 * before[i] : 0), penalised[at], 1e-14);
        }

        double loss = Fit(OneStep), both = Fit(OneStep with { L2 = [new L2("dense/kernel", 0.1), new L2("gru/*", 0.01)] });
        double gru = model.Parameters.Where(p => p.Name.StartsWith("gru/", StringComparison.Ordinal))
            .Sum(p => p.Values.ToArray().Sum(w => w * w));
        Assert.Equal(loss + 0.1 * before.Sum(w => w * w) + 0.01 * gru, both, 1e-14);

        static double Fit(FitOptions options)
        {
            var fresh = new SmallGruInDouble(1);
            return fresh.Fit(Samples.For(fresh, Count), options).Epochs[0].TrainLoss;
        }
    }

    [Fact]
    public void ClippingByValueBoundsEachValue()
    {
        var data = Samples.For(new SmallGruInDouble(1), Count);
        double[] whole = Change(data), clipped = Change(data, OneStep with { ClipValue = 0.01 });
        Assert.Contains(whole, value => Math.Abs(value) > 0.006);
        for (int i = 0; i < whole.Length; i++) Assert.Equal(Math.Clamp(whole[i], -0.005, 0.005), clipped[i], 1e-15);
    }

    private static double[] Change(Dataset<double> data, FitOptions? options = null)
    {
        var model = new SmallGruInDouble(1);
        double[] before = model.Parameters.ToArray();
        model.Fit(data, options ?? OneStep);
        return [.. model.Parameters.ToArray().Zip(before, (after, start) => after - start)];
    }
}

[SequenceModel(steps: 3, features: 2, precision: Precision.Double)]
[Dense(2, Activation.Tanh)]
public sealed partial class TwoAnswersAStep;
