using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>Answers as classes and probabilities.</summary>
public sealed class PredictedClassesTests
{
    private static readonly float[] Inputs = Samples.Values<float>(40 * 6, 1);
    private static readonly ArrayDataset<float> Unlabelled = new(Inputs, [], 3, 2, 0);

    [Fact]
    public void LogitsBecomeWhatTheLossMadeOfThem()
    {
        var model = new FourAnswers(1);
        var loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true);
        float[] logits = model.Predict(Inputs), probabilities = model.PredictProbabilities(Unlabelled, loss);
        int[] classes = model.PredictClasses(Unlabelled, loss);
        for (int sample = 0; sample < 40; sample++)
        {
            float[] z = logits[(4 * sample)..(4 * sample + 4)];
            double sum = z.Sum(value => Math.Exp(value));
            for (int k = 0; k < 4; k++) Assert.Equal(Math.Exp(z[k]) / sum, probabilities[4 * sample + k], 1e-7);
            Assert.Equal(Array.IndexOf(z, z.Max()), classes[sample]);
        }

        var binary = Loss.BinaryCrossEntropy(fromLogits: true);
        float[] chances = model.PredictProbabilities(Unlabelled, binary);
        int[] signs = model.PredictClasses(Unlabelled, binary);
        Assert.Equal(160, model.ClassesOfSample(binary) * 40);
        for (int i = 0; i < 160; i++)
        {
            Assert.Equal(1 / (1 + Math.Exp(-logits[i])), chances[i], 1e-7);
            Assert.Equal(logits[i] > 0 ? 1 : 0, signs[i]);
        }
    }

    [Fact]
    public void AnAnswerThatIsNoNumberIsOfNoClass()
    {
        float[] inputs = [.. Inputs], answers = new float[160];
        inputs[6 * 17 + 3] = float.NaN;
        var data = new ArrayDataset<float>(inputs, [], 3, 2, 0);
        foreach (SequenceModel<float> model in (SequenceModel<float>[])[new FourClasses(1), new FourChances(1)])
        {
            var error = Assert.Throws<InvalidOperationException>(() => model.PredictClasses(data));
            Assert.Contains($"An answer of {model.Layout.Name} to sample 17 is not a number, so it is of no class.", error.Message);
            Assert.Throws<InvalidOperationException>(() => model.PredictClasses(inputs, answers, new int[40 * model.ClassesOfSample()]));
            Assert.Equal(float.NaN, model.PredictProbabilities(data)[17 * 4]);
        }
    }

    [Fact]
    public void SamplesOfDifferentLengthsHaveTheClassesOfTheirAnswers()
    {
        var model = new EveryStepOfAny(1);
        var loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true);
        float[] inputs = Samples.Values<float>(5 * 12, 1), answers = new float[5 * 18], probabilities = new float[5 * 18];
        int[] lengths = [3, 6, 0, 1, 5], classes = new int[5 * 6], expected = new int[5 * 6];
        var data = new ArrayDataset<float>(inputs, [], 6, 2, 0, lengths);
        Assert.Equal(0, Allocated.BytesOf(() => model.PredictClasses(inputs, lengths, answers, classes, loss)));
        Assert.Equal(model.PredictClasses(data, loss), classes);
        Assert.Equal(0, Allocated.BytesOf(() => model.PredictProbabilities(inputs, lengths, probabilities, loss)));
        Samples.Same<float>(model.PredictProbabilities(data, loss), probabilities);
        model.PredictClasses(inputs, answers, expected, loss);
        Assert.NotEqual(expected, classes);
    }

    [Fact]
    public void WhatIsAProbabilityStaysOne()
    {
        Assert.Equal(new FourClasses(1).Predict(Inputs), new FourClasses(1).PredictProbabilities(Unlabelled));
        Assert.Equal(new FourChances(1).Predict(Inputs), new FourChances(1).PredictProbabilities(Unlabelled));
        Assert.Equal(40, new FourClasses(1).PredictClasses(Unlabelled).Length);
        Assert.Equal(160, new FourChances(1).PredictClasses(Unlabelled).Length);
    }

    [Fact]
    public void AnUntrainedModelOfLogitsAsksForTheLossAndATrainedOneKnowsIt()
    {
        var model = new FourAnswers(1);
        string message = Assert.Throws<InvalidOperationException>(() => model.PredictClasses(Unlabelled)).Message;
        Assert.Equal(
            "FourAnswers answers with values of Activation.Linear, and this object has not been trained: whether they are logits, and of "
            + "one class among several, is not known. Pass the loss, for instance Loss.SparseCategoricalCrossEntropy(fromLogits: true).",
            message);
        var loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true);
        model.Fit(
            new ArrayDataset<float>(Inputs, [.. Enumerable.Range(0, 40).Select(i => (float)(i % 4))], 3, 2, 1),
            new FitOptions { Loss = loss });
        Assert.Equal(model.PredictClasses(Unlabelled, loss), model.PredictClasses(Unlabelled));
        Assert.Equal(model.PredictProbabilities(Unlabelled, loss), model.PredictProbabilities(Unlabelled));
        Assert.StartsWith("mean_squared_error tells no classes apart", Assert.Throws<InvalidOperationException>(
            () => model.PredictClasses(Unlabelled, Loss.MeanSquaredError)).Message);
        Assert.StartsWith("The answers of FourAnswers are scores", Assert.Throws<InvalidOperationException>(
            () => model.PredictProbabilities(Unlabelled, Loss.CategoricalHinge)).Message);
    }

    [Fact]
    public void SpansAllocateNothing()
    {
        var model = new FourAnswers(1);
        var loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true);
        float[] answers = new float[160];
        int[] classes = new int[40];
        model.PredictClasses(Inputs, answers, classes, loss);
        Assert.Equal(model.PredictClasses(Unlabelled, loss), classes);
        Assert.Equal(0, Allocated.BytesOf(() => model.PredictClasses(Inputs, answers, classes, loss)));
        Assert.Equal(0, Allocated.BytesOf(() => model.PredictProbabilities(Inputs, answers, loss)));
        Assert.Equal(model.PredictProbabilities(Unlabelled, loss), answers);
        Assert.StartsWith("40 samples of FourAnswers have 40 classes; got room for 39.", Assert.Throws<ArgumentException>(
            () => model.PredictClasses(Inputs, answers, classes.AsSpan(1), loss)).Message);
    }
}
