using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>A loss meets a model whose last activation cannot give what it takes: said before anything is computed.</summary>
public sealed class LossAnswersTests
{
    private static readonly Loss Sparse = Loss.SparseCategoricalCrossEntropy();
    private static readonly Loss SparseLogits = Loss.SparseCategoricalCrossEntropy(fromLogits: true);
    private static readonly Loss Binary = Loss.BinaryCrossEntropy(), BinaryLogits = Loss.BinaryCrossEntropy(fromLogits: true);

    [Fact]
    public void RawAnswersAreNoProbabilities()
    {
        const string WaysOut = "End the model with [Dense(4, Activation.Softmax)], or take "
            + "Loss.SparseCategoricalCrossEntropy(fromLogits: true).";
        Refused(new FourAnswers(1), Sparse, 1, "sparse_categorical_crossentropy of FourAnswers takes a probability for each class; "
            + "the answers are those of Activation.Linear. " + WaysOut);
        Refused(new FourStates(1), Sparse, 1, "sparse_categorical_crossentropy of FourStates takes a probability for each class; "
            + "the answers are those of Activation.Tanh. " + WaysOut);
        Refused(new FourAnswers(1), Loss.CategoricalCrossEntropy(), 4, "categorical_crossentropy of FourAnswers takes a probability "
            + "for each class; the answers are those of "
            + "Activation.Linear. End the model with [Dense(4, Activation.Softmax)], or take "
                + "Loss.CategoricalCrossEntropy(fromLogits: true).");
        Refused(new FourAnswers(1), Binary, 4, "binary_crossentropy of FourAnswers takes probabilities, values from 0 to 1; the "
            + "answers are those of Activation.Linear. "
            + "End the model with [Dense(4, Activation.Sigmoid)], or take Loss.BinaryCrossEntropy(fromLogits: true).");
    }

    [Fact]
    public void ProbabilitiesAreNoLogits()
    {
        Refused(new FourClasses(1), SparseLogits, 1, "sparse_categorical_crossentropy of FourClasses from logits takes any numbers "
            + "and makes the probabilities itself; the answers "
            + "are those of Activation.Softmax, probabilities already. Take Loss.SparseCategoricalCrossEntropy(), or end the model "
                + "with [Dense(4)].");
        Refused(new FourChances(1), BinaryLogits, 4, "binary_crossentropy of FourChances from logits takes any numbers and makes "
            + "the probabilities itself; the answers are those of "
            + "Activation.Sigmoid, probabilities already. Take Loss.BinaryCrossEntropy(), or end the model with [Dense(4)].");
    }

    [Fact]
    public void WhatFitsIsTaken()
    {
        foreach (var (model, loss, targets) in (IEnumerable<(SequenceModel<float>, Loss, int)>)
            [
                (new FourClasses(1), Sparse, 1), (new FourClasses(1), Loss.CategoricalCrossEntropy(), 4), (new FourClasses(1), Binary, 4),
                (new FourChances(1), Binary, 4), (new FourChances(1), Sparse, 1), (new FourAnswers(1), SparseLogits, 1),
                (new FourAnswers(1), BinaryLogits, 4), (new FourStates(1), SparseLogits, 1), (new ClassesAtTheEnd(1), Sparse, 1),
                (new FourClasses(1), Loss.MeanSquaredError, 4), (new FourAnswers(1), Loss.MeanSquaredError, 4),
            ])
        {
            model.Fit(Data(targets), new FitOptions { Loss = loss, Epochs = 1 });
            Assert.True(double.IsFinite(model.Evaluate(Data(targets), loss).Loss));
        }
    }

    [Fact]
    public void LogarithmsOfProbabilitiesAreLogitsAndNoProbabilities()
    {
        var model = new FourLogarithms(1);
        Refused(model, Sparse, 1, "sparse_categorical_crossentropy of FourLogarithms takes a probability for each class; the answers are "
            + "those of Activation.LogSoftmax. End the model with [Dense(4, Activation.Softmax)], or take "
            + "Loss.SparseCategoricalCrossEntropy(fromLogits: true).");
        Assert.Equal(new FourClasses(1).Evaluate(Data(1), Sparse).Loss, model.Evaluate(Data(1), SparseLogits).Loss, 1e-6);
        var options = new FitOptions { Loss = SparseLogits, Epochs = 3, Optimizer = new Sgd(0.1) };
        var raw = new FourAnswers(1);
        model.Fit(Data(1), options);
        raw.Fit(Data(1), options);
        float[] expected = raw.Parameters.ToArray(), got = model.Parameters.ToArray();
        for (int i = 0; i < got.Length; i++) Assert.Equal(expected[i], got[i], 1e-5f);
    }

    [Fact]
    public void ASoftmaxModelLearnsClasses()
    {
        // The class is the quarter in which the last value lies.
        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, 400 * 6).Select(_ => random.NextSingle())];
        float[] classes = [.. Enumerable.Range(0, 400).Select(sample => MathF.Floor(4 * inputs[6 * sample + 5]))];
        var data = new ArrayDataset<float>(inputs, classes, 3, 2, 1);
        var model = new FourClasses(2);
        model.Fit(data, new FitOptions { Loss = Sparse, Epochs = 60, BatchSize = 16, Optimizer = new Adam(0.02) });
        var sums = model.Predict(data).Chunk(4).Select(row => row.Sum());
        Assert.All(sums, sum => Assert.Equal(1, sum, 1e-6));
        Assert.InRange(model.Evaluate(data, Sparse).Loss, 0, 0.5);
    }

    // Each sample is of the first class.
    private static ArrayDataset<float> Data(int targets) =>
        new(new float[5 * 6], [.. Enumerable.Range(0, 5 * targets).Select(i => targets > 1 && i % targets == 0 ? 1f : 0)], 3, 2, targets);

    private static void Refused(SequenceModel<float> model, Loss loss, int targets, string message)
    {
        string before = model.ParameterSha256();
        foreach (Action act in (Action[])
            [
                () => model.Fit(Data(targets), new FitOptions { Loss = loss }), () => model.Evaluate(Data(targets), loss),
                () => model.OpenTrainer(Data(targets), new FitOptions { Loss = loss }),
                () => model.StepGradientNorms(Data(targets), loss, 1),
            ])
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(act).Message);
        Assert.Equal(before, model.ParameterSha256());
    }
}

[SequenceModel(3, 2)]
[Lstm(5)]
[Dense(4)]
public sealed partial class FourAnswers;

[SequenceModel(3, 2)]
[Lstm(4)]
public sealed partial class FourStates;

[SequenceModel(3, 2)]
[Lstm(5)]
[Dense(4, Activation.Softmax)]
public sealed partial class FourClasses;

[SequenceModel(3, 2)]
[Lstm(5)]
[Dense(4, Activation.LogSoftmax)]
public sealed partial class FourLogarithms;

[SequenceModel(3, 2)]
[Lstm(5)]
[Dense(4, Activation.Sigmoid)]
public sealed partial class FourChances;

#pragma warning disable SSEQ017 // the last layer is a Dropout
[SequenceModel(3, 2)]
[Dense(4)]
[Activation(Activation.Softmax)]
[LastStep]
[Dropout(0.1)]
public sealed partial class ClassesAtTheEnd;
#pragma warning restore SSEQ017
