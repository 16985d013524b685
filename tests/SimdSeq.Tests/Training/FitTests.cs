using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

public sealed class FitTests
{
    [Fact]
    public void ALinearModelFindsALinearFunction()
    {
        var model = new LinearInDouble(1);
        double[] inputs = Samples.Values<double>(2 * 200, 1);
        var data = new ArrayDataset<double>(inputs, [.. inputs.Chunk(2).Select(x => 0.5 + 2 * x[0] - 3 * x[1])], 1, 2);
        var history = model.Fit(data, new FitOptions { Epochs = 100, Optimizer = new RmsProp(0.01), Validation = data, Seed = 3 });
        Assert.InRange(history.Epochs[^1].Validation!.Loss, 0, 1e-3);
        Assert.True(history.Best.Validation!.Loss <= history.Epochs[0].Validation!.Loss);
    }

    [Fact]
    public void AGruLearnsTheMeanOfAFeature()
    {
        var model = new SmallGru(1);
        float[] inputs = Samples.Values<float>(400 * 21, 1);
        var data = new ArrayDataset<float>(
            inputs, [.. inputs.Chunk(21).Select(x => (x[0] + x[3] + x[6] + x[9] + x[12] + x[15] + x[18]) / 7)], 7, 3);
        double before = model.Evaluate(data).Loss;
        model.Fit(data, new FitOptions { Epochs = 60, Optimizer = new RmsProp(0.005), GlobalClipNorm = 1 });
        double after = model.Evaluate(data).Loss;
        Assert.True(after < 0.005 && after < before / 10, $"{before} -> {after}"); // the targets' own variance is 0.048
    }

    [Fact]
    public void TheFirstStepFollowsFromTheGradient()
    {
        // loss = mean (y - t)^2, so dW = 2 mean (y - t) x and db = 2 mean (y - t); then RMSprop's first step.
        var model = new LinearInDouble(1);
        const int Count = 21;
        var data = Samples.For(model, Count);
        double[] start = model.Parameters.ToArray(), x = Samples.Values<double>(2 * Count, 1), t = Samples.Values<double>(Count, 2);
        double loss = 0;
        var gradient = new double[3];
        for (int i = 0; i < Count; i++)
        {
            double difference = start[0] * x[2 * i] + start[1] * x[2 * i + 1] + start[2] - t[i];
            loss += difference * difference / Count;
            gradient[0] += 2 * difference * x[2 * i] / Count;
            gradient[1] += 2 * difference * x[2 * i + 1] / Count;
            gradient[2] += 2 * difference / Count;
        }

        var history = model.Fit(data, new FitOptions { BatchSize = 1000, Optimizer = new RmsProp(0.1) });
        Assert.Equal(loss, history.Epochs[0].TrainLoss, 1e-12);
        double[] end = model.Parameters.ToArray();
        for (int i = 0; i < 3; i++)
            Assert.Equal(start[i] - 0.1 * gradient[i] / Math.Sqrt(0.1 * gradient[i] * gradient[i] + 1e-7), end[i], 1e-12);
    }

    [Fact]
    public void ClippingScalesTheWholeGradientToTheNorm()
    {
        // With so small a gradient, RMSprop's root is that of epsilon: the first step is proportional to the gradient.
        const double Limit = 1e-9, Rate = 1, Epsilon = 1e-2;
        var options = new FitOptions { BatchSize = 1000, Optimizer = new RmsProp(Rate, epsilon: Epsilon), GlobalClipNorm = Limit };
        double[] step = Step(options);
        Assert.Equal(Limit * Rate / Math.Sqrt(Epsilon), Math.Sqrt(step.Sum(value => value * value)), 1e-6 * Limit);

        double[] whole = Step(options with { GlobalClipNorm = 1e9 });
        Samples.Same<double>(whole, Step(options with { GlobalClipNorm = null }));

        static double[] Step(FitOptions options)
        {
            var model = new SmallGruInDouble(1);
            double[] before = model.Parameters.ToArray();
            model.Fit(Samples.For(model, 30), options);
            return [.. model.Parameters.ToArray().Zip(before, (after, start) => after - start)];
        }
    }

    [Fact]
    public void ProgressHasTheRightNumbers()
    {
        var model = new SmallGru(1);
        List<StepProgress> steps = [];
        List<EpochSummary> epochs = [];
        var data = Samples.For(model, 50);
        var history = model.Fit(
            data, new FitOptions { Epochs = 2, BatchSize = 20, OnStep = steps.Add, OnEpoch = epochs.Add, Validation = data });
        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], steps.Select(step => (step.Epoch, step.Step)));
        Assert.All(steps, step => Assert.Equal((2, 3), (step.Epochs, step.Steps)));
        Assert.Equal(history.Epochs, epochs);
        Assert.Equal([1, 2], epochs.Select(epoch => epoch.Epoch));
        Assert.Equal([steps[2].Loss, steps[5].Loss], epochs.Select(epoch => epoch.TrainLoss));
        Assert.Equal(model.Evaluate(data), epochs[1].Validation);
    }

    [Fact]
    public void TheTrainLossIsTheMeanOverSamplesNotBatches()
    {
        var model = new SmallGru(1);
        var data = Samples.For(model, 50);
        double before = model.Evaluate(data).Loss;
        var history = model.Fit(data, new FitOptions { BatchSize = 48, Optimizer = new RmsProp(1e-30) }); // parameters do not move
        Assert.Equal(before, history.Epochs[0].TrainLoss, 1e-6);
    }

    [Fact]
    public void AModelWithoutParametersCanBeTrainedAndSaved()
    {
        var model = new NothingToTrain(1);
        var data = Samples.For(model, 50);
        var history = model.Fit(data, new FitOptions { Epochs = 2, BatchSize = 50, GlobalClipNorm = 1 });
        Assert.Equal(model.Evaluate(data).Loss, history.Epochs[1].TrainLoss, 1e-12);
        var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;
        model.Load(file);
    }

    [Fact]
    public void ABatchMayBeLargerThanTheData()
    {
        var model = new SmallGru(1);
        var data = Samples.For(model, 50);
        int steps = 0;
        model.Fit(data, new FitOptions { BatchSize = int.MaxValue, OnStep = step => steps = step.Steps });
        Assert.Equal(1, steps);
        model.Fit(data, new FitOptions { BatchSize = 120, StepsPerEpoch = 2, OnStep = step => steps = step.Steps });
        Assert.Equal(2, steps);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void EvaluateIsTheDirectComputation(int threads)
    {
        var model = new EveryStep(1);
        var data = Samples.For(model, 37);
        float[] answers = model.Predict(data), targets = Samples.Values<float>(37 * model.Outputs, 2);
        double[] differences = [.. answers.Zip(targets, (y, t) => (double)y - t)];
        var squared = model.Evaluate(data, threads: threads);
        Assert.Equal(differences.Average(d => d * d), squared.Loss, 1e-6);
        Assert.Equal(differences.Average(Math.Abs), squared.MeanAbsoluteError, 1e-6);
        var absolute = model.Evaluate(data, Loss.MeanAbsoluteError, threads);
        Assert.Equal(absolute.MeanAbsoluteError, absolute.Loss);
        Assert.Equal(model.Evaluate(data, threads: 1), squared);
    }
}
