using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

public sealed class CallbackTests
{
    private readonly SmallGru _model = new(1);

    [Fact]
    public void EarlyStoppingRestoresTheBitsOfTheBestEpoch()
    {
        var hashes = new List<string>();
        var stopping = new EarlyStopping(patience: 4);
        var options = Overfitting() with { Callbacks = [stopping], OnEpoch = _ => hashes.Add(_model.ParameterSha256()) };
        var history = _model.Fit(Samples.For(_model, 40), options);
        Assert.InRange(history.Epochs.Count, 6, options.Epochs - 1);
        int best = history.Best.Epoch;
        Assert.Equal(history.Epochs.Count - 4, best);
        Assert.Equal(best, stopping.BestEpoch);
        Assert.NotEqual(hashes[^1], hashes[best - 1]);
        Assert.Equal(hashes[best - 1], _model.ParameterSha256());
        // what kernels derive is renewed too
        Assert.Equal(history.Best.Validation, _model.Evaluate((Data.Dataset<float>)options.Validation!));
        Assert.StartsWith("val_loss did not improve for 4 epochs; its best, ", history.StoppedBecause);
        Assert.EndsWith($"is that of epoch {best}.", history.StoppedBecause);
    }

    [Fact]
    public void WithoutRestoringTheLastParametersStay()
    {
        string last = "";
        var options = Overfitting() with
        {
            Callbacks = [new EarlyStopping(patience: 4, restoreBest: false)],
            OnEpoch = _ => last = _model.ParameterSha256()
        };
        Assert.NotNull(_model.Fit(Samples.For(_model, 40), options).StoppedBecause);
        Assert.Equal(last, _model.ParameterSha256());
    }

    [Fact]
    public void TheBestIsRestoredAlsoWhenTheLastEpochIsReached()
    {
        var hashes = new List<string>();
        var options =
            Overfitting() with { Callbacks = [new EarlyStopping(patience: 1000)], OnEpoch = _ => hashes.Add(_model.ParameterSha256()) };
        var history = _model.Fit(Samples.For(_model, 40), options);
        Assert.Null(history.StoppedBecause);
        Assert.Equal(options.Epochs, history.Epochs.Count);
        Assert.Equal(hashes[history.Best.Epoch - 1], _model.ParameterSha256());
    }

    [Theory]
    [InlineData(0, 0.0, new[] { 5.0, 4, 4, 3 }, 3, 2)]
    [InlineData(1, 0.0, new[] { 5.0, 4, 4, 3 }, 3, 2)]
    [InlineData(2, 0.0, new[] { 5.0, 4, 4, 3, 3.5, 3 }, 6, 4)]
    [InlineData(2, 0.5, new[] { 5.0, 4.6, 4.4, 4.2, 4 }, 5, 3)] // 4.4 is better than 5 by more than a half
    [InlineData(3, 0.0, new[] { 5.0, double.NaN, 4, double.NaN, double.NaN, double.NaN, 1 }, 6, 3)]
    [InlineData(2, 0.0, new[] { double.NaN, double.NaN, 4 }, 2, 1)]
    public void EarlyStoppingCountsAsKerasDoes(int patience, double minDelta, double[] losses, int stopsAfter, int best)
    {
        var stopping = new EarlyStopping(Metric.TrainLoss, patience, minDelta);
        for (int again = 0; again < 2; again++) // a run begins anew
        {
            var run = new ScriptedRun();
            stopping.OnStart(run);
            while (run.StopReason is null && run.Epoch < losses.Length) stopping.OnEpoch(run, Epoch(++run.Epoch, losses[run.Epoch - 1]));
            Assert.Equal((stopsAfter, best), (run.Epoch, stopping.BestEpoch));
            Assert.NotNull(run.StopReason);
            stopping.OnEnd(run);
            Assert.Equal(best, run.Restored);
        }
    }

    [Theory]
    [InlineData(2, 0, 0.0, new[] { 1.0, 1, 1, 1, 1, 1, 0.5, 0.5 }, new[] { 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25 })]
    [InlineData(2, 2, 0.0, new[] { 1.0, 1, 1, 1, 1, 1, 1, 1 }, new[] { 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25 })]
    [InlineData(1, 0, 0.3, new[] { 1.0, 1, 1, 1 }, new[] { 1, 0.5, 0.3, 0.3 })]
    [InlineData(1, 0, 0.0, new[] { 1.0, 0.99995, 0.9998, 0.9 }, new[] { 1, 0.5, 0.5, 0.5 })] // minDelta is 1e-4
    public void ThePlateauSequenceIsThatOfKeras(int patience, int cooldown, double minimum, double[] losses, double[] rates)
    {
        var plateau = new ReduceLearningRateOnPlateau(0.5, patience, cooldown, minimum, monitor: Metric.TrainLoss);
        for (int again = 0; again < 2; again++)
        {
            var run = new ScriptedRun();
            plateau.OnStart(run);
            var got = new List<double>();
            for (int epoch = 1; epoch <= losses.Length; epoch++)
            {
                plateau.OnEpoch(run, Epoch(epoch, losses[epoch - 1]));
                got.Add(run.LearningRate);
            }

            Assert.Equal(rates, got);
        }
    }

    [Fact]
    public void AccuracyIsBetterWhenItRises()
    {
        var run = new ScriptedRun();
        var stopping = new EarlyStopping(Metric.TrainAccuracy, patience: 2);
        stopping.OnStart(run);
        double[] accuracies = [0.5, 0.7, 0.6, 0.7];
        for (int epoch = 1; epoch <= 4; epoch++) stopping.OnEpoch(run, Epoch(epoch, -epoch) with { Accuracy = accuracies[epoch - 1] });
        Assert.Equal((2, 0.7), (stopping.BestEpoch, stopping.Best));
        Assert.StartsWith("accuracy did not improve for 2 epochs", run.StopReason);
    }

    [Fact]
    public void AReducedRateReachesTheOptimizer()
    {
        var data = Samples.For(_model, 40);
        var plateau = new ReduceLearningRateOnPlateau(0.5, patience: 1, minDelta: 1000); // nothing is an improvement
        var history = _model.Fit(data, new FitOptions { Epochs = 4, Optimizer = new Sgd(0.01), Validation = data, Callbacks = [plateau] });
        Assert.Equal([0.01, 0.01, 0.005, 0.0025], history.Epochs.Select(epoch => epoch.LearningRate));
        var other = new SmallGru(1);
        other.Fit(data, new FitOptions { Epochs = 4, Optimizer = new Sgd(0.01) });
        Assert.NotEqual(other.ParameterSha256(), _model.ParameterSha256());
    }

    [Fact]
    public void TheCheckpointIsTheModelOfTheBestEpoch()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("simdseq").FullName, "best.simdseq");
        var hashes = new List<string>();
        var options = Overfitting() with { Callbacks = [new ModelCheckpoint(path)], OnEpoch = _ => hashes.Add(_model.ParameterSha256()) };
        var history = _model.Fit(Samples.For(_model, 40), options);
        var read = new SmallGru(2);
        read.Load(path);
        Assert.Equal(hashes[history.Best.Epoch - 1], read.ParameterSha256());
        Assert.NotEqual(hashes[^1], read.ParameterSha256());
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void TheCsvLogHasTheFiguresOfHistory()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "of an earlier run");
        var data = Samples.For(_model, 40);
        var history = _model.Fit(
            data, new FitOptions
            {
                Epochs = 2,
                Validation = data,
                Callbacks = [new CsvLog(path)],
                Optimizer = new Sgd(new StepDecay(0.1, 0.5, 2))
            });
        string[] lines = File.ReadAllText(path).Split("\r\n");
        Assert.Equal("epoch,loss,accuracy,val_loss,val_mean_absolute_error,val_accuracy,learning_rate,seconds", lines[0]);
        Assert.Equal((4, ""), (lines.Length, lines[3]));
        for (int i = 0; i < 2; i++)
        {
            var epoch = history.Epochs[i];
            double?[] expected =
                [i + 1, epoch.TrainLoss, null, epoch.Validation!.Loss, epoch.Validation.MeanAbsoluteError, null, i == 0 ? 0.1 : 0.05,
                    epoch.Seconds];
            Assert.Equal(
                expected,
                lines[i + 1].Split(',')
                    .Select(field => field.Length == 0
                        ? (double?)null
                        : double.Parse(field, System.Globalization.CultureInfo.InvariantCulture)));
        }

        File.Delete(path);
    }

    [Fact]
    public void AnAppendedLogGoesOnAndAForeignFileStays()
    {
        string path = Path.GetTempFileName();
        var options = new FitOptions { Epochs = 2, Callbacks = [new CsvLog(path, append: true)] };
        for (int run = 0; run < 2; run++) _model.Fit(Samples.For(_model, 40), options);
        Assert.Equal(["epoch", "1", "2", "1", "2"], File.ReadAllLines(path).Select(line => line.Split(',')[0]));

        string log = File.ReadAllText(path), before = _model.ParameterSha256();
        foreach (string foreign in (string[])["name,age\r\nAda,36\r\n", log[..^5]])
        {
            File.WriteAllText(path, foreign);
            Assert.Contains(
                "expected a log", Assert.Throws<InvalidDataException>(() => _model.Fit(Samples.For(_model, 40), options)).Message);
            Assert.Equal(foreign, File.ReadAllText(path));
        }

        Assert.Equal(before, _model.ParameterSha256());
        File.Delete(path);
    }

    [Fact]
    public void FilesThatCannotBeWrittenAreFoundOutBeforeTheFirstEpoch()
    {
        var folder = Directory.CreateTempSubdirectory("simdseq-");
        string path = Path.Combine(folder.FullName, "file"), before = _model.ParameterSha256();
        File.WriteAllText(path, "old");
        File.SetAttributes(path, FileAttributes.ReadOnly);
        foreach (Callback callback in (Callback[])[new ModelCheckpoint(path, Metric.TrainLoss), new CsvLog(path)])
        {
            var calls = new List<string>();
            var options = new FitOptions { Epochs = 2, Callbacks = [new Noting("a", calls), callback] };
            Assert.StartsWith(path, Assert.Throws<UnauthorizedAccessException>(() => _model.Fit(Samples.For(_model, 40), options)).Message);
            Assert.Empty(calls);
        }

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(before, _model.ParameterSha256());
        File.SetAttributes(path, FileAttributes.Normal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void CallbacksComeInOrderAndEndOnlyWhenTrainingDoes()
    {
        var calls = new List<string>();
        var data = Samples.For(_model, 40);
        _model.Fit(data, new FitOptions { Epochs = 2, Callbacks = [new Noting("a", calls), new Noting("b", calls)] });
        Assert.Equal(["a start", "b start", "a 1", "b 1", "a 2", "b 2", "a end", "b end"], calls);
        calls.Clear();
        var stopped = _model.Fit(
            data, new FitOptions { Epochs = 3, Callbacks = [new Noting("a", calls) { StopAt = 2 }, new Noting("b", calls)] });
        Assert.Equal(["a start", "b start", "a 1", "b 1", "a 2", "b 2", "a end", "b end"], calls);
        Assert.Equal("a says so", stopped.StoppedBecause);
        calls.Clear();
        Assert.Throws<InvalidDataException>(
            () => _model.Fit(new RecordingDataset(data) { FailAt = 3 }, new FitOptions { Callbacks = [new Noting("a", calls)] }));
        Assert.Equal(["a start"], calls);
    }

    // Few random samples and a large rate: the validation loss falls, then rises.
    private FitOptions Overfitting() => new()
    {
        Epochs = 60,
        BatchSize = 20,
        Optimizer = new Adam(0.02),
        Validation = Samples.For(_model, 60, seed: 77),
        Seed = 2,
    };

    private static EpochSummary Epoch(int epoch, double loss) => new(epoch, loss, null, 0, 0);

    private sealed class Noting(string name, List<string> calls) : Callback
    {
        public int StopAt { get; init; }

        public override void OnStart(TrainingRun run) => calls.Add($"{name} start");

        public override void OnEpoch(TrainingRun run, EpochSummary epoch)
        {
            calls.Add($"{name} {epoch.Epoch}");
            if (epoch.Epoch == StopAt) run.Stop($"{name} says so");
        }

        public override void OnEnd(TrainingRun run) => calls.Add($"{name} end");
    }
}
