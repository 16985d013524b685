using Microsoft.Extensions.Logging;
using SimdSeq.Data;

namespace SimdSeq.Extensions.Tests;

/// <summary>What a run writes to a logger, as fields.</summary>
public sealed class LoggerProgressTests
{
    [Fact]
    public void EveryEpochIsALineWithItsFigures()
    {
        var log = new Kept(LogLevel.Debug);
        History history = Fit(log, 3);
        Assert.Equal((LogLevel.Information, 3, 16), (log.Lines[0].Level, log.Lines[0].Fields["Epochs"], log.Lines[0].Fields["BatchSize"]));
        Line[] epochs = [.. log.Lines.Where(line => line.Fields.ContainsKey("ValidationLoss"))];
        Assert.Equal(3, epochs.Length);
        foreach (var (epoch, line) in history.Epochs.Zip(epochs))
        {
            Assert.Equal(LogLevel.Information, line.Level);
            Assert.Equal(
                [epoch.Epoch, 3, epoch.TrainLoss, epoch.Validation!.Loss, epoch.LearningRate, epoch.Seconds],
                ((string[])["Epoch", "Epochs", "Loss", "ValidationLoss", "LearningRate", "Seconds"]).Select(name => line.Fields[name]!));
            var metrics = log.Lines.Where(line => line.Level == LogLevel.Debug && Equals(line.Fields["Epoch"], epoch.Epoch))
                .ToDictionary(line => (string)line.Fields["Metric"]!, line => (double)line.Fields["Value"]!);
            Assert.Equal(epoch["val_root_mean_squared_error"], metrics["val_root_mean_squared_error"]);
            Assert.Equal(epoch.GradientNorm, metrics["gradient_norm"]);
        }

        Assert.Equal(
            (history.Best.Epoch, history.Best.Validation!.Loss), (log.Lines[^1].Fields["BestEpoch"], log.Lines[^1].Fields["Loss"]));
    }

    [Fact]
    public void FiguresOfAnEpochAreNotWrittenWhereNobodyReadsThem()
    {
        var log = new Kept(LogLevel.Information);
        Fit(log, 2);
        Assert.Equal(4, log.Lines.Count); // begin, two epochs, end
    }

    [Fact]
    public void ADivergenceIsAnError()
    {
        var log = new Kept(LogLevel.Information);
        Assert.Throws<TrainingDivergedException>(() => Fit(log, 50, new Sgd(1e30)));
        Assert.Equal(LogLevel.Error, log.Lines[^1].Level);
        Assert.IsType<TrainingDivergedException>(log.Lines[^1].Failure);
        Assert.Equal(log.Lines[^1].Failure!.Message, log.Lines[^1].Fields["Reason"]);
    }

    [Fact]
    public void AStopAndACancellationAreWarnings()
    {
        var log = new Kept(LogLevel.Information);
        Fit(log, 9, callbacks: new StopAt(2));
        Assert.Contains(
            log.Lines,
            line => line.Level == LogLevel.Warning && Equals(line.Fields["Reason"], "enough") && Equals(line.Fields["Epoch"], 2));
        using var source = new CancellationTokenSource();
        log.Lines.Clear();
        Assert.ThrowsAny<OperationCanceledException>(
            () => Fit(log, 9, callbacks: new StopAt(2, source.Cancel), cancellation: source.Token));
        Assert.Equal((LogLevel.Warning, 2), (log.Lines[^1].Level, log.Lines[^1].Fields["Epoch"]));
    }

    [Fact]
    public void ItNeedsALogger() => Assert.Throws<ArgumentNullException>(() => new LoggerProgress(null!));

    private static History Fit(
        ILogger log, int epochs, Optimizer? optimizer = null, Callback? callbacks = null, CancellationToken cancellation = default)
    {
        var data = new ArrayDataset<float>(Drawn.Values(40 * 36, 1), Drawn.Values(40 * 2, 2), steps: 12, features: 3, targetCount: 2);
        return new Forecaster(1).Fit(data, new FitOptions
        {
            Epochs = epochs,
            BatchSize = 16,
            Validation = data,
            Metrics = [Metric.RootMeanSquaredError],
            Optimizer = optimizer ?? new Adam(),
            Callbacks = [new LoggerProgress(log), .. callbacks is null ? [] : (Callback[])[callbacks]],
        }, cancellation);
    }

    private sealed class StopAt(int last, Action? act = null) : Callback
    {
        public override void OnEpoch(TrainingRun run, EpochSummary epoch)
        {
            if (epoch.Epoch != last) return;
            if (act is null) run.Stop("enough");
            else act();
        }
    }

    private sealed record Line(LogLevel Level, Exception? Failure, IReadOnlyDictionary<string, object?> Fields);

    private sealed class Kept(LogLevel least) : ILogger
    {
        public List<Line> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? failure, Func<TState, Exception?, string> format)
        {
            if (!IsEnabled(level)) return;
            Assert.NotEqual("", format(state, failure));
            Lines.Add(
                new Line(
                    level, failure,
                    ((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary(field => field.Key, field => field.Value)));
        }
    }
}
