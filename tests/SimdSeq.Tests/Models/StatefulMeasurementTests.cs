using SimdSeq.Data;

namespace SimdSeq.Tests.Models;

/// <summary>A stateful model is measured in the batches that it is trained in, and a call that reads moves nothing.</summary>
public sealed class StatefulMeasurementTests
{
    private const int Count = 43;

    private static readonly FitOptions Standing = new() { Shuffle = false, Optimizer = new Sgd(1e-30), Threads = 1 };

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(100)]
    public void TheLossOfATrainingThatStandsStillIsThatOfAMeasurement(int batch)
    {
        var model = new GoingOn(1);
        var data = Samples.For(model, Count);
        double trained = model.Fit(data, Standing with { BatchSize = batch }).Epochs[0].TrainLoss;
        Near(trained, model.Evaluate(data).Loss);
        Near(trained, new GoingOn(1).Evaluate(data, batchSize: batch).Loss);
    }

    /// <summary>From zero every three steps is what a loop does that resets the states itself, and the first step is one of them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void StatesBeginAtZeroAsOftenAsTheyAreTold(int threads)
    {
        GoingOn byOption = new(1), byHand = new(1);
        var data = Samples.For(byOption, Count);
        var options = Standing with { BatchSize = 5, Optimizer = new Adam(), Threads = threads };
        byOption.Predict(Samples.Values<float>(Count * 6, 2)); // leaves states behind
        using Trainer<float> told = byOption.OpenTrainer(data, options with { ResetStatesEvery = 3 }),
            reset = byHand.OpenTrainer(data, options);
        for (int step = 0; step < 20; step++)
        {
            if (step % 3 == 0) byHand.ResetStates();
            Assert.Equal(reset.Step(), told.Step());
        }

        Assert.Equal(byHand.ParameterSha256(), byOption.ParameterSha256());
    }

    [Fact]
    public void OnlyStatesThatAreKeptCanBeginAnew()
    {
        var model = new DroppingGru(1);
        var error = Assert.Throws<ArgumentException>(
            () => model.Fit(Samples.For(model, 4), new FitOptions { ResetStatesEvery = 3 }));
        Assert.Contains("no layer of DroppingGru is declared stateful", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(Samples.For(model, 4), new FitOptions { ResetStatesEvery = 0 }));
    }

    [Fact]
    public void AnUntrainedModelTakesTheWholeSetAsOneBatch()
    {
        var data = Samples.For(new GoingOn(1), Count);
        Assert.Equal(new GoingOn(1).Evaluate(data, batchSize: Count), new GoingOn(1).Evaluate(data));
        Samples.Same<float>(new GoingOn(1).Predict(data, batchSize: Count), new GoingOn(1).Predict(data));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(18)]
    public void ADataSetIsAnsweredBatchByBatch(int batch)
    {
        GoingOn whole = new(1), parts = new(1), trained = new(1);
        float[] inputs = Samples.Values<float>(Count * 6, 1), expected = new float[Count * 2];
        for (int first = 0; first < Count; first += batch)
        {
            int samples = Math.Min(batch, Count - first);
            parts.Predict(inputs.AsSpan(first * 6, samples * 6), expected.AsSpan(first * 2, samples * 2));
        }

        var data = Samples.For(whole, Count);
        trained.Fit(data, Standing with { BatchSize = batch });
        foreach (int threads in (int[])[1, 2, 4])
        {
            whole.ResetStates();
            trained.ResetStates();
            Samples.Same<float>(expected, whole.Predict(data, threads, batchSize: batch), $"{threads} threads");
            Samples.Same<float>(expected, trained.Predict(data, threads), $"{threads} threads");
        }

        Samples.Same<float>(parts.Predict(inputs.AsSpan(0, 6)), whole.Predict(inputs.AsSpan(0, 6)), "the next call");
    }

    [Fact]
    public void ThreadsChangeNoMeasurement()
    {
        var model = new GoingOn(1);
        var data = Samples.For(model, 150);
        var expected = model.Evaluate(data, threads: 1, batchSize: 40);
        foreach (int threads in (int[])[2, 3]) Assert.Equal(expected, model.Evaluate(data, threads: threads, batchSize: 40));
    }

    [Fact]
    public void CallsThatReadAnswerTheSameAgainAndMoveNothing()
    {
        GrowingOn model = new(1), other = new(1);
        var data = Samples.For(model, Count);
        float[] first = Samples.Values<float>(20 * 6, 7), second = Samples.Values<float>(20 * 6, 8);
        Samples.Same<float>(other.Predict(first), model.Predict(first));
        var measured = model.Evaluate(data, batchSize: 5);
        double[] norms = model.StepGradientNorms(data, Loss.MeanSquaredError, Count);
        Assert.Equal(measured, model.Evaluate(data, batchSize: 5));
        Samples.Same<double>(norms, model.StepGradientNorms(data, Loss.MeanSquaredError, Count));
        Samples.Same<double>(norms, new GrowingOn(1).StepGradientNorms(data, Loss.MeanSquaredError, Count));
        using (var stream = model.OpenStream()) stream.Step(first.AsSpan(0, 2));
        Assert.Throws<OperationCanceledException>(() => model.Evaluate(data, cancellation: new CancellationToken(true)));
        model.Save(new MemoryStream());
        Samples.Same<float>(other.Predict(second), model.Predict(second));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ValidationLeavesTrainingAsItIs(int threads)
    {
        GoingOn without = new(1), with = new(1);
        var data = Samples.For(without, Count);
        var validation = Samples.For(without, 30, seed: 5);
        var options = new FitOptions { Shuffle = false, BatchSize = 8, Epochs = 4, Threads = threads };
        without.Fit(data, options);
        Evaluation? last = null;
        with.Fit(data, options with { Validation = validation, OnEpoch = epoch => last = epoch.Validation });
        Assert.Equal(without.ParameterSha256(), with.ParameterSha256());
        Assert.Equal(without.Evaluate(validation, options.Loss, batchSize: 8), last);
        float[] inputs = Samples.Values<float>(8 * 6, 9);
        Samples.Same<float>(without.Predict(inputs), with.Predict(inputs));
    }

    [Fact]
    public void ABatchHasSamples()
    {
        var model = new GoingOn(1);
        var data = Samples.For(model, 3);
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => model.Evaluate(data, batchSize: 0));
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => model.Predict(data, batchSize: -1));
    }

    // Sums of the same losses, made in another order.
    private static void Near(double expected, double actual) => Assert.InRange(actual / expected, 1 - 1e-12, 1 + 1e-12);
}
