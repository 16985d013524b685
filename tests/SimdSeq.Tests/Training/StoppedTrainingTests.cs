using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>Training that ends early: the parameters are finite and from before, and the model goes on working.</summary>
public sealed class StoppedTrainingTests
{
    private readonly SmallGru _model = new(1);

    [Fact]
    public void NaNInTheDataStopsBeforeTheParametersChange()
    {
        float[] inputs = Samples.Values<float>(40 * 21, 1);
        inputs[25 * 21 + 4] = float.NaN;
        var data = new ArrayDataset<float>(inputs, new float[40], 7, 3);
        string afterOneStep = "";
        var options = new FitOptions { BatchSize = 20, Shuffle = false, Epochs = 3, OnStep = _ => afterOneStep = _model.ParameterSha256() };
        var stopped = Assert.Throws<TrainingDivergedException>(() => _model.Fit(data, options));
        Assert.Equal((1, 2), (stopped.Epoch, stopped.Step));
        Assert.StartsWith("Training stopped in epoch 1, step 2: the loss is NaN, as the training data are not finite: ", stopped.Message);
        Assert.Contains(": feature 1 of step 1 of sample 25 is NaN. ", stopped.Message);
        Assert.DoesNotContain("learning rate", stopped.Message);
        Assert.Equal(25, stopped.Sample);
        Assert.Empty(stopped.History!.Epochs);
        Assert.Equal(afterOneStep, _model.ParameterSha256());
        Usable();
    }

    [Theory]
    [InlineData(1e39)] // beyond float at once
    [InlineData(1e38)]
    [InlineData(1e30)]
    [InlineData(1e15)]
    public void AHugeLearningRateLeavesFiniteParameters(double rate)
    {
        string before = _model.ParameterSha256(), last = before;
        var options = new FitOptions
        {
            BatchSize = 20,
            Epochs = 500,
            Optimizer = new RmsProp(rate, momentum: 0.9),
            OnStep = _ => last = _model.ParameterSha256(),
        };
        try
        {
            _model.Fit(Samples.For(_model, 40), options);
            Assert.True(rate < 1e30, "it should have diverged");
        }
        catch (TrainingDivergedException)
        {
        }

        Assert.Equal(last, _model.ParameterSha256());
        Assert.All(_model.Parameters.ToArray(), value => Assert.True(float.IsFinite(value), $"{value}"));
        Usable();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void CancellingInAnEpochKeepsTheStepsDone(int threads)
    {
        using var source = new CancellationTokenSource();
        int steps = 0;
        string last = "";
        var options = new FitOptions
        {
            BatchSize = 20,
            Threads = threads,
            OnStep = _ =>
            {
                last = _model.ParameterSha256();
                if (++steps == 3) source.Cancel();
            },
        };
        Assert.Throws<TrainingCanceledException>(() => _model.Fit(Samples.For(_model, 200), options, source.Token));
        Assert.Equal(3, steps);
        Assert.Equal(last, _model.ParameterSha256());
        Usable();
    }

    [Fact]
    public void ACancelledMeasurementStops()
    {
        var data = Samples.For(_model, 200);
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => _model.Evaluate(data, cancellation: cancelled));
        Assert.Throws<OperationCanceledException>(() => _model.Predict(data, cancellation: cancelled));
        Usable();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void AFailureOfTheDataReachesTheCaller(int threads)
    {
        var data = new RecordingDataset(Samples.For(_model, 200));
        for (int failAt = 0; failAt < 200; failAt += 13) // whichever thread takes its tile
        {
            data.FailAt = failAt;
            string last = _model.ParameterSha256();
            var options = new FitOptions { BatchSize = 64, Threads = threads, OnStep = _ => last = _model.ParameterSha256() };
            Assert.Equal($"sample {failAt} cannot be read", Assert.Throws<InvalidDataException>(() => _model.Fit(data, options)).Message);
            Assert.Equal(last, _model.ParameterSha256());
            Assert.Throws<InvalidDataException>(() => _model.Evaluate(data, threads: threads));
            Assert.Throws<InvalidDataException>(() => _model.Predict(data, threads));
        }

        Usable();
    }

    [Fact]
    public void AStepThatFailsIsNotCounted()
    {
        var data = new RecordingDataset(Samples.For(_model, 40)) { FailAt = 30 };
        using var trainer = _model.OpenTrainer(data, new FitOptions { BatchSize = 20, Shuffle = false });
        trainer.Step();
        Assert.Throws<InvalidDataException>(() => trainer.Step());
        Assert.Equal(1, trainer.StepCount);
        data.FailAt = -1;
        trainer.Step();
        Assert.Equal(2, trainer.StepCount);
    }

    [Fact]
    public void AClosedTrainerSaysSo()
    {
        var trainer = _model.OpenTrainer(Samples.For(_model, 40), new FitOptions { Threads = 1 });
        trainer.Dispose();
        trainer.Dispose();
        Assert.Contains("Trainer", Assert.Throws<ObjectDisposedException>(() => trainer.Step()).ObjectName);
    }

    private void Usable()
    {
        var other = new SmallGru(2);
        other.Parameters.Set(_model.Parameters.ToArray());
        var data = Samples.For(_model, 33, seed: 8);
        Samples.Same<float>(other.Predict(data), _model.Predict(data));
        var options = new FitOptions { BatchSize = 20, Threads = 2, Optimizer = new RmsProp(1e-6) };
        string? expected = Train(other), got = Train(_model);
        Assert.Equal(expected, got);

        string? Train(SmallGru model)
        {
            try
            {
                model.Fit(data, options);
            }
            catch (TrainingDivergedException)
            {
            }

            return model.ParameterSha256();
        }
    }
}
