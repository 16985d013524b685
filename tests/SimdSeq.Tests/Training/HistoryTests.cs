using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

public sealed class HistoryTests
{
    [Theory]
    [InlineData(new[] { double.NaN, 3, 2, 4 }, 3)]
    [InlineData(new[] { double.NaN, double.PositiveInfinity, double.NaN }, 2)]
    [InlineData(new[] { double.NaN, double.NaN }, 1)]
    [InlineData(new[] { 2.0, 1, 1 }, 2)]
    public void TheBestEpochHasTheSmallestLoss(double[] losses, int best)
    {
        var trained = losses.Select((loss, i) => new EpochSummary(i + 1, loss, null, 0, 0));
        var validated = losses.Select((loss, i) => new EpochSummary(i + 1, i, new Evaluation(loss, 0), 0, 0));
        Assert.Equal(best, new History([.. trained]).Best.Epoch);
        Assert.Equal(best, new History([.. validated]).Best.Epoch);
    }

    [Fact]
    public void ARunWithoutEpochsHasNoBestOne()
    {
        var model = new SmallGru(1);
        var history = model.Fit(Samples.For(model, 20), new FitOptions { Callbacks = [new StopsAtOnce()] });
        Assert.Empty(history.Epochs);
        Assert.Equal("enough", history.StoppedBecause);
        Assert.StartsWith("The run has no epoch", Assert.Throws<InvalidOperationException>(() => history.Best).Message);
        Assert.Equal("History { Epochs = 0, StoppedBecause = enough }", history.ToString());
    }

    [Fact]
    public void AStopWithoutAnyFigureSaysSo()
    {
        var run = new ScriptedRun();
        var stopping = new EarlyStopping(patience: 2);
        stopping.OnStart(run);
        for (int epoch = 1; epoch <= 2; epoch++) stopping.OnEpoch(run, new EpochSummary(epoch, 1, new Evaluation(double.NaN, 0), 0, 0));
        Assert.Equal("val_loss did not improve for 2 epochs; no epoch had a finite figure.", run.StopReason);
    }

    private sealed class StopsAtOnce : Callback
    {
        public override void OnStart(TrainingRun run) => run.Stop("enough");
    }
}
