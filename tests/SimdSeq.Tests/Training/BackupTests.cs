using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>A run of <c>Fit</c> that is interrupted and goes on from its backup is one that never was, in this process.</summary>
public sealed class BackupTests : IDisposable
{
    private const int Epochs = 4, StepsOfEpoch = 5;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("simdseq-");
    private readonly Dataset<float> _samples = Samples.For(new DroppingGru(1), 50);
    private readonly Dataset<float> _validation = Samples.For(new DroppingGru(1), 30, seed: 77);

    public void Dispose() => _folder.Delete(recursive: true);

    private string FileOf(string name) => Path.Combine(_folder.FullName, name);

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(true, 2)]
    [InlineData(true, 3)]
    public void WhereverItIsInterruptedItEndsWithTheSameBits(bool dies, int? saveSteps)
    {
        var whole = Fit(new DroppingGru(1), "whole", saveSteps, at: 0, dies);
        for (int at = 1; at < Epochs * StepsOfEpoch; at++)
        {
            File.Delete(FileOf("cut.backup"));
            Assert.Null(Fit(new DroppingGru(1), "cut", saveSteps, at, dies));
            int last = dies ? LastBackupBefore(at, saveSteps) : at;
            Assert.Equal(last > 0, File.Exists(FileOf("cut.backup")));
            var resumed = Fit(new DroppingGru(1), "cut", saveSteps, at: 0, dies);
            Assert.Equal(whole, resumed);
            Assert.Equal(Epochs * StepsOfEpoch - last, _stepsTaken);
        }
    }

    // It dies before the backup of the step.
    private static int LastBackupBefore(int at, int? saveSteps)
    {
        int epoch = (at - 1) / StepsOfEpoch * StepsOfEpoch;
        return saveSteps is { } steps ? Math.Max(epoch, (at - 1) / steps * steps) : epoch;
    }

    private static string Metrics(EpochSummary epoch) =>
        string.Join(
            " ", epoch.Metrics.Concat(epoch.Validation!.Metrics)
                .Select(metric => $"{metric.Name} {metric.Value:R} {string.Join(" ", metric.Each)}"));

    private int _stepsTaken;

    // Trains until a step, at which it is cancelled or dies without a chance to save anything; all of it when that is 0.
    private string? Fit(DroppingGru model, string name, int? saveSteps, int at, bool dies)
    {
        using var source = new CancellationTokenSource();
        int taken = 0;
        var options = Options(new BackupAndRestore(FileOf($"{name}.backup"), saveSteps), name) with
        {
            OnStep = step =>
            {
                taken++;
                if ((step.Epoch - 1) * StepsOfEpoch + step.Step != at) return;
                if (dies) throw new InvalidTimeZoneException("dies");
                source.Cancel();
            },
        };
        try
        {
            var history = model.Fit(_samples, options, source.Token);
            _stepsTaken = taken;
            string figures = string.Join(
                " ", history.Epochs.Select(
                    epoch => $"{epoch.TrainLoss:R} {epoch.Validation!.Loss:R} {Metrics(epoch)} {epoch.GradientNorm:R}"));
            string log = string.Join(
                " ", File.ReadAllLines(FileOf($"{name}.csv"))
                    .Select(line => string.Join(',', line.Split(',').Where((_, column) => column != 7))));
            string best = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(FileOf($"{name}.best"))));
            return $"{model.ParameterSha256()} {history.StoppedBecause} {figures} {log} {best}";
        }
        catch (Exception e) when (e is TrainingCanceledException or InvalidTimeZoneException)
        {
            return null;
        }
    }

    [Fact]
    public void AFinishedRunGivesItsResultAtOnceAndMayGoOnForLonger()
    {
        string path = FileOf("run.backup");
        var first = new DroppingGru(1);
        var history = first.Fit(_samples, Options(new BackupAndRestore(path)));
        var again = new DroppingGru(1);
        var backup = new BackupAndRestore(path);
        var repeated = again.Fit(_samples, Options(backup) with { OnStep = _ => Assert.Fail("it trains") });
        Assert.Equal(first.ParameterSha256(), again.ParameterSha256());
        Assert.Equal(
            history.Epochs.Select(epoch => (epoch.TrainLoss, epoch.Seconds, Metrics(epoch))),
            repeated.Epochs.Select(epoch => (epoch.TrainLoss, epoch.Seconds, Metrics(epoch))));
        Assert.Equal((Epochs, 0), (backup.ResumedEpochs, backup.ResumedSteps));

        var longer = new DroppingGru(1);
        Assert.Equal(Epochs + 2, longer.Fit(_samples, Options(new BackupAndRestore(path)) with { Epochs = Epochs + 2 }).Epochs.Count);
        var inOne = new DroppingGru(1);
        inOne.Fit(_samples, Options(new BackupAndRestore(FileOf("one.backup"))) with { Epochs = Epochs + 2 });
        Assert.Equal(inOne.ParameterSha256(), longer.ParameterSha256());
        Assert.Null(Begin(new BackupAndRestore(FileOf("new.backup"))));
        backup.Delete();
        Assert.Null(Begin(backup));

        int? Begin(BackupAndRestore other)
        {
            new DroppingGru(1).Fit(_samples, Options(other));
            return other.ResumedEpochs;
        }
    }

    [Fact]
    public void AReasonToStopIsKept()
    {
        string path = FileOf("run.backup");
        var stop = new StopAt(2);
        for (int i = 0; i < 2; i++)
        {
            var history = new DroppingGru(1)
                .Fit(_samples, Options(new BackupAndRestore(path)) with { Callbacks = [stop, new BackupAndRestore(path)] });
            Assert.Equal((2, "enough"), (history.Epochs.Count, history.StoppedBecause));
            stop = new StopAt(int.MaxValue);
        }
    }

    [Fact]
    public void ACallbackOfOnesOwnRemembers()
    {
        string path = FileOf("run.backup");
        var counting = new Counting();
        using var source = new CancellationTokenSource();
        Assert.Throws<TrainingCanceledException>(() => new DroppingGru(1).Fit(_samples, Options(new BackupAndRestore(path)) with
        {
            Callbacks = [counting, new BackupAndRestore(path)],
            OnEpoch = epoch =>
            {
                if (epoch.Epoch == 2) source.Cancel();
            },
        }, source.Token));
        var other = new Counting();
        new DroppingGru(1).Fit(_samples, Options(new BackupAndRestore(path)) with
        {
            Callbacks = [new StopAt(int.MaxValue), other, new BackupAndRestore(path)], // one that remembers nothing may come
        });
        Assert.Equal("1 2 3 4", other.Text);
        Assert.Equal([1L, 4, 9, 16], other.Squares!);
    }

    [Fact]
    public void ABackupOfAnotherRunIsRefusedAndChangesNothing()
    {
        string path = FileOf("run.backup");
        var options = Options(new BackupAndRestore(path));
        new DroppingGru(1).Fit(_samples, options with { Epochs = 1 });
        byte[] written = File.ReadAllBytes(path);
        Refuses("the seed of this run, 6", options with { Seed = 6 });
        Refuses("the batch size of this run, 11", options with { BatchSize = 11 });
        Refuses("the shuffling of this run, off", options with { Shuffle = false });
        Refuses("the steps of an epoch of this run, 4", options with { StepsPerEpoch = 4 });
        Refuses("ClipNorm of this run, 2", options with { ClipNorm = 2 });
        Refuses("ClipValue of this run, 1", options with { ClipNorm = null, ClipValue = 1 }, "ClipNorm of this run, none");
        Refuses("L2 of this run, */kernel 0.1", options with { L2 = [new L2("*/kernel", 0.1)] });
        Refuses("the losses of this run, huber", options with { Loss = Loss.Huber(2) });
        Refuses("the metrics of this run, r2_score", options with { Metrics = [Metric.R2Score] });
        Refuses("the optimizer of this run, Sgd", options with { Optimizer = new Sgd(0.01) });
        Refuses("the learning rate of this run, 0.02", options with { Optimizer = new Adam(0.02) });
        Refuses("what the optimizer does of this run", options with { Optimizer = new Adam(0.01, beta1: 0.8) });
        Refuses("the number of samples of this run, 49", options, samples: Samples.For(new DroppingGru(1), 49), also: "the samples");
        Refuses("the samples of this run", options, samples: Samples.For(new DroppingGru(1), 50, seed: 5));
        Refuses("the validation samples of this run", options with { Validation = Samples.For(new DroppingGru(1), 30, seed: 78) });
        Refuses("a callback of this run, EarlyStopping of val_loss, minDelta 0, patience 4",
            options with { Callbacks = [new EarlyStopping(patience: 4), .. options.Callbacks.Skip(1)] });
        Refuses("the callbacks that remember something of this run, 3", options with { Callbacks = [.. options.Callbacks.Skip(1)] });
        Refuses("the parameters that the model began with (its seed, or what it loaded) of this run, ", options, seed: 2);

        var otherModel = new OtherDroppingGru(1);
        var error = Assert.Throws<ModelFormatException>(() => otherModel.Fit(_samples, options));
        Assert.Contains("the model of this run, OtherDroppingGru; got DroppingGru", error.Message);
        File.WriteAllBytes(path, written[..^5]);
        Assert.Contains("SHA-256", Assert.Throws<ModelFormatException>(() => new DroppingGru(1).Fit(_samples, options)).Message);

        void Refuses(string expected, FitOptions other, string? also = null, Dataset<float>? samples = null, long seed = 1)
        {
            var fresh = new DroppingGru(seed);
            string before = fresh.ParameterSha256();
            var refusal = Assert.Throws<ModelFormatException>(() => fresh.Fit(samples ?? _samples, other));
            Assert.True(refusal.Message.Contains(expected) || (also is not null && refusal.Message.Contains(also)), refusal.Message);
            Assert.Contains("It is the state of another run", refusal.Message);
            Assert.Equal(before, fresh.ParameterSha256());
            Assert.Equal(written, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void TheSettingsOfOptimizersAndLossesShow()
    {
        var parameters = new DroppingGru(1).Layout.Parameters;
        Optimizer[] optimizers =
        [
            new Sgd(), new Sgd(momentum: 0.9), new Sgd(momentum: 0.9, nesterov: true), new Sgd(momentum: 0.8),
            new RmsProp(), new RmsProp(rho: 0.95), new RmsProp(momentum: 0.1), new RmsProp(epsilon: 1e-5),
            new Adam(), new Adam(beta1: 0.8), new Adam(beta2: 0.99), new Adam(epsilon: 1e-3),
            new AdamW(), new AdamW(weightDecay: 0.1), new AdamW(exclude: ["*/bias"]), new AdamW(exclude: ["*/kernel"]),
        ];
        AssertDistinct(optimizers.Select(optimizer => OptimizerProbe.Hash<float>(optimizer, parameters)));
        Loss[] losses =
        [
            Loss.MeanAbsoluteError, Loss.MeanSquaredError, Loss.Huber(), Loss.Huber(2), Loss.BinaryCrossEntropy(),
            Loss.BinaryCrossEntropy(true),
            Loss.BinaryCrossEntropy(labelSmoothing: 0.1), Loss.MeanAbsolutePercentageError, Loss.MeanSquaredLogarithmicError, Loss.LogCosh,
            Loss.Poisson, Loss.KlDivergence, Loss.CosineSimilarity, Loss.Hinge, Loss.SquaredHinge, Loss.CategoricalHinge,
            Loss.BinaryFocalCrossEntropy(), Loss.CategoricalFocalCrossEntropy(),
            Loss.SparseCategoricalCrossEntropy(ignoreClass: 2), Loss.SparseCategoricalCrossEntropy(ignoreClass: -1),
            Loss.SparseCategoricalCrossEntropy(ignoreClass: 255),
            Loss.CategoricalCrossEntropy(), Loss.CategoricalCrossEntropy(true), Loss.CategoricalCrossEntropy(labelSmoothing: 0.1),
            Loss.SparseCategoricalCrossEntropy(), Loss.SparseCategoricalCrossEntropy(true), Loss.SparseCategoricalCrossEntropy(true, 0.1),
        ];
        AssertDistinct(losses.Select(loss => LossProbe.Describe<float>(loss, 3)));
        AssertDistinct(
            ((Loss[])[Loss.Pinball(0.1, 0.5, 0.9), Loss.Pinball(0.1, 0.5, 0.8)]).Select(loss => LossProbe.Describe<float>(loss, 3)));

        static void AssertDistinct(IEnumerable<string> texts)
        {
            string[] all = [.. texts];
            Assert.Equal(all.Length, all.Distinct().Count());
        }
    }

    [Fact]
    public void EveryPartOfASampleShowsInItsHash()
    {
        var layout = new EveryStepOfAny(1).Layout;
        float[] inputs = Samples.Values<float>(40 * 12, 1), targets = Samples.Values<float>(40 * 18, 2);
        int[] lengths = [.. Enumerable.Range(0, 40).Select(i => 1 + i % 6)];
        var hashes = new List<string> { Hash() };
        inputs[40 * 12 - 12] += 1; // the first step of the last sample
        hashes.Add(Hash());
        targets[17] += 1;
        hashes.Add(Hash());
        lengths[20]++;
        hashes.Add(Hash());
        Assert.Equal(4, hashes.Distinct().Count());
        Assert.Equal(hashes[^1], Hash());

        string Hash() => SamplesHash.Of(new ArrayDataset<float>(inputs, targets, 6, 2, targetCount: 18, lengths: [.. lengths]), layout);
    }

    [Fact]
    public void OnlyOneRunWritesABackup()
    {
        var backup = new BackupAndRestore(FileOf("run.backup"));
        var model = new DroppingGru(1);
        string before = model.ParameterSha256();
        using (new FileStream(FileOf("run.backup.lock"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
        {
            string refused = Assert.Throws<IOException>(() => model.Fit(_samples, Options(backup))).Message;
            Assert.StartsWith($"{backup.Path}: expected a backup that no other run writes.", refused, StringComparison.Ordinal);
            Assert.Equal(before, model.ParameterSha256());
        }

        int asked = 0;
        model.Fit(_samples, Options(backup) with
        {
            OnEpoch = _ =>
            {
                if (!File.Exists(backup.Path)) return;
                asked++;
                Assert.Throws<IOException>(backup.PutAside);
            },
        });
        Assert.True(asked > 0);
        Assert.False(File.Exists(FileOf("run.backup.lock")));
    }

    [Fact]
    public void ABackupIsPutAsideAndNothingElseIs()
    {
        var backup = new BackupAndRestore(FileOf("run.backup"));
        Assert.Null(backup.PutAside());
        new DroppingGru(1).Fit(_samples, Options(backup));
        byte[] state = File.ReadAllBytes(backup.Path);
        Assert.Equal($"{backup.Path}.old", backup.PutAside());
        Assert.False(File.Exists(backup.Path));
        Assert.Equal(state, File.ReadAllBytes($"{backup.Path}.old"));
        File.WriteAllText(backup.Path, "precious");
        Assert.Equal("precious", Refused(backup.Path));
        File.WriteAllBytes(backup.Path, state);
        File.WriteAllText($"{backup.Path}.old", "older");
        Assert.Equal("older", Refused($"{backup.Path}.old"));
        Assert.Equal(state, File.ReadAllBytes(backup.Path));

        string Refused(string file)
        {
            Assert.Equal(file, Assert.Throws<ModelFormatException>(backup.PutAside).File);
            return File.ReadAllText(file);
        }
    }

    [Fact]
    public void TwoBackupsOfARunAreRefused()
    {
        BackupAndRestore first = new(FileOf("a")), second = new(FileOf("b"));
        var options = Options(first) with { Callbacks = [first, second] };
        Assert.Contains(
            "Expected one BackupAndRestore", Assert.Throws<ArgumentException>(() => new DroppingGru(1).Fit(_samples, options)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackupAndRestore("a", saveSteps: 0));
        Assert.Throws<ArgumentException>(() => new BackupAndRestore(""));
    }

    private FitOptions Options(BackupAndRestore backup, string name = "run") => new()
    {
        Epochs = Epochs,
        StepsPerEpoch = StepsOfEpoch, // 50 samples, 60 a pass: passes begin within epochs
        BatchSize = 12,
        Seed = 5,
        ClipNorm = 1,
        Optimizer = new Adam(0.01),
        Validation = _validation,
        Metrics = [Metric.MeanAbsoluteError, Metric.R2Score],
        Threads = 1,
        Callbacks =
        [
            new EarlyStopping(patience: 3), new ReduceLearningRateOnPlateau(0.5, patience: 1), new ModelCheckpoint(FileOf($"{name}.best")),
            new CsvLog(FileOf($"{name}.csv")), backup,
        ],
    };

    private sealed class StopAt(int epoch) : Callback
    {
        public override void OnEpoch(TrainingRun run, EpochSummary summary)
        {
            if (summary.Epoch == epoch) run.Stop("enough");
        }
    }

    private sealed class Counting : Callback
    {
        private string? _text;
        private long[]? _squares;

        public string? Text => _text;

        public long[]? Squares => _squares;

        public override void OnEpoch(TrainingRun run, EpochSummary epoch)
        {
            _text = $"{_text} {epoch.Epoch}".Trim();
            _squares = [.. _squares ?? [], epoch.Epoch * epoch.Epoch];
        }

        public override void MoveState(TrainingRun run, StateTransfer state)
        {
            state.Move(ref _text);
            state.Move(ref _squares);
        }
    }
}
