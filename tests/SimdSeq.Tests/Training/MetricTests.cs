using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>Metrics against their definitions, and in training: the same bits for any threads and batches, by name.</summary>
public sealed class MetricTests
{
    private static readonly MetricShape Values2 = new(2, 2, TargetKind.Values), Value = new(1, 1, TargetKind.Values);
    private static readonly MetricShape YesOrNo = new(1, 1, TargetKind.YesOrNo), Three = new(3, 3, TargetKind.OneOfSeveral);
    private static readonly Metric[] OfClasses =
        [
            Metric.Accuracy(), Metric.TopKAccuracy(2), Metric.Precision(), Metric.Recall(Average.Micro), Metric.F1Score(), Metric.Auc(),
            Metric.ConfusionMatrix(), new ShareOfFirst(),
        ];

    private static readonly Metric[] OfValues =
        [
            Metric.MeanAbsoluteError, Metric.MeanSquaredError, Metric.RootMeanSquaredError, Metric.R2Score,
            Metric.MeanAbsolutePercentageError,
        ];

    /// <summary>The examples of Keras's documentation, and values by hand.</summary>
    [Fact]
    public void ValuesOfKeras()
    {
        Near(0.5, Metric.RootMeanSquaredError, Values2, [1, 1, 0, 0], [0, 1, 0, 0]);
        Near(0.25, Metric.MeanSquaredError, Values2, [1, 1, 0, 0], [0, 1, 0, 0]);
        Near(0.57142854, Metric.R2Score, Value, [2, 4, 4], [1, 4, 3]);
        Near(0.75, Metric.Auc(), YesOrNo, [0, 0.5, 0.3, 0.9], [0, 0, 1, 1]);
        Near(0.5, Metric.Precision(), YesOrNo, [1, 0, 1, 0], [0, 1, 1, 0]);
        Near(0.5, Metric.Recall(), YesOrNo, [1, 0, 1, 0], [0, 1, 1, 0]);
        double[] answers = [0.2, 0.6, 0.7, 0.2, 0.6, 0.6, 0.6, 0.8, 0], targets = [1, 1, 1, 1, 0, 0, 1, 1, 0];
        var f1 = Run(Metric.F1Score(), new MetricShape(3, 3, TargetKind.YesOrNo), answers, targets);
        foreach (var (expected, got) in new[] { 0.5, 0.8, 0.6666667 }.Zip(f1.Each)) Assert.Equal(expected, got, 1e-7);
        Assert.Equal((0.5 + 0.8 + 2.0 / 3) / 3, f1.Value, 1e-15);
        double[] classes = [0.1, 0.9, 0.8, 0.05, 0.95, 0];
        Near(0.5, Metric.TopKAccuracy(1), Three, classes, [0, 0, 1, 0, 1, 0]);
        Near(1, Metric.TopKAccuracy(2), Three, classes, [0, 0, 1, 0, 1, 0]);
        Near(0.5, Metric.TopKAccuracy(1), new MetricShape(3, 1, TargetKind.Index), classes, [2, 1]);
        Near(100 * (1 + 0.5) / 2, Metric.MeanAbsolutePercentageError, Value, [2, 3], [1, 2]);
    }

    [Fact]
    public void ClassesByHand()
    {
        // True 0, 0, 1, 2, 2, 2; answered 0, 1, 1, 2, 0, 2.
        double[] answers = [3, 1, 2, 1, 3, 2, 1, 3, 2, 1, 2, 3, 3, 2, 1, 1, 2, 3];
        var shape = new MetricShape(3, 1, TargetKind.Index);
        double[] targets = [0, 0, 1, 2, 2, 2];
        var confusion = Run(Metric.ConfusionMatrix(), shape, answers, targets).Confusion!;
        Assert.Equal(new long[,] { { 1, 1, 0 }, { 0, 1, 0 }, { 1, 0, 2 } }, confusion);
        Assert.Equal([0.5, 0.5, 1], Run(Metric.Precision(), shape, answers, targets).Each);
        Assert.Equal([0.5, 1, 2.0 / 3], Run(Metric.Recall(), shape, answers, targets).Each);
        Assert.Equal([0.5, 2.0 / 3, 0.8], Run(Metric.F1Score(), shape, answers, targets).Each);
        Assert.Equal(4.0 / 6, Run(Metric.F1Score(Average.Micro), shape, answers, targets).Value);
        Assert.Equal(4.0 / 6, Run(Metric.Accuracy(), shape, answers, targets).Value);
        Assert.Equal([0.5, 1, 2.0 / 3], Run(Metric.Accuracy(), shape, answers, targets).Each);
    }

    [Fact]
    public void LogitsMeetAThresholdAsTheirProbabilitiesDo()
    {
        double[] logits = [-2, -0.5, 0.1, 0.9, 2], targets = [0, 1, 1, 0, 1];
        double[] probabilities = [.. logits.Select(z => 1 / (1 + Math.Exp(-z)))];
        var raw = new MetricShape(1, 1, TargetKind.YesOrNo, Border: 0, FromLogits: true);
        foreach (double threshold in new[] { 0.2, 0.5, 0.7 })
        {
            Assert.Equal(
                Run(Metric.Accuracy(threshold), YesOrNo, probabilities, targets).Value,
                Run(Metric.Accuracy(threshold), raw, logits, targets).Value);
            Assert.Equal(Run(Metric.F1Score(threshold: threshold), YesOrNo, probabilities, targets).Value,
                Run(Metric.F1Score(threshold: threshold), raw, logits, targets).Value);
        }
    }

    [Fact]
    public void AucIsTheShareOfPairsInOrder()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        double[] answers = [.. Enumerable.Range(0, 200).Select(_ => random.Next(20) / 20.0)],
            targets = [.. answers.Select(_ => (double)random.Next(2))];
        double pairs = 0, all = 0;
        for (int i = 0; i < 200; i++)
        {
            for (int k = 0; k < 200; k++)
            {
                if (targets[i] <= targets[k]) continue;
                all++;
                pairs += answers[i] > answers[k] ? 1 : answers[i] == answers[k] ? 0.5 : 0;
            }
        }

        Assert.True(Math.Abs(pairs / all - Run(Metric.Auc(), YesOrNo, answers, targets).Value) < 1e-14, $"seed {seed}");
    }

    [Fact]
    public void R2HoldsWhereTheMeanIsLarge()
    {
        double[] small = [.. Samples.Values<double>(500, 1)], errors = [.. Samples.Values<double>(500, 2)];
        double[] targets = [.. small.Select(value => 1e9 + value)];
        double[] answers = [.. targets.Zip(errors, (target, error) => target + error / 4)];
        double mean = targets.Select(target => target - 1e9).Average();
        double spread = targets.Sum(target => Math.Pow(target - 1e9 - mean, 2)),
            wrong = answers.Zip(targets, (y, t) => (y - t) * (y - t)).Sum();
        Near(1 - wrong / spread, Metric.R2Score, Value, answers, targets);
    }

    [Fact]
    public void OfClassesTheFiguresAreThoseOfTheAnswersWithAnyThreadsAndBatches()
    {
        var data = ClassData();
        var model = new FourAnswers(3);
        var loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true);
        double[] answers = [.. model.Predict(data).Select(value => (double)value)], targets = [.. Enumerable.Range(0, 333).Select(ClassOf)];
        var shape = new MetricShape(4, 1, TargetKind.Index, FromLogits: true);
        foreach (int threads in new[] { 1, 2, 7 })
        {
            var evaluation = model.Evaluate(data, loss, threads, metrics: OfClasses);
            foreach (var metric in OfClasses)
            {
                var expected = Run(metric, shape, answers, targets);
                Assert.Equal(expected.Value, evaluation[metric.Name].Value);
                Assert.Equal(expected.Each, evaluation[metric.Name].Each);
                Assert.Equal(expected.Confusion, evaluation[metric.Name].Confusion);
            }

            Assert.Equal(evaluation.Accuracy, evaluation["accuracy"].Value);
        }
    }

    [Fact]
    public void WithAnAnswerThatIsNoNumberNoFigureIsOne()
    {
        foreach (int threads in new[] { 1, 3 })
        {
            float[] inputs = Samples.Values<float>(100 * 6, 1);
            inputs[70 * 6] = float.NaN;
            foreach (var (loss, targets) in new[] { (Loss.SparseCategoricalCrossEntropy(), 1), (Loss.BinaryCrossEntropy(), 4) })
            {
                SequenceModel<float> model = targets == 1 ? new FourClasses(1) : new FourChances(1);
                Metric[] metrics =
                    [.. OfClasses.Where(metric => metric.Name != "confusion_matrix" && (targets == 1 || !metric.Name.StartsWith("top_k")))];
                var figures = model.Evaluate(
                    new ArrayDataset<float>(inputs, new float[100 * targets], 3, 2, targets), loss, threads, metrics: metrics);
                Assert.Equal(double.NaN, figures.Accuracy);
                Assert.All(figures.Metrics, metric => Assert.Equal(double.NaN, metric.Value));
                Assert.All(figures.Metrics.SelectMany(metric => metric.Each), value => Assert.Equal(double.NaN, value));
                inputs[70 * 6] = 0;
                figures = model.Evaluate(
                    new ArrayDataset<float>(inputs, new float[100 * targets], 3, 2, targets), loss, threads, metrics: metrics);
                Assert.True(double.IsFinite(figures["accuracy"].Value));
                inputs[70 * 6] = float.NaN;
            }

            var matrix = new FourClasses(1).Evaluate(
                new ArrayDataset<float>(inputs, new float[100], 3, 2, 1), Loss.SparseCategoricalCrossEntropy(), threads,
                metrics: [Metric.ConfusionMatrix()])["confusion_matrix"];
            Assert.Equal(double.NaN, matrix.Value);
            Assert.Equal(99, matrix.Confusion!.Cast<long>().Sum()); // the others are counted
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TrainingHasTheSameFiguresForAnyThreads(bool values)
    {
        string? first = null;
        foreach (int threads in new[] { 1, 3, 8 })
        {
            var metrics = values ? OfValues : OfClasses;
            var loss = values ? Loss.MeanSquaredError : Loss.SparseCategoricalCrossEntropy(fromLogits: true);
            var data = values
                ? new ArrayDataset<float>(Samples.Values<float>(333 * 6, 1), Samples.Values<float>(333 * 4, 2), 3, 2, 4)
                : ClassData();
            var history = new FourAnswers(3).Fit(data, new FitOptions
            {
                Loss = loss,
                Metrics = metrics,
                Validation = data,
                Epochs = 3,
                BatchSize = 50,
                Threads = threads,
            });
            string[] columns = ["loss", .. history.Columns.Where(column => column is not ("seconds" or "loss"))];
            foreach (var metric in metrics)
            {
                Assert.Contains(metric.Name, columns);
                Assert.Contains($"val_{metric.Name}", columns);
            }

            string figures = string.Join(
                '\n', columns.Select(column => $"{column} {string.Join(' ', history[column].Select(value => value.ToString("R")))}"));
            Assert.DoesNotContain("NaN", figures);
            Assert.Equal(first ??= figures, figures);
            if (!values)
            {
                Assert.Equal(history.Epochs.Select(epoch => epoch.Accuracy!.Value), history["accuracy"]);
                Assert.Equal(history.Epochs.Select(epoch => epoch.Validation!.Accuracy!.Value), history["val_accuracy"]);
            }
        }
    }

    [Fact]
    public void OneEpochInOneBatchHasTheFiguresOfTheFirstParameters()
    {
        var data = ClassData();
        var loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true);
        var before = new FourAnswers(3).Evaluate(data, loss, metrics: OfClasses);
        var history = new FourAnswers(3).Fit(data, new FitOptions { Loss = loss, Metrics = OfClasses, BatchSize = 1000 });
        foreach (var metric in OfClasses) Assert.Equal(before[metric.Name].Value, history[metric.Name][0]);
    }

    [Fact]
    public void ALoopOfOnesOwnTakesThemWhenItLikes()
    {
        var options =
            new FitOptions { Loss = Loss.SparseCategoricalCrossEntropy(true), Metrics = OfClasses, BatchSize = 111, Shuffle = false };
        var history = new FourAnswers(3).Fit(ClassData(), options with { Epochs = 2 });
        using var trainer = new FourAnswers(3).OpenTrainer(ClassData(), options);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            for (int step = 0; step < 3; step++) trainer.Step();
            foreach (var value in trainer.TakeMetrics()) Assert.Equal(history[value.Name][epoch], value.Value);
        }
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        var history = new FourAnswers(3).Fit(ClassData(), new FitOptions
        {
            Loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true),
            Metrics = OfClasses,
            Epochs = 4,
            BatchSize = 20,
            Threads = 1,
        });
        Assert.Equal(0, history.Epochs[^1].BytesPerStep);
    }

    [Fact]
    public void CallbacksWatchAMetric()
    {
        var options = new FitOptions
        {
            Loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true),
            Metrics = [new ShareOfFirst(), Metric.F1Score()],
            Validation = ClassData(),
            Epochs = 6,
            Optimizer = new Adam(0.02),
        };
        var rising = new EarlyStopping("val_f1_score", patience: 100);
        var falling = new EarlyStopping("share_of_first", patience: 100, restoreBest: false);
        var history = new FourAnswers(3).Fit(ClassData(), options with { Callbacks = [rising, falling] });
        Assert.Equal(history["val_f1_score"].Max(), rising.Best);
        Assert.Equal(history["share_of_first"].Min(), falling.Best);
        var thrown = Assert.Throws<ArgumentException>(
            () => new FourAnswers(3).Fit(ClassData(), options with { Callbacks = [new EarlyStopping("val_auc")] }));
        Assert.Equal("EarlyStopping watches val_auc, which nothing measures. Add it to FitOptions.Metrics, or watch one of loss, accuracy, "
            + "share_of_first, f1_score, val_loss, val_accuracy, val_share_of_first, val_f1_score.", thrown.Message);
        Assert.Contains("it has loss, accuracy, share_of_first, f1_score, val_loss, val_accuracy, val_share_of_first, val_f1_score, "
            + "learning_rate, seconds.", Assert.Throws<KeyNotFoundException>(() => history["auc"]).Message);
    }

    [Fact]
    public void TheLogHasTheirColumns()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        try
        {
            var history = new FourAnswers(3).Fit(ClassData(), new FitOptions
            {
                Loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true),
                Metrics = [Metric.F1Score(), Metric.Auc()],
                Validation = ClassData(),
                Epochs = 2,
                Callbacks = [new CsvLog(path)],
            });
            string[] lines = File.ReadAllLines(path);
            Assert.EndsWith("seconds,f1_score,auc,val_f1_score,val_auc", lines[0]);
            string[] last = lines[2].Split(',');
            Assert.Equal(history["val_auc"][1].ToString("R", System.Globalization.CultureInfo.InvariantCulture), last[^1]);
            Assert.Equal(history["f1_score"][1].ToString("R", System.Globalization.CultureInfo.InvariantCulture), last[^4]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void AMetricThatCannotMeasureIsRefused()
    {
        Refused([Metric.F1Score()], Loss.MeanSquaredError, "FitOptions.Metrics: f1_score needs classes; take a loss over classes, a "
            + "cross-entropy for instance. FourAnswers is trained with mean_squared_error.");
        Refused([Metric.R2Score], Loss.SparseCategoricalCrossEntropy(true),
            "FitOptions.Metrics: r2_score needs a target of its own for each answer.");
        Refused([Metric.Auc(), Metric.Auc()], Loss.SparseCategoricalCrossEntropy(true),
            "FitOptions.Metrics has two metrics with the name auc.");
        Refused([Metric.ConfusionMatrix()], Loss.BinaryCrossEntropy(true),
            "FitOptions.Metrics: confusion_matrix needs one class among several");
        Assert.Throws<ArgumentOutOfRangeException>(() => Metric.Accuracy(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Metric.TopKAccuracy(0));

        static void Refused(Metric[] metrics, Loss loss, string message) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(
            () => new FourAnswers(3).Fit(ClassData(), new FitOptions { Loss = loss, Metrics = metrics })).Message);
    }

    private static double ClassOf(int sample) => (sample * 7 + sample / 5) % 4;

    private static ArrayDataset<float> ClassData() =>
        new(Samples.Values<float>(333 * 6, 1), [.. Enumerable.Range(0, 333).Select(sample => (float)ClassOf(sample))], 3, 2, 1);

    private static void Near(double expected, Metric metric, MetricShape shape, double[] answers, double[] targets) =>
        Assert.Equal(expected, Run(metric, shape, answers, targets).Value, 1e-7);

    // Two states, put together.
    private static MetricState Run(Metric metric, MetricShape shape, double[] answers, double[] targets)
    {
        Assert.Null(metric.Objection(shape));
        MetricState first = metric.Start(shape), second = metric.Start(shape);
        for (int i = 0; i < targets.Length / shape.Targets; i++)
            (i % 3 == 0 ? first : second)
                .Add(answers.AsSpan(i * shape.Answers, shape.Answers), targets.AsSpan(i * shape.Targets, shape.Targets));
        first.Add(second);
        return first;
    }

    // A metric of one's own.
    private sealed class ShareOfFirst() : Metric("share_of_first")
    {
        public override bool HigherIsBetter => false;

        public override MetricState Start(MetricShape shape) => new State();

        private sealed class State : MetricState
        {
            private long _first;
            private long _all;

            public override double Value => _first / (double)_all;

            public override void Add(ReadOnlySpan<double> answers, ReadOnlySpan<double> targets)
            {
                _all++;
                if (MetricShape.Largest(answers) == 0) _first++;
            }

            public override void Add(MetricState other)
            {
                _all += ((State)other)._all;
                _first += ((State)other)._first;
            }

            public override void Clear() => (_first, _all) = (0, 0);
        }
    }
}
